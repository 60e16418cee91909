package io.weir.ingest.parse.text;

import java.time.Instant;

/**
 * Reads the times in log lines. What has no zone is in that of the source. Nothing readable returns
 * null and leaves the cursor where it was.
 */
public final class Times {
  private static final long DAY = 86_400L;

  /** No time. */
  public static final long NEVER = Long.MIN_VALUE;

  /** How far, in seconds, a clock may be ahead of the runtime's. */
  private static final long MAX_AHEAD = 60;

  private static final long SECONDS_OF_A_YEAR = 31_556_952L;

  private Times() {}

  /** The text if it is one time in ISO form, or that of web servers, and nothing else. */
  public static Instant whole(String text, TimeContext context) {
    Cursor cursor = new Cursor(text);
    Instant time = cursor.peek(2) == '/' ? webServer(cursor, context) : iso(cursor, context);
    return cursor.atEnd() ? time : null;
  }

  /**
   * {@code 2026-11-23T01:00:00.5Z} in its common variants: slashes, dots, blank, comma, offsets.
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
    if (!dated || !(cursor.skip('T') || cursor.skip(' '))) {
      return failed(cursor, start);
    }
    return zoned(cursor, start, Dates.midnight(year, month, day), context);
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
    separated &= cursor.skip(beforeClock) || cursor.skip(' ');
    return separated && Dates.isDate(year, month, day)
        ? zoned(cursor, start, Dates.midnight(year, month, day), context)
        : failed(cursor, start);
  }

  /** {@code 1123 01:00:00.084923}, the time of klog. */
  public static Instant klog(Cursor cursor, TimeContext context) {
    int start = cursor.at();
    int month = cursor.digits(2);
    int day = cursor.digits(2);
    return cursor.skip(' ') ? yearless(cursor, start, month, day, context) : failed(cursor, start);
  }

  /** {@code 11-23 01:00:00.123}, the time of Android. */
  static Instant monthDay(Cursor cursor, TimeContext context) {
    int start = cursor.at();
    int month = cursor.digits(2);
    boolean separated = cursor.skip('-');
    int day = cursor.digits(2);
    separated &= cursor.skip(' ');
    return separated ? yearless(cursor, start, month, day, context) : failed(cursor, start);
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
      return failed(cursor, start);
    }
    int clockAt = cursor.at();
    int year = cursor.digits(4);
    // Cisco and some relays write the year.
    if (year > 0 && cursor.skip(' ') && Dates.isDate(year, month, day)) {
      return zoned(cursor, start, Dates.midnight(year, month, day), context);
    }
    return yearless(cursor.moveTo(clockAt), start, month, day, context);
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

  /** {@code 01:00:00.123}: of the day on which it was received, or of the one before. */
  static Instant timeOfDay(Cursor cursor, TimeContext context) {
    int start = cursor.at();
    long second = clock(cursor);
    int nanos = second < 0 ? 0 : fraction(cursor);
    if (second < 0 || !(cursor.peek() == ' ' || cursor.peek() == ']')) {
      return failed(cursor, start);
    }
    return local(latestDay(second, context), nanos, context);
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

  /** {@code Nov 23, 2026 1:00:00 AM}, the time of java.util.logging. */
  public static Instant monthFirst(Cursor cursor, TimeContext context) {
    int start = cursor.at();
    int month = Dates.month(cursor);
    boolean separated = month > 0 && cursor.skip(' ');
    int day = separated ? (int) Math.min(cursor.number(), 99) : -1;
    separated &= cursor.skip(", ");
    int year = separated ? cursor.digits(4) : -1;
    separated &= Dates.isDate(year, month, day) && cursor.skip(' ');
    int hour = separated ? (int) Math.min(cursor.number(), 99) : -1;
    separated &= cursor.skip(':');
    int minute = cursor.digits(2);
    separated &= cursor.skip(':');
    int second = cursor.digits(2);
    // Newer versions of Java set a narrow blank.
    separated &= cursor.skip(' ') || cursor.skip('\u202f');
    boolean afternoon = cursor.peek() == 'P';
    separated &= cursor.skip("AM") || cursor.skip("PM");
    boolean known = hour >= 1 && inside(hour, 12) && inside(minute, 59) && inside(second, 60);
    long seconds = (hour % 12 + (afternoon ? 12 : 0)) * 3600L + minute * 60L + second;
    return separated && known
        ? local(Dates.midnight(year, month, day) + seconds, 0, context)
        : failed(cursor, start);
  }

  private static Instant yearless(
      Cursor cursor, int start, int month, int day, TimeContext context) {
    long second = clock(cursor);
    if (second < 0) {
      return failed(cursor, start);
    }
    int nanos = fraction(cursor);
    long nearest = nearestYear(month, day, second, context);
    return nearest == NEVER ? failed(cursor, start) : local(nearest, nanos, context);
  }

  /**
   * The local time in the year that is nearest to when it was received; NEVER if none has the day.
   */
  public static long nearestYear(int month, int day, long second, TimeContext context) {
    long received = context.local();
    int thisYear = (int) Math.floorDiv(received, SECONDS_OF_A_YEAR) + 1970;
    long nearest = NEVER;
    for (int year = thisYear - 1; year <= thisYear + 1; year++) {
      if (Dates.isDate(year, month, day)) {
        long time = Dates.midnight(year, month, day) + second;
        boolean nearer =
            nearest == NEVER || Math.abs(time - received) < Math.abs(nearest - received);
        nearest = nearer ? time : nearest;
      }
    }
    return nearest;
  }

  private static Instant zoned(Cursor cursor, int start, long midnight, TimeContext context) {
    long second = clock(cursor);
    if (second < 0) {
      return failed(cursor, start);
    }
    int nanos = fraction(cursor);
    int offset = Zones.offset(cursor);
    return offset == Zones.NONE
        ? local(midnight + second, nanos, context)
        : Instant.ofEpochSecond(midnight + second - offset, nanos);
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

  private static Instant failed(Cursor cursor, int start) {
    cursor.moveTo(start);
    return null;
  }
}
