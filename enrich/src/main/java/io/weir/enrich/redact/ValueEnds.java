package io.weir.enrich.redact;

/**
 * Where a value ends, as programs write values behind a key: in quotes or brackets, escaped or not,
 * or up to what ends a word.
 */
final class ValueEnds {
  private static final int MAX_KEY = 64;
  private static final int MAX_QUOTED = 1_024;

  private ValueEnds() {}

  /** The end of the value that starts at a place, behind its opening sign if it has one. */
  static int of(String text, int quote, int start, boolean inQuery, int limit) {
    char open = text.charAt(quote);
    if (Chars.isQuote(open)) {
      return closingQuote(text, quote, start, limit);
    }
    if (open == '[' || open == '(') {
      return listEnd(text, start, open == '[' ? ']' : ')', limit);
    }
    return inQuery ? queryEnd(text, start, limit) : wordEnd(text, start, limit);
  }

  private static int listEnd(String text, int start, char close, int limit) {
    int end = start;
    while (end < limit && text.charAt(end) != close && text.charAt(end) != '\n') {
      end++;
    }
    return end;
  }

  static int trimmedStart(String text, int from, int end) {
    int start = from;
    while (start < end && isAround(text.charAt(start))) {
      start++;
    }
    return start;
  }

  static int trimmedEnd(String text, int start, int from) {
    int end = from;
    while (end > start && isAround(text.charAt(end - 1))) {
      end--;
    }
    return end;
  }

  private static boolean isAround(char c) {
    return Chars.isQuote(c) || Chars.isBlank(c) || c == '\\';
  }

  /** Where the quote closes that opens at a place, or the end of the text. */
  static int closing(String text, int open) {
    return closingQuote(text, open, open + 1, text.length());
  }

  /** The same, if it is not too far away. */
  static int quoteEnd(String text, int open) {
    return closingQuote(text, open, open + 1, Math.min(text.length(), open + MAX_QUOTED));
  }

  /**
   * The end of the value before its closing quote, which has as many backslashes before it as the
   * opening one; a quote that is doubled, as SQL has it, is part of the value.
   */
  private static int closingQuote(String text, int open, int start, int limit) {
    char quote = text.charAt(open);
    int escapes = 0;
    while (Chars.at(text, open - 1 - escapes) == '\\') {
      escapes++;
    }
    int backslashes = 0;
    for (int i = start; i < limit; i++) {
      char c = text.charAt(i);
      if (c == '\\') {
        backslashes++;
        continue;
      }
      // `x' is how some write quotes.
      boolean slanted = quote == '`' && c == '\'' && " )".indexOf(Chars.at(text, i + 1)) >= 0;
      if ((c == quote || slanted) && backslashes <= escapes) {
        boolean doubled = quote == '\'' && Chars.at(text, i + 1) == quote;
        if (!doubled) {
          return i - backslashes;
        }
        i++;
      }
      backslashes = 0;
    }
    return limit;
  }

  /** The end of a value without quotes. */
  static int wordEnd(String text, int start, int limit) {
    int end = start;
    while (end < limit && !endsWord(text, end)) {
      end++;
    }
    while (end > start && text.charAt(end - 1) == '\\') {
      end--;
    }
    return end;
  }

  /** A sign within a password is no end; one before a blank or before the next key is. */
  private static boolean endsWord(String text, int at) {
    char c = text.charAt(at);
    if (c <= ' ' || Chars.isQuote(c) || c == '<' || c == '>') {
      return true;
    }
    if (",;&|)]}".indexOf(c) < 0) {
      return false;
    }
    char behind = Chars.at(text, at + 1);
    if (behind <= ' ' || Chars.isQuote(behind) || ",;)]}\\".indexOf(behind) >= 0) {
      return true;
    }
    int next = at + 1;
    int limit = Math.min(text.length(), next + MAX_KEY);
    while (next < limit && SensitiveKeys.isKey(text.charAt(next))) {
      next++;
    }
    char sign = Chars.at(text, next);
    return sign == '=' || sign == ':';
  }

  private static int queryEnd(String text, int start, int limit) {
    int end = start;
    while (end < limit && text.charAt(end) > ' ' && "&#;\"'`<>\\".indexOf(text.charAt(end)) < 0) {
      end++;
    }
    return end;
  }
}
