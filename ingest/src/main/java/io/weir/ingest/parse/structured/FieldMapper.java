package io.weir.ingest.parse.structured;

import com.fasterxml.jackson.databind.JsonNode;
import io.weir.ingest.event.Field;
import io.weir.ingest.parse.text.Absence;
import io.weir.ingest.parse.text.Cursor;
import io.weir.ingest.parse.text.JsonValues;
import io.weir.ingest.parse.text.Levels;
import io.weir.ingest.parse.text.Quantities;
import io.weir.ingest.parse.text.StackTrace;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Reads the value of a known key. The first of several keys for one thing wins. */
@FunctionalInterface
interface FieldMapper {
  /** False, with nothing set, if the value is not what the key promises. */
  boolean read(JsonNode value, LineBuilder builder);

  FieldMapper MESSAGE =
      (value, builder) -> {
        if (builder.message != null || !value.isTextual() || value.textValue().isBlank()) {
          return false;
        }
        builder.message = value.textValue();
        return true;
      };

  FieldMapper TIME =
      (value, builder) -> {
        BigDecimal number = JsonValues.decimal(value);
        Instant time =
            number != null ? Quantities.epoch(number) : JsonValues.time(value, builder.context);
        if (builder.time != null || time == null) {
          return false;
        }
        builder.time = time;
        builder.numericTime = number != null;
        return true;
      };

  FieldMapper LEVEL =
      (value, builder) -> {
        if (value.isIntegralNumber() && value.canConvertToInt()) {
          String level = Levels.numbered(value.intValue());
          builder.own = level == null ? builder.own : CommonMappings.OF_NUMBERED;
          return level != null && set(Field.LOG_LEVEL, level, builder);
        }
        String level = Levels.worded(value.asText());
        return level != null && set(Field.LOG_LEVEL, level, builder);
      };

  /** The name of a level that may be there as a number too. */
  FieldMapper LEVEL_NAME =
      (value, builder) -> {
        String level = Levels.worded(value.asText());
        boolean known = level != null && level.equals(builder.fields.text(Field.LOG_LEVEL));
        return known || (level != null && set(Field.LOG_LEVEL, level, builder));
      };

  /** {@code I}, {@code D2}. */
  FieldMapper LETTER_LEVEL =
      (value, builder) -> {
        String level = Levels.lettered(value.asText());
        return level != null && set(Field.LOG_LEVEL, level, builder);
      };

  /** A severity from 0 to 7, as journald writes it. */
  FieldMapper SEVERITY =
      (value, builder) -> {
        long severity = JsonValues.wholeNumber(value);
        return severity >= 0
            && severity <= 7
            && set(Field.LOG_LEVEL, Levels.ofSeverity((int) severity), builder);
      };

  /** From 1 to 24, as OpenTelemetry counts. */
  FieldMapper TELEMETRY_LEVEL =
      (value, builder) -> {
        String level = Levels.ofTelemetry(JsonValues.wholeNumber(value));
        return level != null && set(Field.LOG_LEVEL, level, builder);
      };

  /** {@code ledger/book.go:269}. */
  FieldMapper ORIGIN =
      (value, builder) -> {
        String text = value.asText();
        int colon = text.lastIndexOf(':');
        Cursor line = new Cursor(text, colon + 1);
        long number = line.number();
        if (colon <= 0 || number < 0 || !line.atEnd() || text.indexOf(' ') >= 0) {
          return false;
        }
        builder.fields.put(Field.LOG_ORIGIN_FILE_NAME, text.substring(0, colon));
        builder.fields.put(Field.LOG_ORIGIN_FILE_LINE, number);
        return true;
      };

  /** Rails' list of a form's fields, which may name who logs in. Stays content. */
  FieldMapper PARAMETERS =
      (value, builder) -> {
        for (JsonNode parameter : value) {
          String key = parameter.path("key").asText();
          JsonNode content = parameter.path("value");
          String name = content.path("login").asText(content.asText());
          if (key.equals("user") || key.equals("username")) {
            set(Field.USER_NAME, name, builder);
          }
        }
        return false;
      };

  /** The text of an exception with its trace. */
  FieldMapper EXCEPTION =
      (value, builder) -> {
        if (value.isArray()) {
          return exceptions(value.path(0), builder);
        }
        return value.isTextual()
            && !builder.fields.has(Field.ERROR_STACK_TRACE)
            && StackTrace.put(builder.fields, value.textValue());
      };

  /** The first of structlog's list is the one that came out. Its frames stay content. */
  private static boolean exceptions(JsonNode first, LineBuilder builder) {
    set(Field.ERROR_TYPE, JsonValues.text(first, "exc_type"), builder);
    set(Field.ERROR_MESSAGE, JsonValues.text(first, "exc_value"), builder);
    return false;
  }

  /** A text, or its lines or frames as a list. */
  FieldMapper STACK_TRACE =
      (value, builder) -> {
        String text = value.isTextual() ? value.textValue() : StackTrace.joined(value);
        return text != null && set(Field.ERROR_STACK_TRACE, text, builder);
      };

  /** The path of a module in Rust; under the same key others write addresses. */
  FieldMapper MODULE =
      (value, builder) ->
          value.isTextual()
              && value.textValue().indexOf("::") > 0
              && set(Field.LOG_LOGGER, value.textValue(), builder);

  /** A duration that names its unit. */
  FieldMapper NAMED_DURATION =
      (value, builder) ->
          value.isTextual() && setDuration(Quantities.duration(value.textValue()), builder);

  static FieldMapper duration(long unit) {
    return (value, builder) -> {
      BigDecimal number = JsonValues.decimal(value);
      return number != null && setDuration(Quantities.nanos(number, unit), builder);
    };
  }

  static FieldMapper text(Field field) {
    return (value, builder) -> value.isTextual() && set(field, value.textValue(), builder);
  }

  /** A text, or the first of a list, as headers are. */
  static FieldMapper header(Field field) {
    return (value, builder) -> {
      JsonNode text = value.isArray() && value.size() == 1 ? value.get(0) : value;
      return text.isTextual() && set(field, text.textValue(), builder);
    };
  }

  /** {@code 4bf9…}, {@code 0x4bf9…}, or {@code projects/shop/traces/4bf9…}. */
  static FieldMapper hex(Field field) {
    return (value, builder) -> {
      if (!value.isTextual()) {
        return false;
      }
      String text = value.textValue();
      if (text.startsWith("0x")) {
        text = text.substring(2);
      } else if (text.startsWith("projects/")) {
        text = text.substring(text.lastIndexOf('/') + 1);
      }
      return set(field, text, builder);
    };
  }

  /** The same, at a key that identifies a writer with more keys of its own. */
  static FieldMapper telling(FieldMapping own, FieldMapper reader) {
    return (value, builder) -> {
      boolean read = reader.read(value, builder);
      builder.own = read ? own : builder.own;
      return read;
    };
  }

  /** A text or a whole number. */
  static FieldMapper id(Field field) {
    return (value, builder) ->
        (value.isTextual() || value.isIntegralNumber()) && set(field, value.asText(), builder);
  }

  /** A list of nothing but strings. */
  static FieldMapper texts(Field field) {
    return (value, builder) -> {
      List<String> texts = new ArrayList<>();
      value.forEach(item -> texts.add(item.textValue()));
      if (!value.isArray() || texts.contains(null)) {
        return false;
      }
      builder.fields.put(field, texts);
      return true;
    };
  }

  static FieldMapper number(Field field) {
    return (value, builder) -> {
      long number = JsonValues.wholeNumber(value);
      if (number < 0 || builder.fields.has(field)) {
        return false;
      }
      builder.fields.put(field, number);
      return true;
    };
  }

  static boolean set(Field field, String value, LineBuilder builder) {
    if (Absence.is(value) || builder.fields.has(field)) {
      return false;
    }
    builder.fields.put(field, value);
    return true;
  }

  private static boolean setDuration(long nanos, LineBuilder builder) {
    if (nanos < 0 || builder.fields.has(Field.EVENT_DURATION)) {
      return false;
    }
    builder.fields.put(Field.EVENT_DURATION, nanos);
    return true;
  }
}
