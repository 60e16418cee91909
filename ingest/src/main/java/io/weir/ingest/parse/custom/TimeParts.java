package io.weir.ingest.parse.custom;

import io.weir.ingest.parse.text.Cursor;
import io.weir.ingest.parse.text.Dates;
import io.weir.ingest.parse.text.TimeContext;
import io.weir.ingest.parse.text.Times;
import io.weir.ingest.parse.text.YearlessTimes;
import io.weir.ingest.parse.text.Zones;
import java.time.Instant;

/** The parts of one time while it is read after a {@link TimeLayout}. */
final class TimeParts {
  private int year = -1;
  private int month = -1;
  private int day = -1;
  private int hour;
  private int minute;
  private int second;
  private int nanos;
  private boolean halfDays;
  private boolean afternoon;
  private int offset = Zones.NONE;

  /** Reads what the letter means; false if it is not there. */
  boolean read(Cursor cursor, char letter, int count) {
    switch (letter) {
      case 'y' -> year = count == 2 ? twoDigits(cursor.digits(2)) : cursor.digits(4);
      case 'M' -> month = count >= 3 ? Dates.month(cursor) : number(cursor, count);
      case 'd' -> day = number(cursor, count);
      case 'H' -> hour = number(cursor, count);
      case 'h' -> {
        hour = number(cursor, count);
        halfDays = true;
      }
      case 'm' -> minute = number(cursor, count);
      case 's' -> second = number(cursor, count);
      case 'S' -> nanos = fraction(cursor);
      case 'a' -> {
        afternoon = cursor.skip("PM") || cursor.skip("pm");
        return afternoon || cursor.skip("AM") || cursor.skip("am");
      }
      case 'E' -> {
        boolean weekday = Dates.isWeekday(cursor);
        cursor.take(3);
        return weekday;
      }
      default -> {
        offset = Zones.offset(cursor);
        return offset != Zones.NONE;
      }
    }
    return valid();
  }

  private boolean valid() {
    return year >= -1
        && month != 0
        && month <= 12
        && day != 0
        && hour >= 0
        && hour <= 23
        && minute >= 0
        && minute <= 59
        && second >= 0
        && second <= 60
        && nanos >= 0;
  }

  private static int twoDigits(int year) {
    return year < 0 ? -2 : 2000 + year;
  }

  /** One letter means one digit or two, perhaps with a blank before one. */
  private static int number(Cursor cursor, int count) {
    if (count == 1) {
      cursor.skip(' ');
      return (int) Math.min(cursor.number(), 99);
    }
    return cursor.digits(count);
  }

  private static int fraction(Cursor cursor) {
    if (!cursor.atDigit()) {
      return -1;
    }
    int read = 0;
    for (int scale = 100_000_000; cursor.atDigit(); scale /= 10) {
      read += cursor.digits(1) * scale;
    }
    return read;
  }

  /** The time, with what is missing taken from when it was received; null if there is none. */
  Instant complete(TimeContext context) {
    int hours = halfDays ? hour % 12 + (afternoon ? 12 : 0) : hour;
    long clock = hours * 3600L + minute * 60L + second;
    long local;
    if (month < 0 || day < 0) {
      local = YearlessTimes.latestDay(clock, context);
    } else if (year < 0) {
      local = YearlessTimes.latestYear(month, day, clock, context);
    } else {
      local =
          Dates.isDate(year, month, day) ? Dates.midnight(year, month, day) + clock : Times.NEVER;
    }
    if (local == Times.NEVER) {
      return null;
    }
    return offset == Zones.NONE
        ? Times.local(local, nanos, context)
        : Instant.ofEpochSecond(local - offset, nanos);
  }
}
