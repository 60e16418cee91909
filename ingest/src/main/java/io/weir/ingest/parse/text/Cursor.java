package io.weir.ingest.parse.text;

/**
 * A place in a text that moves forward as parts are read. What cannot be read returns null, -1 or
 * false and leaves the place as it was.
 */
public final class Cursor {
  /** A longer number would not fit into a long. */
  private static final int MAX_DIGITS = 18;

  private final String text;
  private int at;

  /** At the first character. */
  public Cursor(String text) {
    this(text, 0);
  }

  /** At a place in the text. */
  public Cursor(String text, int at) {
    this.text = text;
    this.at = at;
  }

  /** The place of the next character. */
  public int at() {
    return at;
  }

  /** Moves to a place, forward or back. */
  public Cursor moveTo(int place) {
    at = place;
    return this;
  }

  /** Whether no character is left. */
  public boolean atEnd() {
    return at >= text.length();
  }

  /** The next character, NUL at the end. */
  public char peek() {
    return peek(0);
  }

  /** The character so far ahead, 0 after the end; does not move. */
  public char peek(int ahead) {
    return at + ahead < text.length() ? text.charAt(at + ahead) : 0;
  }

  /** Skips that character; false, without moving, if another follows. */
  public boolean skip(char c) {
    boolean found = at < text.length() && text.charAt(at) == c;
    at += found ? 1 : 0;
    return found;
  }

  /** Like {@link #skip(char)}, where it does not matter whether it was there. */
  public Cursor skipOne(char c) {
    skip(c);
    return this;
  }

  /** Whether that text follows; does not move. */
  public boolean startsWith(String part) {
    return text.startsWith(part, at);
  }

  /** Skips that text; false, without moving, if another follows. */
  public boolean skip(String part) {
    boolean found = text.startsWith(part, at);
    at += found ? part.length() : 0;
    return found;
  }

  /** Whether there was at least one blank or tab. */
  public boolean skipBlanks() {
    int start = at;
    while (at < text.length() && isBlank(text.charAt(at))) {
      at++;
    }
    return at > start;
  }

  /** Whether an ASCII digit follows. */
  public boolean atDigit() {
    return isDigit(peek());
  }

  /** A number of exactly so many digits, or -1. */
  public int digits(int count) {
    int value = 0;
    for (int i = 0; i < count; i++) {
      char c = peek(i);
      if (!isDigit(c)) {
        return -1;
      }
      value = value * 10 + (c - '0');
    }
    at += count;
    return value;
  }

  /** A number of as many digits as follow, or -1. */
  public long number() {
    int start = at;
    long value = 0;
    while (isDigit(peek()) && at - start < MAX_DIGITS) {
      value = value * 10 + (text.charAt(at++) - '0');
    }
    if (at == start || isDigit(peek())) {
      at = start;
      return -1;
    }
    return value;
  }

  /** The text before the character, which is skipped; null if it does not follow. */
  public String until(char end) {
    int found = text.indexOf(end, at);
    return found < 0 ? null : take(found, found + 1);
  }

  /** The text before another, which is skipped; null, without moving, if it does not follow. */
  public String until(String end) {
    int found = text.indexOf(end, at);
    return found < 0 ? null : take(found, found + end.length());
  }

  /** The text before the next blank, which is not skipped; empty if there is nothing. */
  public String word() {
    int end = at;
    while (end < text.length() && !isBlank(text.charAt(end))) {
      end++;
    }
    return take(end, end);
  }

  /**
   * The text between two quotes. Writers escape an inner quote in different ways or not at all, so
   * the closing one is the first before a blank or the end.
   */
  public String quoted() {
    if (peek() != '"') {
      return null;
    }
    for (int i = at + 1; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '\\') {
        i++;
      } else if (c == '"' && (i + 1 == text.length() || text.charAt(i + 1) == ' ')) {
        at++;
        return take(i, i + 1);
      }
    }
    return null;
  }

  /** The text between two places. */
  public String between(int from, int to) {
    return text.substring(from, to);
  }

  /** Everything that is left, and moves to the end. */
  public String rest() {
    return take(text.length(), text.length());
  }

  /** The next characters, fewer if the text ends before. */
  public String take(int length) {
    int end = Math.min(at + length, text.length());
    return take(end, end);
  }

  private String take(int end, int next) {
    String taken = text.substring(at, end);
    at = next;
    return taken;
  }

  private static boolean isBlank(char c) {
    return c == ' ' || c == '\t';
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }
}
