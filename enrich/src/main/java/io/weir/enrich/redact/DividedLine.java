package io.weir.enrich.redact;

import io.weir.enrich.redact.Replacements.Part;
import io.weir.enrich.redact.scan.SensitiveClass;
import io.weir.enrich.redact.scan.Spans;
import io.weir.ingest.event.Event;
import io.weir.ingest.event.Field;
import io.weir.ingest.event.Fields;
import java.util.List;
import java.util.function.BiFunction;

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

  /**
   * The line with all spans replaced. A value that begins in one part and ends in the next is whole
   * in the next.
   *
   * @param spans found in the whole text, in order and merged
   * @param replacement by class and value
   */
  DividedLine rewrite(
      List<Spans.Span> spans, BiFunction<SensitiveClass, String, String> replacement) {
    String whole = whole();
    int from = outside(spans, from());
    int to = Math.max(from, outside(spans, to()));
    return new DividedLine(
        Replacements.rewrite(new Part(whole, 0, from), spans, replacement),
        Replacements.rewrite(new Part(whole, from, to), spans, replacement),
        Replacements.rewrite(new Part(whole, to, whole.length()), spans, replacement));
  }

  /** The place, or the beginning of the value that it is in. */
  private static int outside(List<Spans.Span> spans, int place) {
    for (Spans.Span span : spans) {
      if (span.start() < place && place < span.end()) {
        return span.start();
      }
    }
    return place;
  }

  /** Sets the fields that have what is around the message. */
  void putAround(Fields fields) {
    fields.put(Field.WEIR_LINE_BEFORE, before).put(Field.WEIR_LINE_AFTER, after);
  }
}
