package io.weir.ingest.parse.text;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneId;

/** Reads the time with which a line begins, whatever its form, if it begins with a digit. */
public final class LeadingTimestamp {
  /** The names of zones are not longer. */
  private static final int MAX_REGION = 40;

  private LeadingTimestamp() {}

  /** The time, perhaps in brackets; null, with the cursor moved, if there is none. */
  public static Instant read(Cursor cursor, TimeContext context) {
    boolean bracket = cursor.skip('[');
    int start = cursor.at();
    Instant time = cursor.atDigit() ? time(cursor, context) : null;
    if (time != null && bracket && cursor.peek() == ' ') {
      ZoneId zone = region(cursor);
      time =
          zone == null
              ? null
              : time(cursor.moveTo(start), new TimeContext(context.received(), zone));
      cursor.until(']');
      return time;
    }
    return time == null || (bracket && !cursor.skip(']')) ? null : time;
  }

  /** {@code Europe/Berlin]}, as PHP writes zones; null, with the cursor as it was, for others. */
  private static ZoneId region(Cursor cursor) {
    int start = cursor.at();
    int length = 1;
    while (length < MAX_REGION && isRegionPart(cursor.peek(length))) {
      length++;
    }
    String name = cursor.skipOne(' ').take(length - 1);
    boolean region = name.indexOf('/') > 0 && cursor.peek() == ']';
    cursor.moveTo(start);
    try {
      return region ? ZoneId.of(name) : null;
    } catch (DateTimeException e) {
      return null;
    }
  }

  private static boolean isRegionPart(char c) {
    return c == '/' || c == '_' || c == '-' || (c < 128 && Character.isLetter(c));
  }

  /** The time before other things in the same brackets; null, with the cursor moved. */
  public static Instant inside(Cursor cursor, TimeContext context) {
    Instant time = cursor.atDigit() ? time(cursor, context) : null;
    return cursor.peek() == ' ' ? time : null;
  }

  /** A time that begins with a digit; its form follows from the place of the first separator. */
  public static Instant time(Cursor cursor, TimeContext context) {
    char third = cursor.peek(2);
    if (isDigit(third) && isDigit(cursor.peek(1))) {
      return Times.isSeparator(cursor.peek(4))
          ? Times.iso(cursor, context)
          : compact(cursor, context);
    }
    return switch (third) {
      case ':' -> YearlessTimes.timeOfDay(cursor, context);
      case ' ' -> Times.dayFirst(cursor, context);
      case '/' ->
          isDigit(cursor.peek(3))
              ? Times.numeric(cursor, context)
              : Times.webServer(cursor, context);
      case '-' ->
          isDigit(cursor.peek(3)) ? numbers(cursor, context) : Times.dayFirst(cursor, context);
      case '.' -> numbers(cursor, context);
      default -> NumericDates.isCandidate(cursor) ? Times.numeric(cursor, context) : null;
    };
  }

  /** {@code 11-23 01:00:00}, or with a year after it. */
  private static Instant numbers(Cursor cursor, TimeContext context) {
    char sixth = cursor.peek(5);
    return sixth == ' ' || sixth == '|'
        ? YearlessTimes.monthDay(cursor, context)
        : Times.numeric(cursor, context);
  }

  private static Instant compact(Cursor cursor, TimeContext context) {
    int start = cursor.at();
    Instant time = null;
    if (cursor.peek(6) == ' ') {
      time = sixDigits(cursor, context);
    } else if (cursor.peek(8) == '-') {
      time = eightDigits(cursor, context);
    } else if (cursor.peek(8) == 'T' || cursor.peek(8) == ' ') {
      time = Times.basic(cursor, context);
    }
    if (time == null) {
      cursor.moveTo(start);
    }
    return time;
  }

  /** {@code 261123 010000 } of Hadoop's file system, {@code 261123 01:00:00 } of old MySQL. */
  private static Instant sixDigits(Cursor cursor, TimeContext context) {
    int year = cursor.digits(2);
    int month = cursor.digits(2);
    int day = cursor.digits(2);
    boolean dated = year >= 0 && Dates.isDate(2000 + year, month, day) && cursor.skip(' ');
    if (!dated) {
      return null;
    }
    long second =
        cursor.peek(2) == ':' || cursor.peek(1) == ':'
            ? Times.clock(cursor)
            : Times.sixDigits(cursor);
    return second < 0 || cursor.peek() != ' '
        ? null
        : Times.local(Dates.midnight(2000 + year, month, day) + second, 0, context);
  }

  /** {@code 20261123-1:0:0:123|}, without leading zeros and with milliseconds after a colon. */
  private static Instant eightDigits(Cursor cursor, TimeContext context) {
    int year = cursor.digits(4);
    int month = cursor.digits(2);
    int day = cursor.digits(2);
    cursor.skip('-');
    long hour = cursor.number();
    boolean separated = cursor.skip(':');
    long minute = cursor.number();
    separated &= cursor.skip(':');
    long second = cursor.number();
    separated &= cursor.skip(':');
    long millis = cursor.number();
    boolean known =
        separated
            && Dates.isDate(year, month, day)
            && inside(hour, 23)
            && inside(minute, 59)
            && inside(second, 60)
            && inside(millis, 999)
            && cursor.peek() == '|';
    return known
        ? Times.local(
            Dates.midnight(year, month, day) + hour * 3600 + minute * 60 + second,
            (int) millis * 1_000_000,
            context)
        : null;
  }

  private static boolean inside(long value, int max) {
    return value >= 0 && value <= max;
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }
}
