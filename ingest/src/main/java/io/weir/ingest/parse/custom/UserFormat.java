package io.weir.ingest.parse.custom;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import io.weir.ingest.event.Field;
import io.weir.ingest.event.Fields;
import io.weir.ingest.parse.line.LineParser;
import io.weir.ingest.parse.line.ParsedLine;
import io.weir.ingest.parse.line.TextLine;
import io.weir.ingest.parse.text.Addresses;
import io.weir.ingest.parse.text.Cursor;
import io.weir.ingest.parse.text.Http;
import io.weir.ingest.parse.text.Levels;
import io.weir.ingest.parse.text.Quantities;
import io.weir.ingest.parse.text.TimeContext;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;

/**
 * A format that a user has described: a pattern whose named groups say what a line holds. Matching
 * takes time linear in the length of the line.
 *
 * @param pattern matches whole texts
 * @param groups what each named group is for, in the order of the pattern
 * @param layout of the time; null if there is none
 * @param zone of the time, or null for that of the source
 * @param levels the format's own words for levels
 * @param firstLine how its events begin, or null if lines are joined as those of all formats
 */
public record UserFormat(
    String name,
    Pattern pattern,
    List<Group> groups,
    TimeLayout layout,
    ZoneId zone,
    Map<String, String> levels,
    FirstLine firstLine)
    implements LineParser {

  /** What a group is for. */
  enum Use {
    TIME,
    LEVEL,
    MESSAGE,
    FIELD,
    /** Kept under its own name in addition to the fields. */
    CONTENT
  }

  /**
   * A named group.
   *
   * @param field only of {@link Use#FIELD}
   * @param unit nanoseconds of one, for durations
   */
  record Group(String name, Use use, Field field, long unit) {}

  @Override
  public ParsedLine parse(TextLine line) {
    Matcher matcher = pattern.matcher(line.whole());
    if (!matcher.matches()) {
      return null;
    }
    Fields fields = new Fields();
    ObjectNode content = JsonNodeFactory.instance.objectNode();
    Instant time = null;
    String message = null;
    for (Group group : groups) {
      String value = matcher.group(group.name());
      if (value == null || value.isEmpty()) {
        continue;
      }
      switch (group.use()) {
        case TIME ->
            time = layout.read(value, zone == null ? line.context() : zoned(line.context()));
        case MESSAGE -> {
          int start = matcher.start(group.name());
          message = line.message(fields, start, start + value.length());
        }
        case LEVEL -> fields.put(Field.LOG_LEVEL, level(value));
        case FIELD -> put(fields, group, value);
        case CONTENT -> content.put(group.name(), value);
      }
    }
    return new ParsedLine(
        name,
        message == null ? line.message(fields, 0) : message,
        time,
        fields,
        content.isEmpty() ? null : content);
  }

  private TimeContext zoned(TimeContext context) {
    return new TimeContext(context.received(), zone);
  }

  private String level(String value) {
    String own = levels.get(value);
    return own == null ? Levels.named(value) : own;
  }

  /** A value that is not of the field's type sets nothing. */
  private static void put(Fields fields, Group group, String value) {
    Field field = group.field();
    switch (field) {
      case SOURCE_IP, SOURCE_ADDRESS -> Addresses.putSource(fields, value);
      case DESTINATION_IP, DESTINATION_ADDRESS -> Addresses.putDestination(fields, value);
      case URL_ORIGINAL -> Http.putUrl(fields, value);
      case EVENT_DURATION -> putDuration(fields, value, group.unit());
      default -> {
        if (field.type() == Field.Type.LONG) {
          putNumber(fields, field, value);
        } else {
          fields.put(field, value);
        }
      }
    }
  }

  private static void putDuration(Fields fields, String value, long unit) {
    long named = Quantities.duration(value);
    long nanos = named >= 0 ? named : Quantities.nanos(value, unit);
    if (nanos >= 0) {
      fields.put(Field.EVENT_DURATION, nanos);
    }
  }

  private static void putNumber(Fields fields, Field field, String value) {
    Cursor cursor = new Cursor(value);
    long number = cursor.number();
    if (number >= 0 && cursor.atEnd()) {
      fields.put(field, number);
    }
  }
}
