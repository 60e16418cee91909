package io.weir.enrich.events;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.weir.ingest.event.Event;
import io.weir.ingest.event.Field;
import io.weir.ingest.event.Fields;
import io.weir.ingest.event.SharedFields;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * Brings a redacted event that is too large into records that every store takes. Its text is the
 * message and, after it, the structured content as JSON and the fields that are too long; that text
 * is cut or divided, and all fields keep their beginning. Never before redaction: a cut could
 * divide a secret.
 */
final class LargeEvents {
  /** Of one event's text as JSON: below Loki's limit for a line. */
  static final int MAX_TEXT_BYTES = 200 << 10;

  /** More parts than this would be an attack, and are cut. */
  private static final int MAX_PARTS = 1_000;

  /** What Elasticsearch can index; matches repeat such values. */
  private static final int MAX_FIELD = 8_191;

  private static final int MAX_OBJECT = 16 << 10;
  private static final String TRUNCATED = "truncated";

  private LargeEvents() {}

  /** The event's beginning, with a mark. */
  static Event cut(Event event) {
    Map<Field, Object> shortened = new EnumMap<>(Field.class);
    Fields fields = small(event, TRUNCATED, shortened);
    String text = text(event, Map.of());
    String kept = text.substring(0, endOfPart(text, 0));
    if (kept.length() < text.length()) {
      kept += " …[cut: %d of %d characters]".formatted(kept.length(), text.length());
    }
    shortened.keySet().forEach(field -> fields.addTag(truncated(field)));
    return new Event(event.timestamp(), kept, fields);
  }

  /** All of the event's text, in events that are numbered from 1. */
  static List<Event> parts(Event event) {
    Map<Field, Object> shortened = new EnumMap<>(Field.class);
    Fields small = small(event, "part", shortened);
    String text = text(event, shortened);
    List<String> texts = new ArrayList<>();
    for (int from = 0; from < text.length() && texts.size() <= MAX_PARTS; ) {
      int end = endOfPart(text, from);
      texts.add(text.substring(from, end));
      from = end;
    }
    if (texts.size() <= 1 || texts.size() > MAX_PARTS) {
      return List.of(cut(event));
    }
    List<Event> parts = new ArrayList<>();
    for (int number = 1; number <= texts.size(); number++) {
      Fields fields = small.copy();
      fields.put(Field.WEIR_PART_NUMBER, number);
      fields.put(Field.WEIR_PART_OF, texts.size());
      if (number > 1) {
        fields.put(Field.EVENT_ID, event.id() + "-" + number);
        // The first represents the raw records.
        fields.put(Field.WEIR_SOURCE_RECORDS, 0);
        fields.remove(Field.WEIR_SOURCE_OFFSETS);
      }
      parts.add(new Event(event.timestamp(), texts.get(number - 1), fields));
    }
    return parts;
  }

  /**
   * Shortens the keywords that are no names any more: stores do not index them, and matches and
   * incidents repeat them. The message has those of the line still, or they are added to it.
   *
   * @return null if there are none
   */
  static Event shortenNames(Event event) {
    Fields fields = event.fields();
    Map<Field, Object> names = new EnumMap<>(Field.class);
    fields.forEach(
        (field, value) -> {
          boolean keyword = field.type() == Field.Type.KEYWORD;
          if (keyword && value instanceof String text && text.length() > MAX_FIELD) {
            names.put(field, text);
          }
        });
    if (names.isEmpty()) {
      return null;
    }
    fields.put(Field.LOG_FLAGS, List.of(TRUNCATED));
    fields.addTag(TRUNCATED);
    names.forEach(
        (field, name) -> {
          fields.put(field, shortened((String) name, MAX_FIELD - 1));
          fields.addTag(truncated(field));
        });
    // What the agent says of a pod is no text of the line.
    SharedFields shared = fields.shared();
    names
        .entrySet()
        .removeIf(name -> shared != null && shared.get(name.getKey()) == name.getValue());
    return new Event(event.timestamp(), with(event.message(), event.line(), names), fields);
  }

  /** The tag of an event whose field has its beginning only. */
  private static String truncated(Field field) {
    return TRUNCATED + ':' + field.path();
  }

  private static String text(Event event, Map<Field, Object> shortened) {
    Object content = event.fields().get(Field.WEIR_FIELDS);
    String line = event.line();
    String text = content == null ? line : line + '\n' + content;
    return with(text, line, shortened);
  }

  /** The text with the fields that are not in the message anyway. */
  private static String with(String text, String message, Map<Field, Object> fields) {
    StringBuilder all = new StringBuilder(text);
    fields.forEach(
        (field, value) -> {
          if (!message.contains(value.toString())) {
            all.append('\n').append(field.path()).append(": ").append(value);
          }
        });
    return all.toString();
  }

  /** How far the text goes that fits one event, escapes included; never half a character. */
  private static int endOfPart(String text, int from) {
    int bytes = 0;
    int at = from;
    while (at < text.length()) {
      int codePoint = text.codePointAt(at);
      bytes += bytes(codePoint);
      if (bytes > MAX_TEXT_BYTES) {
        return at;
      }
      at += Character.charCount(codePoint);
    }
    return at;
  }

  private static int bytes(int codePoint) {
    if (codePoint < 0x80) {
      return codePoint < ' ' ? 6 : codePoint == '"' || codePoint == '\\' ? 2 : 1;
    }
    return codePoint < 0x800 ? 2 : codePoint < 0x10000 ? 3 : 4;
  }

  /**
   * @param shortened takes the whole values of what keeps its beginning only
   */
  private static Fields small(Event event, String tag, Map<Field, Object> shortened) {
    Fields small = new Fields();
    event
        .fields()
        .forEach(
            (field, value) -> {
              if (field.type() == Field.Type.RAW) {
                // The line is the message, or divided among the messages of the parts.
                return;
              }
              if (value instanceof String text) {
                small.put(field, shortened(text, MAX_FIELD - 1));
                note(shortened, field, text, text.length() >= MAX_FIELD);
              } else if (value instanceof ObjectNode object) {
                boolean fits = object.toString().length() <= MAX_OBJECT;
                if (field != Field.WEIR_FIELDS && fits) {
                  small.put(field, object);
                }
                note(shortened, field, object, field != Field.WEIR_FIELDS && !fits);
              } else if (value instanceof List<?> list && field.type() == Field.Type.KEYWORDS) {
                List<String> kept = shortened(list);
                small.put(field, kept);
                note(shortened, field, list, !kept.equals(list));
              } else {
                small.copy(field, value);
              }
            });
    small.put(Field.LOG_FLAGS, List.of(TRUNCATED));
    small.addTag(tag);
    return small;
  }

  private static void note(
      Map<Field, Object> shortened, Field field, Object value, boolean isShortened) {
    if (isShortened) {
      shortened.put(field, value);
    }
  }

  private static String shortened(String text, int max) {
    if (text.length() <= max) {
      return text;
    }
    int end = Character.isHighSurrogate(text.charAt(max - 1)) ? max - 1 : max;
    return text.substring(0, end) + "…";
  }

  private static List<String> shortened(List<?> texts) {
    List<String> small = new ArrayList<>();
    int room = MAX_FIELD;
    for (Object item : texts) {
      if (room > 0) {
        String text = shortened((String) item, room);
        small.add(text);
        room -= text.length();
      }
    }
    return small;
  }
}
