package io.weir.ingest.parse.text;

import java.time.Instant;

/**
 * Reads the times that lack their year, or their day: it follows from when the line was received,
 * before which it was written. What has no zone is in that of the source. Nothing readable returns
 * null and leaves the cursor where it was.
 */
public final class YearlessTimes {
  private static final long DAY = 86_400L;

  /** How far, in seconds, a clock may be ahead of the runtime's. */
  private static final long MAX_AHEAD = 60;

  private static final long SECONDS_OF_A_YEAR = 31_556_952L;

  /** From 1896 to 1904 no year had the 29th of February; one more for the year that is to come. */
  private static final int YEARS_TO_LEAP = 9;

  private YearlessTimes() {}

  /** {@code 1123 01:00:00.084923}, the time of klog. */
  public static Instant klog(Cursor cursor, TimeContext context) {
    int start = cursor.at();
    int month = cursor.digits(2);
    int day = cursor.digits(2);
    return cursor.skip(' ')
        ? yearless(cursor, start, month, day, context)
        : Times.failed(cursor, start);
  }

  /**
   * {@code 11-23 01:00:00.123}, the time of Android; {@code 11-23|01:00:00.123} and {@code 11.23
   * 01:00:00} of others.
   */
  static Instant monthDay(Cursor cursor, TimeContext context) {
    int start = cursor.at();
    int month = cursor.digits(2);
    boolean separated = cursor.skip('-') || cursor.skip('.');
    int day = cursor.digits(2);
    separated &= cursor.skip(' ') || cursor.skip('|');
    return separated ? yearless(cursor, start, month, day, context) : Times.failed(cursor, start);
  }

  /** {@code Nov 23 01:00:00} or {@code Nov 3 01:00:00}, the time of old syslog. */
  public static Instant syslog(Cursor cursor, TimeContext context) {
    int start = cursor.at();
    int month = Dates.month(cursor);
    boolean separated = month > 0 && cursor.skip(' ');
    cursor.skip(' ');
    int day = (int) Math.min(cursor.number(), 99);
    separated &= cursor.skip(' ');
    if (!separated) {
      return Times.failed(cursor, start);
    }
    int clockAt = cursor.at();
    int year = cursor.digits(4);
    // Cisco and some relays write the year.
    if (year > 0 && cursor.skip(' ') && Dates.isDate(year, month, day)) {
      return Times.zoned(cursor, start, Dates.midnight(year, month, day), context);
    }
    return yearless(cursor.moveTo(clockAt), start, month, day, context);
  }

  /** {@code 01:00:00.123}: of the day on which it was received, or of the one before. */
  static Instant timeOfDay(Cursor cursor, TimeContext context) {
    int start = cursor.at();
    long second = Times.clock(cursor);
    int nanos = second < 0 ? 0 : Times.fraction(cursor);
    if (second < 0 || !(cursor.peek() == ' ' || cursor.peek() == ']')) {
      return Times.failed(cursor, start);
    }
    return Times.local(latestDay(second, context), nanos, context);
  }

  /**
   * The local time on the last day on which it was not later than received: a line is written
   * before it is read. Clocks that differ a little do not make it a day older.
   */
  public static long latestDay(long second, TimeContext context) {
    long received = context.local() + MAX_AHEAD;
    long time = Math.floorDiv(received, DAY) * DAY + second;
    return time > received ? time - DAY : time;
  }

  private static Instant yearless(
      Cursor cursor, int start, int month, int day, TimeContext context) {
    long second = Times.clock(cursor);
    if (second < 0) {
      return Times.failed(cursor, start);
    }
    int nanos = Times.fraction(cursor);
    long latest = latestYear(month, day, second, context);
    return latest == Times.NEVER
        ? Times.failed(cursor, start)
        : Times.local(latest, nanos, context);
  }

  /**
   * The local time in the last year in which it was not later than received, or than the day after,
   * as clocks and zones differ; Times.NEVER if none of the last years has the day.
   */
  public static long latestYear(int month, int day, long second, TimeContext context) {
    long latest = context.local() + DAY;
    int nextYear = (int) Math.floorDiv(latest, SECONDS_OF_A_YEAR) + 1971;
    for (int year = nextYear; year > nextYear - YEARS_TO_LEAP; year--) {
      if (Dates.isDate(year, month, day)) {
        long time = Dates.midnight(year, month, day) + second;
        if (time <= latest) {
          return time;
        }
      }
    }
    return Times.NEVER;
  }
}
