package io.weir.enrich.redact;

import io.weir.ingest.event.Event;
import io.weir.ingest.event.Field;
import io.weir.ingest.event.Fields;

/**
 * A line with its message and what is before and after it. It is looked at as a whole, because a
 * key may be in one part and its value in another.
 */
record DividedLine(String before, String message, String after) {

  static DividedLine of(Event event) {
    return new DividedLine(
        text(event.fields(), Field.WEIR_LINE_BEFORE),
        event.message(),
        text(event.fields(), Field.WEIR_LINE_AFTER));
  }

  private static String text(Fields fields, Field field) {
    String text = fields.text(field);
    return text == null ? "" : text;
  }

  /** The parts as one text. */
  String whole() {
    return before.isEmpty() && after.isEmpty() ? message : before + message + after;
  }

  /** Where the message begins in the whole text. */
  int from() {
    return before.length();
  }

  /** Where the message ends in the whole text. */
  int to() {
    return before.length() + message.length();
  }

  /** Sets the fields that have what is around the message. */
  void putAround(Fields fields) {
    fields.put(Field.WEIR_LINE_BEFORE, before).put(Field.WEIR_LINE_AFTER, after);
  }
}
