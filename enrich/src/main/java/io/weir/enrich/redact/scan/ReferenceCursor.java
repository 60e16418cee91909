package io.weir.enrich.redact.scan;

/** A place in a text that moves on over what is there, not further than some hundred characters. */
final class ReferenceCursor {
  private static final int MAX_LENGTH = 256;
  private static final int MAX_NAME = 128;

  private final String text;
  private final int limit;
  private int at;

  ReferenceCursor(String text, int start) {
    this.text = text;
    this.at = start;
    this.limit = Math.min(text.length(), start + MAX_LENGTH);
  }

  /** The place. */
  int at() {
    return at;
  }

  void moveTo(int place) {
    at = place;
  }

  boolean isAtLimit() {
    return at >= limit;
  }

  /** The character here, or at a distance; 0 outside of the text. */
  char here() {
    return Chars.at(text, at);
  }

  char here(int distance) {
    return Chars.at(text, at + distance);
  }

  boolean startsWith(String part) {
    return text.startsWith(part, at);
  }

  /** What was passed since a place. */
  String since(int start) {
    return text.substring(start, at);
  }

  /** Passes a part if it is here. */
  boolean skip(String part) {
    boolean found = text.startsWith(part, at);
    at += found ? part.length() : 0;
    return found;
  }

  void skipBlanks() {
    while (at < limit && Chars.isBlank(text.charAt(at))) {
      at++;
    }
  }

  void skipAll(String characters) {
    while (at < limit && characters.indexOf(text.charAt(at)) >= 0) {
      at++;
    }
  }

  /** Passes what is no such character. */
  void skipTo(char end) {
    while (at < limit && text.charAt(at) != end) {
      at++;
    }
  }

  boolean skipDigits() {
    int start = at;
    while (at < limit && Chars.isDigit(text.charAt(at))) {
      at++;
    }
    return at > start;
  }

  /** The place of the next such quote; -1 if it is too far away. */
  int closing(char quote) {
    int close = text.indexOf(quote, at);
    return close > limit ? -1 : close;
  }

  /** The end of what is before a place without the backslashes there. */
  int withoutBackslashes(int start, int end) {
    int before = end;
    while (before > start && text.charAt(before - 1) == '\\') {
      before--;
    }
    return before;
  }

  /** Passes a name, which no digit begins; null if there is none. */
  String name() {
    int start = at;
    int end = start;
    while (end < limit && (Chars.isAlphanumeric(text.charAt(end)) || text.charAt(end) == '_')) {
      end++;
    }
    if (end == start || Chars.isDigit(text.charAt(start)) || !isName(start, end)) {
      return null;
    }
    at = end;
    return text.substring(start, end);
  }

  /** Passes all that may be in the name of a path; whether that is a name. */
  boolean skipPathName() {
    int start = at;
    while (at < limit && isInName(text.charAt(at)) && text.charAt(at) != ':') {
      at++;
    }
    return isName(start, at);
  }

  boolean isName(int start, int end) {
    boolean small = false;
    boolean digit = false;
    for (int i = start; i < end; i++) {
      char c = text.charAt(i);
      if (!isInName(c)) {
        return false;
      }
      digit |= Chars.isDigit(c);
      small |= Character.isLowerCase(c);
    }
    return end > start && end - start <= MAX_NAME && !(digit && small);
  }

  private static boolean isInName(char c) {
    return Chars.isAlphanumeric(c) || "_-./:#".indexOf(c) >= 0;
  }
}
