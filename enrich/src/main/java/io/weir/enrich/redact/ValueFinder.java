package io.weir.enrich.redact;

/** Hides the value behind a key. In doubt it goes on: too much hidden is better than too little. */
final class ValueFinder {
  private static final int MAX_CALL = 32;

  /** So much of a value is enough to see whether it is meant, where not every value is. */
  static final int JUDGED = 128;

  private ValueFinder() {}

  /**
   * Adds the value that starts at a place, unless it is none.
   *
   * @param inQuery the value is part of a URL
   * @return the end of the value, or {@code at} if nothing was added
   */
  static int hide(Scan scan, int from, KeyRule rule, boolean inQuery, int at) {
    int quote = from;
    while (scan.at(quote) == '\\') {
      quote++;
    }
    char open = scan.at(quote);
    boolean quoted = Chars.isQuote(open);
    boolean listed = open == '[' || open == '(';
    if (open == '{' && !isScheme(scan, quote)) {
      return braced(scan, quote + 1, rule, at);
    }
    if (open == 0) {
      return at;
    }
    int start = quoted || listed ? quote + 1 : from;
    if (listed
        && ValueExclusions.isComplaint(
            scan.text(), start, Math.min(scan.length(), start + JUDGED))) {
      return at;
    }
    int judged = rule.kind() == KeyRule.Kind.ALWAYS ? scan.length() : start + JUDGED;
    int end = ValueBounds.of(scan, quote, start, inQuery, Math.min(scan.length(), judged));
    if (!quoted && !listed && !inQuery && isOpened(scan, start, end)) {
      String call = scan.substring(start, end);
      boolean method = call.indexOf('.') > 0 || call.indexOf("::") > 0;
      if (method && isVariable(scan, end + 1, ValueBounds.quoteEnd(scan, end))) {
        // os.getenv("DB_PASSWORD") is the line of a program.
        return at;
      }
      // crypt('x', …), Some("x"), N'x': what counts is in the quotes.
      return hide(scan, end, rule, false, at);
    }
    if (listed) {
      start = ValueBounds.trimmedStart(scan, start, end);
      end = ValueBounds.trimmedEnd(scan, start, end);
    }
    boolean none =
        ValueExclusions.is(scan.text(), start, end)
            || (listed && ValueExclusions.isMasked(scan.text(), start, end))
            || ValueExclusions.isOf(rule, scan.text(), from, start, end, inQuery);
    if (none || !rule.fits(scan.substring(start, end), inQuery)) {
      return at;
    }
    if (end == judged) {
      end = ValueBounds.of(scan, quote, start, inQuery, scan.length());
    }
    scan.hide(start, end, rule.type());
    return end;
  }

  /** {@code PWD={x};} of ODBC; any other brace opens an object. */
  private static int braced(Scan scan, int start, KeyRule rule, int at) {
    int limit = Math.min(scan.length(), start + JUDGED);
    int end = start;
    while (end < limit && "{}:=\"'\n ".indexOf(scan.charAt(end)) < 0) {
      end++;
    }
    boolean closed = scan.at(end) == '}' && scan.at(end + 1) == ';';
    if (!closed
        || ValueExclusions.is(scan.text(), start, end)
        || !rule.fits(scan.substring(start, end), false)) {
      return at;
    }
    scan.hide(start, end, rule.type());
    return end;
  }

  /** {@code {SSHA}} of RFC 2307, behind which the hash stands. */
  private static boolean isScheme(Scan scan, int brace) {
    int end = brace + 1;
    while (Chars.isUpper(scan.at(end)) || Chars.isDigit(scan.at(end))) {
      end++;
    }
    return end > brace + 2 && scan.at(end) == '}' && Chars.isBase64(scan.at(end + 1));
  }

  private static boolean isOpened(Scan scan, int start, int end) {
    if (end - start == 0 || end - start > MAX_CALL || !Chars.isQuote(scan.at(end))) {
      return false;
    }
    char last = scan.charAt(end - 1);
    return last == '('
        || (last == '[' && scan.substring(start, end).indexOf('.') > 0)
        || (end - start == 1 && "NEnebr".indexOf(last) >= 0);
  }

  /** The name of a variable or of a header. */
  private static boolean isVariable(Scan scan, int start, int end) {
    boolean small = false;
    boolean digit = false;
    for (int i = start; i < end; i++) {
      char c = scan.charAt(i);
      if (!Chars.isAlphanumeric(c) && c != '_' && c != '-') {
        return false;
      }
      digit |= Chars.isDigit(c);
      small |= c >= 'a';
    }
    return Chars.isUpper(scan.at(start)) && !(small && digit);
  }
}
