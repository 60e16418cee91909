package io.weir.ingest.parse.text;

import java.time.Instant;

/**
 * Looks for the time in a line that does not begin with it. It may follow a few columns only: a
 * time inside a sentence is what the sentence is about, not when it was written.
 */
public final class TimestampFinder {
  private static final int MAX_COLUMNS = 5;
  private static final int MAX_CHARS = 200;

  /** From 2001 to 2038. */
  private static final int EPOCH_DIGITS = 10;

  private TimestampFinder() {}

  /**
   * The time among the first columns, or null.
   *
   * @param cursor at the beginning of the line; is after the time, in its brackets, if there is one
   */
  public static Instant find(Cursor cursor, TimeContext context) {
    // After the number of a record come its columns, whatever words they are.
    boolean numbered = cursor.atDigit();
    for (int i = 0; i < MAX_COLUMNS && cursor.at() < MAX_CHARS; i++) {
      cursor.skipBlanks();
      Instant time = at(cursor, context, numbered);
      if (time != null) {
        return time;
      }
      String word = cursor.word();
      if (word.isEmpty() || !(numbered || isColumn(word))) {
        return null;
      }
    }
    return null;
  }

  private static Instant at(Cursor cursor, TimeContext context, boolean numbered) {
    int start = cursor.at();
    boolean marked = cursor.skip('[') || cursor.skip('(') || cursor.skip('<');
    Instant time = null;
    if (cursor.atDigit()) {
      time = numbered || marked ? epoch(cursor) : datedEpoch(cursor);
      // A time of day among columns is more often a duration.
      time = time == null && cursor.peek(2) != ':' ? LeadingTimestamp.time(cursor, context) : time;
    }
    if (time == null) {
      cursor.moveTo(start);
    }
    return time;
  }

  /** {@code 1795395600 2026.11.23}, as the records of large clusters have it. */
  private static Instant datedEpoch(Cursor cursor) {
    int start = cursor.at();
    Instant time = epoch(cursor);
    boolean dated = cursor.peek(5) == '.' && cursor.peek(8) == '.' && cursor.peek(11) == ' ';
    if (time == null || !dated) {
      cursor.moveTo(start);
      return null;
    }
    return time;
  }

  /** {@code 1795395600}, also with a fraction, and nothing else up to the next blank. */
  private static Instant epoch(Cursor cursor) {
    int start = cursor.at();
    long second = cursor.peek() == '1' ? cursor.number() : -1;
    boolean whole = cursor.at() - start == EPOCH_DIGITS;
    int nanos = whole ? Times.fraction(cursor) : 0;
    char next = cursor.peek();
    if (second < 0 || !whole || (next != ' ' && next != '\t' && next != ']' && next != ')')) {
      cursor.moveTo(start);
      return null;
    }
    return Instant.ofEpochSecond(second, nanos);
  }

  /** Not a word of a sentence: a level, or something with brackets, digits or capitals alone. */
  private static boolean isColumn(String word) {
    boolean letters = true;
    boolean lower = false;
    for (int i = 0; i < word.length(); i++) {
      char c = word.charAt(i);
      letters &= Character.isLetter(c) || c == ',' || c == '.' || c == ':';
      lower |= Character.isLowerCase(c);
    }
    return !letters || !lower || Levels.named(word) != null;
  }
}
