package io.weir.ingest.parse;

import com.fasterxml.jackson.databind.JsonNode;
import io.weir.ingest.event.Field;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Reads the value of a known key. The first of several keys for one thing wins. */
@FunctionalInterface
interface KeyReader {
  /** False, with nothing set, if the value is not what the key promises. */
  boolean read(JsonNode value, Draft draft);

  KeyReader MESSAGE =
      (value, draft) -> {
        if (draft.message != null || !value.isTextual() || value.textValue().isBlank()) {
          return false;
        }
        draft.message = value.textValue();
        return true;
      };

  KeyReader TIME =
      (value, draft) -> {
        BigDecimal number = Values.decimal(value);
        Instant time =
            number != null ? Quantities.epoch(number) : Values.isoTime(value, draft.when);
        if (draft.time != null || time == null) {
          return false;
        }
        draft.time = time;
        draft.numericTime = number != null;
        return true;
      };

  KeyReader LEVEL =
      (value, draft) -> {
        boolean number = value.isIntegralNumber() && value.canConvertToInt();
        String level = number ? Levels.numbered(value.intValue()) : Levels.named(value.asText());
        draft.numericLevel |= number && level != null;
        return level != null && set(Field.LOG_LEVEL, level, draft);
      };

  /** {@code I}, {@code D2}. */
  KeyReader LETTER_LEVEL =
      (value, draft) -> {
        String level = Levels.lettered(value.asText());
        return level != null && set(Field.LOG_LEVEL, level, draft);
      };

  /** A severity from 0 to 7, as journald writes it. */
  KeyReader SEVERITY =
      (value, draft) -> {
        long severity = Values.wholeNumber(value);
        return severity >= 0
            && severity <= 7
            && set(Field.LOG_LEVEL, Levels.ofSeverity((int) severity), draft);
      };

  /** From 1 to 24, as OpenTelemetry counts. */
  KeyReader TELEMETRY_LEVEL =
      (value, draft) -> {
        String level = Levels.ofTelemetry(Values.wholeNumber(value));
        return level != null && set(Field.LOG_LEVEL, level, draft);
      };

  /** {@code ledger/book.go:269}. */
  KeyReader ORIGIN =
      (value, draft) -> {
        String text = value.asText();
        int colon = text.lastIndexOf(':');
        Cursor line = new Cursor(text, colon + 1);
        long number = line.number();
        if (colon <= 0 || number < 0 || !line.atEnd() || text.indexOf(' ') >= 0) {
          return false;
        }
        draft.fields.put(Field.LOG_ORIGIN_FILE_NAME, text.substring(0, colon));
        draft.fields.put(Field.LOG_ORIGIN_FILE_LINE, number);
        return true;
      };

  /** An address, or a list of forwarded addresses, whose first is said to be the client's. */
  KeyReader SOURCE =
      (value, draft) -> {
        String text = value.asText();
        int comma = text.indexOf(',');
        boolean known = draft.fields.has(Field.SOURCE_IP) || draft.fields.has(Field.SOURCE_ADDRESS);
        return !known
            && value.isTextual()
            && Addresses.putSource(draft.fields, comma < 0 ? text : text.substring(0, comma));
      };

  /** The client as Caddy knows it, proxies that it trusts left out: better than the peer. */
  KeyReader CLIENT =
      (value, draft) -> value.isTextual() && Addresses.putSource(draft.fields, value.textValue());

  /** Rails' list of a form's fields, which may name who logs in. Stays content. */
  KeyReader PARAMETERS =
      (value, draft) -> {
        for (JsonNode parameter : value) {
          String key = parameter.path("key").asText();
          JsonNode content = parameter.path("value");
          String name = content.path("login").asText(content.asText());
          if (key.equals("user") || key.equals("username")) {
            set(Field.USER_NAME, name, draft);
          }
        }
        return false;
      };

  /** The first of a list is the client, the others are proxies. */
  KeyReader SOURCES =
      (value, draft) -> value.isArray() && value.size() > 0 && SOURCE.read(value.get(0), draft);

  /** The text of an exception with its trace. */
  KeyReader EXCEPTION =
      (value, draft) ->
          value.isTextual()
              && !draft.fields.has(Field.ERROR_STACK_TRACE)
              && StackTrace.put(draft.fields, value.textValue());

  KeyReader METHOD =
      (value, draft) ->
          Http.isMethod(value.asText()) && set(Field.HTTP_REQUEST_METHOD, value.asText(), draft);

  KeyReader STATUS =
      (value, draft) -> {
        long number = Values.wholeNumber(value);
        return !draft.fields.has(Field.HTTP_RESPONSE_STATUS_CODE)
            && Http.putStatus(draft.fields, number);
      };

  KeyReader URL =
      (value, draft) ->
          value.isTextual()
              && isUrl(value.textValue())
              && !draft.fields.has(Field.URL_ORIGINAL)
              && Http.putUrl(draft.fields, value.textValue());

  KeyReader DOMAIN =
      (value, draft) ->
          value.isTextual()
              && !draft.fields.has(Field.URL_DOMAIN)
              && Http.putDomain(draft.fields, value.textValue());

  KeyReader PROTOCOL =
      (value, draft) -> value.isTextual() && Http.putVersion(draft.fields, value.textValue());

  /** A duration that names its unit. */
  KeyReader NAMED_DURATION =
      (value, draft) ->
          value.isTextual() && setDuration(Quantities.duration(value.textValue()), draft);

  static KeyReader duration(long unit) {
    return (value, draft) -> {
      BigDecimal number = Values.decimal(value);
      return number != null && setDuration(Quantities.nanos(number, unit), draft);
    };
  }

  static KeyReader text(Field field) {
    return (value, draft) -> value.isTextual() && set(field, value.textValue(), draft);
  }

  /** A text or a whole number. */
  static KeyReader id(Field field) {
    return (value, draft) ->
        (value.isTextual() || value.isIntegralNumber()) && set(field, value.asText(), draft);
  }

  /** A list of nothing but strings. */
  static KeyReader texts(Field field) {
    return (value, draft) -> {
      List<String> texts = new ArrayList<>();
      value.forEach(item -> texts.add(item.textValue()));
      if (!value.isArray() || texts.contains(null)) {
        return false;
      }
      draft.fields.put(field, texts);
      return true;
    };
  }

  static KeyReader number(Field field) {
    return (value, draft) -> {
      long number = Values.wholeNumber(value);
      if (number < 0 || draft.fields.has(field)) {
        return false;
      }
      draft.fields.put(field, number);
      return true;
    };
  }

  private static boolean set(Field field, String value, Draft draft) {
    if (value.isEmpty() || value.equals("-") || value.equals("--") || draft.fields.has(field)) {
      return false;
    }
    draft.fields.put(field, value);
    return true;
  }

  private static boolean setDuration(long nanos, Draft draft) {
    if (nanos < 0 || draft.fields.has(Field.EVENT_DURATION)) {
      return false;
    }
    draft.fields.put(Field.EVENT_DURATION, nanos);
    return true;
  }

  private static boolean isUrl(String text) {
    return text.startsWith("/") || text.contains("://");
  }
}
