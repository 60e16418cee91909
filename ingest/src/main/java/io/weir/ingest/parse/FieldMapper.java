package io.weir.ingest.parse;

import com.fasterxml.jackson.databind.JsonNode;
import io.weir.ingest.event.Field;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Reads the value of a known key. The first of several keys for one thing wins. */
@FunctionalInterface
interface FieldMapper {
  /** False, with nothing set, if the value is not what the key promises. */
  boolean read(JsonNode value, LineBuilder draft);

  FieldMapper MESSAGE =
      (value, draft) -> {
        if (draft.message != null || !value.isTextual() || value.textValue().isBlank()) {
          return false;
        }
        draft.message = value.textValue();
        return true;
      };

  FieldMapper TIME =
      (value, draft) -> {
        BigDecimal number = JsonValues.decimal(value);
        Instant time =
            number != null ? Quantities.epoch(number) : JsonValues.time(value, draft.when);
        if (draft.time != null || time == null) {
          return false;
        }
        draft.time = time;
        draft.numericTime = number != null;
        return true;
      };

  FieldMapper LEVEL =
      (value, draft) -> {
        if (value.isIntegralNumber() && value.canConvertToInt()) {
          String level = Levels.numbered(value.intValue());
          draft.own = level == null ? draft.own : CommonMappings.OF_NUMBERED;
          return level != null && set(Field.LOG_LEVEL, level, draft);
        }
        String level = Levels.worded(value.asText());
        return level != null && set(Field.LOG_LEVEL, level, draft);
      };

  /** {@code I}, {@code D2}. */
  FieldMapper LETTER_LEVEL =
      (value, draft) -> {
        String level = Levels.lettered(value.asText());
        return level != null && set(Field.LOG_LEVEL, level, draft);
      };

  /** A severity from 0 to 7, as journald writes it. */
  FieldMapper SEVERITY =
      (value, draft) -> {
        long severity = JsonValues.wholeNumber(value);
        return severity >= 0
            && severity <= 7
            && set(Field.LOG_LEVEL, Levels.ofSeverity((int) severity), draft);
      };

  /** From 1 to 24, as OpenTelemetry counts. */
  FieldMapper TELEMETRY_LEVEL =
      (value, draft) -> {
        String level = Levels.ofTelemetry(JsonValues.wholeNumber(value));
        return level != null && set(Field.LOG_LEVEL, level, draft);
      };

  /** {@code ledger/book.go:269}. */
  FieldMapper ORIGIN =
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

  /** Rails' list of a form's fields, which may name who logs in. Stays content. */
  FieldMapper PARAMETERS =
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

  /** The text of an exception with its trace. */
  FieldMapper EXCEPTION =
      (value, draft) -> {
        if (value.isArray()) {
          return exceptions(value.path(0), draft);
        }
        return value.isTextual()
            && !draft.fields.has(Field.ERROR_STACK_TRACE)
            && StackTrace.put(draft.fields, value.textValue());
      };

  /** The first of structlog's list is the one that came out. Its frames stay content. */
  private static boolean exceptions(JsonNode first, LineBuilder draft) {
    set(Field.ERROR_TYPE, JsonDialect.text(first, "exc_type"), draft);
    set(Field.ERROR_MESSAGE, JsonDialect.text(first, "exc_value"), draft);
    return false;
  }

  /** A text, or its lines or frames as a list. */
  FieldMapper STACK_TRACE =
      (value, draft) -> {
        String text = value.isTextual() ? value.textValue() : StackTrace.joined(value);
        return text != null && set(Field.ERROR_STACK_TRACE, text, draft);
      };

  /** The path of a module in Rust; under the same key others write addresses. */
  FieldMapper MODULE =
      (value, draft) ->
          value.isTextual()
              && value.textValue().indexOf("::") > 0
              && set(Field.LOG_LOGGER, value.textValue(), draft);

  /** A duration that names its unit. */
  FieldMapper NAMED_DURATION =
      (value, draft) ->
          value.isTextual() && setDuration(Quantities.duration(value.textValue()), draft);

  static FieldMapper duration(long unit) {
    return (value, draft) -> {
      BigDecimal number = JsonValues.decimal(value);
      return number != null && setDuration(Quantities.nanos(number, unit), draft);
    };
  }

  static FieldMapper text(Field field) {
    return (value, draft) -> value.isTextual() && set(field, value.textValue(), draft);
  }

  /** A text, or the first of a list, as headers are. */
  static FieldMapper header(Field field) {
    return (value, draft) -> {
      JsonNode text = value.isArray() && value.size() == 1 ? value.get(0) : value;
      return text.isTextual() && set(field, text.textValue(), draft);
    };
  }

  /** {@code 4bf9…}, {@code 0x4bf9…}, or {@code projects/shop/traces/4bf9…}. */
  static FieldMapper hex(Field field) {
    return (value, draft) -> {
      if (!value.isTextual()) {
        return false;
      }
      String text = value.textValue();
      if (text.startsWith("0x")) {
        text = text.substring(2);
      } else if (text.startsWith("projects/")) {
        text = text.substring(text.lastIndexOf('/') + 1);
      }
      return set(field, text, draft);
    };
  }

  /** The same, at a key that gives away a writer who has more keys of his own. */
  static FieldMapper telling(FieldMapping own, FieldMapper reader) {
    return (value, draft) -> {
      boolean read = reader.read(value, draft);
      draft.own = read ? own : draft.own;
      return read;
    };
  }

  /** A text or a whole number. */
  static FieldMapper id(Field field) {
    return (value, draft) ->
        (value.isTextual() || value.isIntegralNumber()) && set(field, value.asText(), draft);
  }

  /** A list of nothing but strings. */
  static FieldMapper texts(Field field) {
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

  static FieldMapper number(Field field) {
    return (value, draft) -> {
      long number = JsonValues.wholeNumber(value);
      if (number < 0 || draft.fields.has(field)) {
        return false;
      }
      draft.fields.put(field, number);
      return true;
    };
  }

  static boolean set(Field field, String value, LineBuilder draft) {
    if (value.isEmpty() || value.equals("-") || value.equals("--") || draft.fields.has(field)) {
      return false;
    }
    draft.fields.put(field, value);
    return true;
  }

  private static boolean setDuration(long nanos, LineBuilder draft) {
    if (nanos < 0 || draft.fields.has(Field.EVENT_DURATION)) {
      return false;
    }
    draft.fields.put(Field.EVENT_DURATION, nanos);
    return true;
  }
}
