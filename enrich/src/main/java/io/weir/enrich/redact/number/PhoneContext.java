package io.weir.enrich.redact.number;

import io.weir.enrich.redact.scan.CharSet;
import io.weir.enrich.redact.scan.Chars;
import io.weir.enrich.redact.scan.Scan;

/** How far back from a number words are that may say what it is. */
final class PhoneContext {
  private static final int REACH = 48;
  private static final CharSet NUMBERS = CharSet.DIGITS.or(CharSet.of(" \t-,"));
  private static final CharSet SIGNS = CharSet.of("+(\"'\\").or(CharSet.BLANKS);

  private PhoneContext() {}

  /**
   * The place before which nothing speaks of the number at {@code start}: after a quote that closed
   * before it and after a path, as access logs have them; at the key, where it is the value of one.
   */
  static int start(Scan scan, int start) {
    int limit = Math.max(0, start - REACH);
    int sign = scan.skipBack(start, limit, SIGNS);
    if (scan.at(sign - 1) == '=') {
      return Math.max(limit, scan.keyStart(scan.skipBack(sign - 1, limit, SIGNS)));
    }
    int numbers = scan.skipBack(start, limit, NUMBERS);
    boolean closed = numbers < start && Chars.isQuote(scan.at(numbers - 1));
    return closed && scan.at(numbers) == ' ' ? start : Math.max(limit, pathEnd(scan, limit, start));
  }

  /** The end of the last word that begins with a slash; 0 if there is none. */
  private static int pathEnd(Scan scan, int limit, int start) {
    int end = start;
    for (int i = start - 1; i >= limit; i--) {
      char c = scan.charAt(i);
      end = c == ' ' ? i : end;
      if (c == '/' && scan.at(i - 1) <= ' ') {
        return end;
      }
    }
    return 0;
  }
}
