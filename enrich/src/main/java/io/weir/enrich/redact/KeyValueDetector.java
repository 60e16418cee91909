package io.weir.enrich.redact;

/**
 * Values beside a sensitive key: {@code password=x}, {@code "token": "x"} (quotes escaped or not),
 * {@code Authorization: x y}, {@code --api-key x}, {@code PASSWORD 'x'}.
 */
final class KeyValueDetector implements Detector {
  private static final int MAX_KEY = 64;

  @Override
  public String triggers() {
    return "=:'-";
  }

  @Override
  public int find(String text, int at, Spans spans) {
    return switch (text.charAt(at)) {
      case '-' -> flag(text, at, spans);
      case '\'' -> literal(text, at, spans);
      default -> pair(text, at, spans);
    };
  }

  /** {@code key=value} and {@code key: value}. */
  private static int pair(String text, int at, Spans spans) {
    int keyEnd = keyEnd(text, at);
    int keyStart = keyStart(text, keyEnd);
    SensitiveClass type = SensitiveKeys.classOf(text.subSequence(keyStart, keyEnd));
    if (type == null) {
      return at;
    }
    int start = at + 1;
    while (start < text.length() && Chars.isBlank(text.charAt(start))) {
      start++;
    }
    boolean inQuery = keyStart > 0 && "?&".indexOf(text.charAt(keyStart - 1)) >= 0;
    boolean header = text.charAt(at) == ':' && isHeader(text, keyStart, keyEnd);
    return value(text, start, header, inQuery, type, spans, at);
  }

  /** Authorization and cookies have blanks in their value. */
  private static boolean isHeader(String text, int keyStart, int keyEnd) {
    return text.regionMatches(true, keyEnd - 6, "cookie", 0, 6)
        || text.regionMatches(true, Math.max(keyStart, keyEnd - 13), "authorization", 0, 13);
  }

  /** Before the sign come blanks, a quote, maybe with a backslash. */
  private static int keyEnd(String text, int at) {
    int end = at;
    while (end > 0 && at - end < 2 && Chars.isBlank(text.charAt(end - 1))) {
      end--;
    }
    if (end > 0 && Chars.isQuote(text.charAt(end - 1))) {
      end--;
      while (end > 0 && at - end < 8 && text.charAt(end - 1) == '\\') {
        end--;
      }
    }
    return end;
  }

  private static int keyStart(String text, int keyEnd) {
    int start = keyEnd;
    while (start > 0 && keyEnd - start <= MAX_KEY && isKey(text.charAt(start - 1))) {
      start--;
    }
    return start;
  }

  private static boolean isKey(char c) {
    return Chars.isAlphanumeric(c)
        || c == '_'
        || c == '-'
        || c == '.'
        || (c > 127 && Character.isLetter(c));
  }

  /** {@code --password value}. */
  private static int flag(String text, int at, Spans spans) {
    if (!text.startsWith("--", at) || (at > 0 && !Chars.isBlank(text.charAt(at - 1)))) {
      return at;
    }
    int end = at + 2;
    int limit = Math.min(text.length(), end + MAX_KEY);
    while (end < limit && isKey(text.charAt(end))) {
      end++;
    }
    boolean followed = end + 1 < text.length() && Chars.isBlank(text.charAt(end));
    SensitiveClass type = followed ? SensitiveKeys.classOf(text.subSequence(at + 2, end)) : null;
    return type == null ? at : value(text, end + 1, false, false, type, spans, at);
  }

  /** SQL: {@code PASSWORD 'x'}, {@code IDENTIFIED BY 'x'}. */
  private static int literal(String text, int at, Spans spans) {
    int keyEnd = at;
    while (keyEnd > 0 && at - keyEnd < 4 && Chars.isBlank(text.charAt(keyEnd - 1))) {
      keyEnd--;
    }
    if (keyEnd == at) {
      return at;
    }
    int keyStart = keyStart(text, keyEnd);
    CharSequence key = text.subSequence(keyStart, keyEnd);
    boolean identified = text.regionMatches(true, keyEnd - 13, "identified by", 0, 13);
    SensitiveClass type = identified ? SensitiveClass.PASSWORD : SensitiveKeys.classOf(key);
    return type == null ? at : value(text, at, false, false, type, spans, at);
  }

  private static int value(
      String text,
      int from,
      boolean header,
      boolean inQuery,
      SensitiveClass type,
      Spans spans,
      int at) {
    int start = from;
    while (start < text.length() && text.charAt(start) == '\\') {
      start++;
    }
    int end;
    if (start < text.length() && Chars.isQuote(text.charAt(start))) {
      int escapes = start - from;
      end = closingQuote(text, start, escapes);
      start++;
    } else {
      start = from;
      end = unquotedEnd(text, start, header, inQuery);
    }
    if (isNothing(text, start, end)) {
      return at;
    }
    spans.add(start, end, type);
    return end;
  }

  /**
   * The end of the value before its closing quote, which has as many backslashes before it as the
   * opening one; a quote that is doubled, as SQL has it, is part of the value.
   */
  private static int closingQuote(String text, int open, int escapes) {
    char quote = text.charAt(open);
    int backslashes = 0;
    for (int i = open + 1; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '\\') {
        backslashes++;
        continue;
      }
      if (c == quote && backslashes <= escapes) {
        boolean doubled = quote == '\'' && i + 1 < text.length() && text.charAt(i + 1) == quote;
        if (!doubled) {
          return i - backslashes;
        }
        i++;
      }
      backslashes = 0;
    }
    return text.length();
  }

  private static int unquotedEnd(String text, int start, boolean header, boolean inQuery) {
    int end = start;
    while (end < text.length()) {
      char c = text.charAt(end);
      boolean ends =
          header
              ? c == '"' || c == '\'' || c == '\n' || c == '\r'
              : c <= ' ' || "\"'`,;)]}<>|".indexOf(c) >= 0 || (inQuery && (c == '&' || c == '#'));
      if (ends) {
        break;
      }
      end++;
    }
    while (end > start && (text.charAt(end - 1) == '\\' || Chars.isBlank(text.charAt(end - 1)))) {
      end--;
    }
    return end;
  }

  private static boolean isNothing(String text, int start, int end) {
    if (start >= end || text.charAt(start) == '{' || text.charAt(start) == '[') {
      return true;
    }
    String value = text.substring(start, Math.min(end, start + 6));
    return end - start <= 5
        && (value.equals("null")
            || value.equals("true")
            || value.equals("false")
            || value.equals("nil"));
  }
}
