package io.weir.ingest.parse.line;

import io.weir.ingest.event.Field;
import io.weir.ingest.event.Fields;
import io.weir.ingest.parse.text.AnsiColors;

/**
 * Divides a line into its message and what is before and after it. Together they are the line, so
 * that nothing is kept twice; only where the message has colours inside is the line kept as well.
 */
final class MessagePlace {
  /** What writers set between their columns and the message. */
  private static final String SEPARATORS = ":|-";

  private static final String BYTE_ORDER_MARK = "\ufeff";

  private MessagePlace() {}

  /**
   * The message of a line. Sets the fields that have the rest of it; none if there is nothing but
   * the message, which is the whole line if nothing would be left of it.
   *
   * @param text as it was written
   * @param from where in the text without colours and byte order mark the message begins
   * @param to where it ends there, or -1 for the end
   */
  static String put(Fields fields, String text, int from, int to) {
    boolean coloured = AnsiColors.mayBeIn(text);
    if (from == 0 && to < 0 && !coloured) {
      return text;
    }
    int mark = text.startsWith(BYTE_ORDER_MARK) ? 1 : 0;
    int start = place(text, from, mark, coloured);
    if (from > 0 && to < 0) {
      start = afterSeparators(text, start);
    }
    int end = to < 0 ? AnsiColors.beforeCodes(text) : place(text, to, mark, coloured);
    if (start >= end || end > text.length()) {
      start = 0;
      end = text.length();
    }
    String message = text.substring(start, end);
    if (coloured && AnsiColors.mayBeIn(message)) {
      fields.put(Field.WEIR_LINE_WHOLE, text);
      return AnsiColors.remove(message);
    }
    fields.put(Field.WEIR_LINE_BEFORE, text.substring(0, start));
    fields.put(Field.WEIR_LINE_AFTER, text.substring(end));
    return message;
  }

  private static int place(String text, int at, int mark, boolean coloured) {
    return coloured ? AnsiColors.position(text, at + mark) : at + mark;
  }

  /** A sign is a separator only if a blank follows, and a line may end where the columns end. */
  private static int afterSeparators(String text, int from) {
    int at = from;
    while (at < text.length()) {
      char c = text.charAt(at);
      boolean apart = at + 1 < text.length() && isBlank(text.charAt(at + 1));
      if (isBlank(c) || (apart && SEPARATORS.indexOf(c) >= 0)) {
        at++;
      } else {
        int next = AnsiColors.afterCodes(text, at);
        if (next == at) {
          return at;
        }
        at = next;
      }
    }
    return at;
  }

  private static boolean isBlank(char c) {
    return c == ' ' || c == '\t' || c == '\n' || c == '\r';
  }
}
