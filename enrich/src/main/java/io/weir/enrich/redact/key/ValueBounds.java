package io.weir.enrich.redact.key;

import io.weir.enrich.redact.scan.Chars;
import io.weir.enrich.redact.scan.Scan;

/**
 * Where a value ends, as programs write values after a key: in quotes or brackets, escaped or not,
 * or up to what ends a word.
 */
public final class ValueBounds {
  private static final int MAX_KEY = 64;
  private static final int MAX_QUOTED = 1_024;

  /** Letters and digits of a share code, and of the number of a residence permit. */
  private static final int CODE = 9;

  private ValueBounds() {}

  /** Before the sign that closes a list, or the end of the line. */
  static int listEnd(Scan scan, int start, char close, int limit) {
    int end = start;
    while (end < limit && scan.charAt(end) != close && scan.charAt(end) != '\n') {
      end++;
    }
    return end;
  }

  static int trimmedStart(Scan scan, int from, int end) {
    int start = from;
    while (start < end && isAround(scan.charAt(start))) {
      start++;
    }
    return start;
  }

  static int trimmedEnd(Scan scan, int start, int from) {
    int end = from;
    while (end > start && isAround(scan.charAt(end - 1))) {
      end--;
    }
    return end;
  }

  private static boolean isAround(char c) {
    return Chars.isQuote(c) || Chars.isBlank(c) || c == '\\';
  }

  /** Where the quote closes that opens at a place, or the end of the text. */
  public static int closing(Scan scan, int open) {
    return closingQuote(scan, open, scan.length());
  }

  /** The same, if it is not too far away. */
  public static int quoteEnd(Scan scan, int open) {
    return closingQuote(scan, open, Math.min(scan.length(), open + MAX_QUOTED));
  }

  /**
   * The end of the value before its closing quote, which has as many backslashes before it as the
   * opening one; a quote that is doubled, as SQL has it, is part of the value.
   */
  static int closingQuote(Scan scan, int open, int limit) {
    char quote = scan.charAt(open);
    int escapes = 0;
    while (scan.at(open - 1 - escapes) == '\\') {
      escapes++;
    }
    int backslashes = 0;
    for (int i = open + 1; i < limit; i++) {
      char c = scan.charAt(i);
      if (c == '\\') {
        backslashes++;
        continue;
      }
      // `x' is how some write quotes.
      boolean slanted = quote == '`' && c == '\'' && " )".indexOf(scan.at(i + 1)) >= 0;
      if ((c == quote || slanted) && backslashes <= escapes) {
        boolean doubled = quote == '\'' && scan.at(i + 1) == quote;
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
  static int wordEnd(Scan scan, int start, int limit) {
    int end = start;
    while (end < limit && !endsWord(scan, end)) {
      end++;
    }
    while (end > start && scan.charAt(end - 1) == '\\') {
      end--;
    }
    return end;
  }

  /** A sign within a password is no end; one before a blank or before the next key is. */
  private static boolean endsWord(Scan scan, int at) {
    char c = scan.charAt(at);
    if (c <= ' ' || Chars.isQuote(c) || c == '<' || c == '>') {
      return true;
    }
    if (",;&|)]}".indexOf(c) < 0) {
      return false;
    }
    char following = scan.at(at + 1);
    if (following <= ' ' || Chars.isQuote(following) || ",;)]}\\".indexOf(following) >= 0) {
      return true;
    }
    int limit = Math.min(scan.length(), at + 1 + MAX_KEY);
    int next = scan.keyEnd(at + 1, limit);
    char sign = scan.at(next);
    return sign == '=' || sign == ':';
  }

  /**
   * The end of a code of nine letters and digits in groups, {@code SJ1 23A BC4}, as people write
   * what a government's page shows; -1 if there is none.
   */
  static int codeEnd(Scan scan, int start) {
    int characters = 0;
    boolean digit = false;
    boolean small = false;
    int end = start;
    while (characters < CODE && isInCode(scan, end)) {
      char c = scan.charAt(end);
      characters += Chars.isAlphanumeric(c) ? 1 : 0;
      digit |= Chars.isDigit(c);
      small |= c >= 'a';
      end++;
    }
    return characters == CODE && digit && !small && scan.endsWord(end) ? end : -1;
  }

  private static boolean isInCode(Scan scan, int at) {
    char c = scan.at(at);
    return Chars.isAlphanumeric(c)
        || ((c == ' ' || c == '-') && Chars.isAlphanumeric(scan.at(at - 1)));
  }

  /** The end of a value in the query of a URL. */
  static int queryEnd(Scan scan, int start, int limit) {
    int end = start;
    while (end < limit && scan.charAt(end) > ' ' && "&#;\"'`<>\\".indexOf(scan.charAt(end)) < 0) {
      end++;
    }
    return end;
  }
}
