package io.weir.enrich.redact;

/** A part of a form that a browser sends (RFC 7578). */
final class FormPart {
  private FormPart() {}

  /**
   * The part of a form that bears a name: {@code name="password"}, an empty line, and the value up
   * to the end of its line (RFC 7578).
   */
  static int hide(String text, int at, int nameEnd, SensitiveKeys keys, Spans spans) {
    int open = at + 1;
    boolean named = text.startsWith("name", nameEnd - 4) && Chars.isQuote(Chars.at(text, open));
    int close = named ? ValueEnds.quoteEnd(text, open) : -1;
    int start = close < 0 ? -1 : afterEmptyLine(text, close + 1);
    KeyRule rule = start < 0 ? null : keys.ruleBefore(text, close, false);
    if (rule == null) {
      return at;
    }
    int end = start;
    while (end < text.length() && text.charAt(end) != '\n' && text.charAt(end) != '\r') {
      end++;
    }
    if (NoValue.is(text, start, end) || !rule.fits(text.substring(start, end), false)) {
      return at;
    }
    spans.add(start, end, rule.type());
    return end;
  }

  private static int afterEmptyLine(String text, int from) {
    String line = text.startsWith("\r\n", from) ? "\r\n" : "\n";
    return text.startsWith(line + line, from) ? from + 2 * line.length() : -1;
  }
}
