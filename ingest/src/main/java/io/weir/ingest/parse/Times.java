package io.weir.ingest.parse;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;

/**
 * Reads the times that stand in log lines. What has no zone is taken for UTC. Nothing readable
 * gives null and leaves the cursor where it was.
 */
final class Times {
  private static final long DAY = 86_400L;

  private Times() {}

  /** The text if it is one time in ISO form and nothing else. */
  static Instant whole(String text) {
    Cursor cursor = new Cursor(text);
    Instant time = iso(cursor);
    return cursor.atEnd() ? time : null;
  }

  /** {@code 2026-11-23T01:00:00.5Z} in its common variants: slashes, blank, comma, offsets. */
  static Instant iso(Cursor cursor) {
    int start = cursor.at();
    int year = cursor.digits(4);
    char separator = cursor.peek();
    if (year < 0 || (separator != '-' && separator != '/')) {
      return failed(cursor, start);
    }
    cursor.skip(separator);
    int month = cursor.digits(2);
    boolean separated = cursor.skip(separator);
    int day = cursor.digits(2);
    boolean dated = separated && Dates.isDate(year, month, day);
    if (!dated || !(cursor.skip('T') || cursor.skip(' '))) {
      return failed(cursor, start);
    }
    return clock(cursor, start, year, month, day, true);
  }

  /** {@code 23/Nov/2026:01:00:00 +0000}, the time of web servers. */
  static Instant webServer(Cursor cursor) {
    int start = cursor.at();
    int day = cursor.digits(2);
    boolean separated = cursor.skip('/');
    int month = Dates.month(cursor);
    separated &= cursor.skip('/');
    int year = cursor.digits(4);
    separated &= cursor.skip(':');
    return separated && Dates.isDate(year, month, day)
        ? clock(cursor, start, year, month, day, true)
        : failed(cursor, start);
  }

  /** {@code 1123 01:00:00.084923}, the time of klog. */
  static Instant klog(Cursor cursor, Instant received) {
    int start = cursor.at();
    int month = cursor.digits(2);
    int day = cursor.digits(2);
    return cursor.skip(' ') ? yearless(cursor, start, month, day, received) : failed(cursor, start);
  }

  /** {@code Nov 23 01:00:00} or {@code Nov 3 01:00:00}, the time of old syslog. */
  static Instant syslog(Cursor cursor, Instant received) {
    int start = cursor.at();
    int month = Dates.month(cursor);
    boolean separated = cursor.skip(' ');
    cursor.skip(' ');
    int day = (int) Math.min(cursor.number(), 99);
    separated &= cursor.skip(' ');
    return separated ? yearless(cursor, start, month, day, received) : failed(cursor, start);
  }

  /** {@code Mon Nov 23 01:00:00.123456 2026}, the time of Apache's error log and of C programs. */
  static Instant asctime(Cursor cursor) {
    int start = cursor.at();
    boolean weekday = Dates.isWeekday(cursor);
    cursor.moveTo(start + 3);
    boolean separated = weekday && cursor.skip(' ');
    int month = Dates.month(cursor);
    separated &= cursor.skip(' ');
    cursor.skip(' ');
    int day = (int) Math.min(cursor.number(), 99);
    separated &= cursor.skip(' ');
    int clockAt = cursor.at();
    // The year stands last: any leap year does for finding the end of the clock.
    if (!separated
        || !Dates.isDate(2000, month, day)
        || clock(cursor, clockAt, 2000, month, day, false) == null
        || !cursor.skip(' ')) {
      return failed(cursor, start);
    }
    int year = cursor.digits(4);
    int end = cursor.at();
    if (!Dates.isDate(year, month, day)) {
      return failed(cursor, start);
    }
    Instant time = clock(cursor.moveTo(clockAt), clockAt, year, month, day, false);
    cursor.moveTo(end);
    return time;
  }

  private static Instant yearless(Cursor cursor, int start, int month, int day, Instant received) {
    int clockAt = cursor.at();
    int thisYear = received.atOffset(ZoneOffset.UTC).getYear();
    Instant nearest = null;
    for (int year = thisYear - 1; year <= thisYear + 1; year++) {
      if (Dates.isDate(year, month, day)) {
        cursor.moveTo(clockAt);
        nearest = nearer(nearest, clock(cursor, start, year, month, day, false), received);
      }
    }
    return nearest == null ? failed(cursor, start) : nearest;
  }

  private static Instant nearer(Instant one, Instant other, Instant to) {
    if (one == null || other == null) {
      return one == null ? other : one;
    }
    Duration first = Duration.between(one, to).abs();
    return first.compareTo(Duration.between(other, to).abs()) <= 0 ? one : other;
  }

  private static Instant clock(
      Cursor cursor, int start, int year, int month, int day, boolean zoned) {
    int hour = cursor.digits(2);
    boolean separated = cursor.skip(':');
    int minute = cursor.digits(2);
    separated &= cursor.skip(':');
    int second = cursor.digits(2);
    // 60 is a leap second.
    if (!separated || outside(hour, 23) || outside(minute, 59) || outside(second, 60)) {
      return failed(cursor, start);
    }
    int nanos = fraction(cursor);
    long seconds =
        LocalDate.of(year, month, day).toEpochDay() * DAY + hour * 3600L + minute * 60L + second;
    return Instant.ofEpochSecond(seconds - (zoned ? Zones.offset(cursor) : 0), nanos);
  }

  /** Nanoseconds; digits behind the ninth are skipped. */
  private static int fraction(Cursor cursor) {
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

  private static boolean outside(int value, int max) {
    return value < 0 || value > max;
  }

  private static Instant failed(Cursor cursor, int start) {
    cursor.moveTo(start);
    return null;
  }
}
