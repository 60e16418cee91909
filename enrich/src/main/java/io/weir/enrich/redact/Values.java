package io.weir.enrich.redact;

/** Hides the value behind a key. In doubt it goes on: too much hidden is better than too little. */
final class Values {
  private static final int MAX_CALL = 32;

  /** So much of a value is enough to see whether it is meant, where not every value is. */
  static final int JUDGED = 128;

  private Values() {}

  /**
   * Adds the value that starts at a place, unless it is none.
   *
   * @param inQuery the value is part of a URL
   * @return the end of the value, or {@code at} if nothing was added
   */
  static int hide(String text, int from, KeyRule rule, boolean inQuery, Spans spans, int at) {
    int quote = from;
    while (Chars.at(text, quote) == '\\') {
      quote++;
    }
    char open = Chars.at(text, quote);
    boolean quoted = Chars.isQuote(open);
    boolean listed = open == '[' || open == '(';
    if (open == '{' && !isScheme(text, quote)) {
      return braced(text, quote + 1, rule, spans, at);
    }
    if (open == 0) {
      return at;
    }
    int start = quoted || listed ? quote + 1 : from;
    if (listed && NoValue.isComplaint(text, start, Math.min(text.length(), start + JUDGED))) {
      return at;
    }
    int judged = rule.kind() == KeyRule.Kind.ALWAYS ? text.length() : start + JUDGED;
    int end = ValueEnds.of(text, quote, start, inQuery, Math.min(text.length(), judged));
    if (!quoted && !listed && !inQuery && isOpened(text, start, end)) {
      String call = text.substring(start, end);
      boolean method = call.indexOf('.') > 0 || call.indexOf("::") > 0;
      if (method && isVariable(text, end + 1, ValueEnds.quoteEnd(text, end))) {
        // os.getenv("DB_PASSWORD") is the line of a program.
        return at;
      }
      // crypt('x', …), Some("x"), N'x': what counts is in the quotes.
      return hide(text, end, rule, false, spans, at);
    }
    if (listed) {
      start = ValueEnds.trimmedStart(text, start, end);
      end = ValueEnds.trimmedEnd(text, start, end);
    }
    boolean none =
        NoValue.is(text, start, end)
            || (listed && NoValue.isMasked(text, start, end))
            || NoValue.isOf(rule, text, from, start, end, inQuery);
    if (none || !rule.fits(text.substring(start, end), inQuery)) {
      return at;
    }
    if (end == judged) {
      end = ValueEnds.of(text, quote, start, inQuery, text.length());
    }
    spans.add(start, end, rule.type());
    return end;
  }

  /** {@code PWD={x};} of ODBC; any other brace opens an object. */
  private static int braced(String text, int start, KeyRule rule, Spans spans, int at) {
    int limit = Math.min(text.length(), start + JUDGED);
    int end = start;
    while (end < limit && "{}:=\"'\n ".indexOf(text.charAt(end)) < 0) {
      end++;
    }
    boolean closed = Chars.at(text, end) == '}' && Chars.at(text, end + 1) == ';';
    if (!closed || NoValue.is(text, start, end) || !rule.fits(text.substring(start, end), false)) {
      return at;
    }
    spans.add(start, end, rule.type());
    return end;
  }

  /** {@code {SSHA}} of RFC 2307, behind which the hash stands. */
  private static boolean isScheme(String text, int brace) {
    int end = brace + 1;
    while (Chars.isUpper(Chars.at(text, end)) || Chars.isDigit(Chars.at(text, end))) {
      end++;
    }
    return end > brace + 2 && Chars.at(text, end) == '}' && Chars.isBase64(Chars.at(text, end + 1));
  }

  private static boolean isOpened(String text, int start, int end) {
    if (end - start == 0 || end - start > MAX_CALL || !Chars.isQuote(Chars.at(text, end))) {
      return false;
    }
    char last = text.charAt(end - 1);
    return last == '('
        || (last == '[' && text.substring(start, end).indexOf('.') > 0)
        || (end - start == 1 && "NEnebr".indexOf(last) >= 0);
  }

  /** The name of a variable or of a header. */
  private static boolean isVariable(String text, int start, int end) {
    boolean small = false;
    boolean digit = false;
    for (int i = start; i < end; i++) {
      char c = text.charAt(i);
      if (!Chars.isAlphanumeric(c) && c != '_' && c != '-') {
        return false;
      }
      digit |= Chars.isDigit(c);
      small |= c >= 'a';
    }
    return Chars.isUpper(Chars.at(text, start)) && !(small && digit);
  }
}
