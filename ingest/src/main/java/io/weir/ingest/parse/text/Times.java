package io.weir.ingest.parse.text;

import java.time.Instant;

/**
 * Reads the times in log lines. What has no zone is in that of the source. Nothing readable returns
 * null and leaves the cursor where it was.
 */
public final class Times {
  /** No time. */
  public static final long NEVER = Long.MIN_VALUE;

  private Times() {}

  /** The text if it is one time and nothing else. */
  public static Instant whole(String text, TimeContext context) {
    Cursor cursor = new Cursor(text);
    Instant time = cursor.atDigit() ? LeadingTimestamp.time(cursor, context) : null;
    if (time == null && Dates.isWeekday(cursor)) {
      time = asctime(cursor, context);
      time = time == null ? mail(cursor, context) : time;
    }
    return cursor.atEnd() ? time : null;
  }

  /** {@code Mon, 23 Nov 2026 01:00:00 GMT}, the time of mail and of HTTP's headers. */
  private static Instant mail(Cursor cursor, TimeContext context) {
    int start = cursor.at();
    boolean separated = cursor.moveTo(start + 3).skip(", ");
    Instant time = separated ? dayFirst(cursor, context) : null;
    return time == null ? failed(cursor, start) : time;
  }

  /**
   * {@code 2026-11-23T01:00:00.5Z} in its common variants: slashes, dots, blank, comma, offsets;
   * and {@code 2026-11-23-01.00.00.5} of DB2.
   */
  public static Instant iso(Cursor cursor, TimeContext context) {
    int start = cursor.at();
    char separator = cursor.peek(4);
    int year = isSeparator(separator) ? cursor.digits(4) : -1;
    if (year < 0) {
      return null;
    }
    cursor.skip(separator);
    int month = cursor.digits(2);
    boolean separated = cursor.skip(separator);
    int day = cursor.digits(2);
    boolean dated = separated && Dates.isDate(year, month, day);
    if (dated && separator == '-' && cursor.skip('-')) {
      return dotted(cursor, start, Dates.midnight(year, month, day), context);
    }
    if (!dated || !(cursor.skip('T') || cursor.skip(' ') || cursor.skip('_'))) {
      return failed(cursor, start);
    }
    return zoned(cursor, start, Dates.midnight(year, month, day), context);
  }

  private static Instant dotted(Cursor cursor, int start, long midnight, TimeContext context) {
    int hour = cursor.digits(2);
    boolean separated = cursor.skip('.');
    int minute = cursor.digits(2);
    separated &= cursor.skip('.');
    int second = cursor.digits(2);
    boolean known = separated && inside(hour, 23) && inside(minute, 59) && inside(second, 60);
    return known
        ? local(midnight + hour * 3600L + minute * 60L + second, fraction(cursor), context)
        : failed(cursor, start);
  }

  /** {@code 20261123T010000.5Z} and {@code 20261123 01:00:00}: the basic form of ISO 8601. */
  static Instant basic(Cursor cursor, TimeContext context) {
    int start = cursor.at();
    int year = cursor.digits(4);
    int month = cursor.digits(2);
    int day = cursor.digits(2);
    boolean dated = Dates.isDate(year, month, day) && (cursor.skip('T') || cursor.skip(' '));
    long second = dated && cursor.peek(2) != ':' ? sixDigits(cursor) : clock(cursor);
    return dated && second >= 0
        ? offset(cursor, Dates.midnight(year, month, day) + second, fraction(cursor), context)
        : failed(cursor, start);
  }

  /** {@code 010000} in seconds of the day, or -1. */
  static long sixDigits(Cursor cursor) {
    int hour = cursor.digits(2);
    int minute = cursor.digits(2);
    int second = cursor.digits(2);
    boolean known = inside(hour, 23) && inside(minute, 59) && inside(second, 60);
    return known ? hour * 3600L + minute * 60L + second : -1;
  }

  /** {@code 11/23/2026, 9:59:00 AM} and the like, after whose day a comma may follow. */
  static Instant numeric(Cursor cursor, TimeContext context) {
    int start = cursor.at();
    long midnight = NumericDates.midnight(cursor, context);
    cursor.skip(',');
    boolean separated = midnight != NEVER && cursor.skip(' ');
    long second = separated ? DayClock.read(cursor) : -1;
    int nanos = second < 0 ? 0 : fraction(cursor);
    second = second < 0 ? -1 : DayClock.inHalf(cursor, second);
    return second < 0 ? failed(cursor, start) : offset(cursor, midnight + second, nanos, context);
  }

  /** Dots are ClickHouse's. */
  static boolean isSeparator(char c) {
    return c == '-' || c == '/' || c == '.';
  }

  /** {@code 23/Nov/2026:01:00:00 +0000}, the time of web servers. */
  public static Instant webServer(Cursor cursor, TimeContext context) {
    return cursor.peek(2) == '/' ? dayFirst(cursor, '/', ':', context) : null;
  }

  /** {@code 23-Nov-2026 01:00:00.123} of Tomcat, {@code 23 Nov 2026 01:00:00.123} of Redis. */
  public static Instant dayFirst(Cursor cursor, TimeContext context) {
    char separator = cursor.peek(2);
    return separator == '-' || separator == ' ' ? dayFirst(cursor, separator, ' ', context) : null;
  }

  private static Instant dayFirst(
      Cursor cursor, char separator, char beforeClock, TimeContext context) {
    int start = cursor.at();
    int day = cursor.digits(2);
    boolean separated = cursor.skip(separator);
    int month = Dates.month(cursor);
    separated &= cursor.skip(separator);
    int year = cursor.digits(4);
    // Two colons are Erlang's.
    separated &= cursor.skip(beforeClock) || cursor.skip(' ') || cursor.skip("::");
    return separated && Dates.isDate(year, month, day)
        ? zoned(cursor, start, Dates.midnight(year, month, day), context)
        : failed(cursor, start);
  }

  /** {@code Mon Nov 23 01:00:00.123456 2026}, the time of Apache's error log and of C programs. */
  public static Instant asctime(Cursor cursor, TimeContext context) {
    int start = cursor.at();
    if (!Dates.isWeekday(cursor)) {
      return null;
    }
    boolean separated = cursor.moveTo(start + 3).skip(' ');
    int month = Dates.month(cursor);
    separated &= cursor.skip(' ');
    cursor.skip(' ');
    int day = (int) Math.min(cursor.number(), 99);
    separated &= cursor.skip(' ');
    long second = separated ? clock(cursor) : -1;
    int nanos = second < 0 ? 0 : fraction(cursor);
    boolean complete = second >= 0 && cursor.skip(' ');
    int year = complete ? cursor.digits(4) : -1;
    return Dates.isDate(year, month, day)
        ? local(Dates.midnight(year, month, day) + second, nanos, context)
        : failed(cursor, start);
  }

  /** {@code Nov 23, 2026 1:00:00 AM}, the time of java.util.logging. */
  public static Instant monthFirst(Cursor cursor, TimeContext context) {
    int start = cursor.at();
    int month = Dates.month(cursor);
    boolean separated = month > 0 && cursor.skip(' ');
    int day = separated ? (int) Math.min(cursor.number(), 99) : -1;
    separated &= cursor.skip(", ");
    int year = separated ? cursor.digits(4) : -1;
    separated &= Dates.isDate(year, month, day) && cursor.skip(' ');
    long clock = separated ? DayClock.read(cursor) : -1;
    int end = cursor.at();
    long second = clock < 0 ? -1 : DayClock.inHalf(cursor, clock);
    // The hours are twelve, so that the half of the day must be named.
    return second >= 0 && cursor.at() > end
        ? local(Dates.midnight(year, month, day) + second, 0, context)
        : failed(cursor, start);
  }

  static Instant zoned(Cursor cursor, int start, long midnight, TimeContext context) {
    long second = clock(cursor);
    if (second < 0) {
      return failed(cursor, start);
    }
    int nanos = fraction(cursor);
    return offset(cursor, midnight + second, nanos, context);
  }

  private static Instant offset(Cursor cursor, long local, int nanos, TimeContext context) {
    int offset = Zones.offset(cursor);
    return offset == Zones.NONE
        ? local(local, nanos, context)
        : Instant.ofEpochSecond(local - offset, nanos);
  }

  /** The time of a local one, in seconds as if it were UTC. */
  public static Instant local(long seconds, int nanos, TimeContext context) {
    return Instant.ofEpochSecond(seconds - context.offset(seconds), nanos);
  }

  /** Seconds of the day, or -1; MariaDB writes the hour with a blank before one digit. */
  static long clock(Cursor cursor) {
    int hour = cursor.skip(' ') ? cursor.digits(1) : cursor.digits(2);
    boolean separated = cursor.skip(':');
    int minute = cursor.digits(2);
    separated &= cursor.skip(':');
    int second = cursor.digits(2);
    // 60 is a leap second.
    boolean known = separated && inside(hour, 23) && inside(minute, 59) && inside(second, 60);
    return known ? hour * 3600L + minute * 60L + second : -1;
  }

  /** Nanoseconds; digits after the ninth are skipped. */
  static int fraction(Cursor cursor) {
    char mark = cursor.peek();
    if ((mark != '.' && mark != ',') || cursor.peek(1) < '0' || cursor.peek(1) > '9') {
      return 0;
    }
    cursor.skip(mark);
    int nanos = 0;
    int scale = 100_000_000;
    for (; cursor.atDigit(); scale /= 10) {
      nanos += cursor.digits(1) * scale;
    }
    return nanos;
  }

  private static boolean inside(int value, int max) {
    return value >= 0 && value <= max;
  }

  static Instant failed(Cursor cursor, int start) {
    cursor.moveTo(start);
    return null;
  }
}
