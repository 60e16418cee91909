package io.weir.ingest.parse.runtime;

import io.weir.ingest.event.Field;
import io.weir.ingest.event.Fields;

/** {@code 4bf9…-00f0…}: the ids of a trace and a span as Spring writes them. */
final class TraceIds {
  private TraceIds() {}

  /** Sets both if the text is 16 or 32 hexadecimal digits, the mark, and 16 more. */
  static boolean put(Fields fields, String ids, char mark) {
    int separator = ids.indexOf(mark);
    boolean known =
        (separator == 32 || separator == 16)
            && ids.length() - separator == 17
            && isHex(ids, 0, separator)
            && isHex(ids, separator + 1, ids.length());
    if (known) {
      fields.put(Field.TRACE_ID, ids.substring(0, separator));
      fields.put(Field.SPAN_ID, ids.substring(separator + 1));
    }
    return known;
  }

  private static boolean isHex(String text, int from, int to) {
    for (int i = from; i < to; i++) {
      if (Character.digit(text.charAt(i), 16) < 0) {
        return false;
      }
    }
    return true;
  }
}
