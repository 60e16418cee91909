package io.weir.enrich.events;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.weir.ingest.assemble.Tags;
import io.weir.ingest.event.Event;
import io.weir.ingest.event.Field;
import io.weir.ingest.event.Fields;
import java.util.ArrayList;
import java.util.List;

/**
 * Brings a redacted event that is too large into records that every store takes. Its text is the
 * message and, after it, the structured content as JSON; that text is cut or divided, and all other
 * fields keep their beginning. Never before redaction: a cut could divide a secret.
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
    String text = text(event);
    String kept = text.substring(0, endOfPart(text, 0));
    if (kept.length() < text.length()) {
      kept += " …[cut: %d of %d characters]".formatted(kept.length(), text.length());
    }
    return new Event(event.timestamp(), kept, small(event, TRUNCATED));
  }

  /** All of the event's text, in events that are numbered from 1. */
  static List<Event> parts(Event event) {
    String text = text(event);
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
      Fields fields = small(event, "part");
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
   * incidents repeat them. The message has them still.
   *
   * @return false if there are none
   */
  static boolean shortenNames(Event event) {
    Fields fields = event.fields();
    List<Field> names = new ArrayList<>();
    fields.forEach(
        (field, value) -> {
          boolean keyword = field.type() == Field.Type.KEYWORD;
          if (keyword && value instanceof String text && text.length() > MAX_FIELD) {
            names.add(field);
          }
        });
    names.forEach(field -> fields.put(field, shortened(fields.text(field), MAX_FIELD - 1)));
    if (!names.isEmpty()) {
      fields.put(Field.LOG_FLAGS, List.of(TRUNCATED));
      Tags.add(fields, TRUNCATED);
    }
    return !names.isEmpty();
  }

  private static String text(Event event) {
    Object content = event.fields().get(Field.WEIR_FIELDS);
    return content == null ? event.message() : event.message() + '\n' + content;
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

  private static Fields small(Event event, String tag) {
    Fields small = new Fields();
    event
        .fields()
        .forEach(
            (field, value) -> {
              if (value instanceof String text) {
                small.put(field, shortened(text, MAX_FIELD - 1));
              } else if (value instanceof ObjectNode object) {
                if (field != Field.WEIR_FIELDS && object.toString().length() <= MAX_OBJECT) {
                  small.put(field, object);
                }
              } else if (value instanceof List<?> list && field.type() == Field.Type.KEYWORDS) {
                small.put(field, shortened(list));
              } else {
                small.copy(field, value);
              }
            });
    small.put(Field.LOG_FLAGS, List.of(TRUNCATED));
    Tags.add(small, tag);
    return small;
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
