package io.weir.ingest.event;

import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.YearMonth;

/**
 * Times in the form of ISO 8601 that logs and events have (RFC 3339), read and written without the
 * cost of {@link java.time.format.DateTimeFormatter}; what is unusual is left to it.
 */
public final class IsoTime {
  private static final int SECONDS_PER_DAY = 86_400;
  private static final int FIRST_FRACTION_DIGIT = 20;
  private static final int NANO_DIGITS = 9;

  /** Of what is written. */
  static final int MAX_LENGTH = FIRST_FRACTION_DIGIT + NANO_DIGITS + 1;

  /** Years of four digits. */
  private static final long MIN_SECOND = Instant.parse("0000-01-01T00:00:00Z").getEpochSecond();

  private static final long MAX_SECOND = Instant.parse("9999-12-31T23:59:59Z").getEpochSecond();

  private IsoTime() {}

  /** As {@link Instant#toString} writes it: in UTC, with no, 3, 6 or 9 digits of a fraction. */
  public static String format(Instant instant) {
    byte[] text = new byte[MAX_LENGTH];
    int end = write(instant, text, 0);
    // All of it is ASCII: the cheapest of the constructors is right.
    return end < 0 ? instant.toString() : new String(text, 0, end, StandardCharsets.ISO_8859_1);
  }

  /**
   * Writes what {@link #format} returns, in at most {@link #MAX_LENGTH} bytes.
   *
   * @return the place after it; -1 if the year has not four digits, and nothing is written
   */
  static int write(Instant instant, byte[] text, int from) {
    long second = instant.getEpochSecond();
    if (second < MIN_SECOND || second > MAX_SECOND) {
      return -1;
    }
    LocalDate date = LocalDate.ofEpochDay(Math.floorDiv(second, SECONDS_PER_DAY));
    int ofDay = (int) Math.floorMod(second, (long) SECONDS_PER_DAY);
    digits(text, from, 4, date.getYear());
    text[from + 4] = '-';
    digits(text, from + 5, 2, date.getMonthValue());
    text[from + 7] = '-';
    digits(text, from + 8, 2, date.getDayOfMonth());
    text[from + 10] = 'T';
    digits(text, from + 11, 2, ofDay / 3_600);
    text[from + 13] = ':';
    digits(text, from + 14, 2, ofDay / 60 % 60);
    text[from + 16] = ':';
    digits(text, from + 17, 2, ofDay % 60);
    int end = fraction(text, from + FIRST_FRACTION_DIGIT - 1, instant.getNano());
    text[end] = 'Z';
    return end + 1;
  }

  private static int fraction(byte[] text, int point, int nanos) {
    if (nanos == 0) {
      return point;
    }
    text[point] = '.';
    int length = NANO_DIGITS;
    int value = nanos;
    while (value % 1_000 == 0) {
      value /= 1_000;
      length -= 3;
    }
    digits(text, point + 1, length, value);
    return point + 1 + length;
  }

  private static void digits(byte[] text, int at, int count, int number) {
    int rest = number;
    for (int i = at + count - 1; i >= at; i--) {
      text[i] = (byte) ('0' + rest % 10);
      rest /= 10;
    }
  }

  /**
   * Reads {@code 2026-11-23T02:00:07.3+01:00} and everything else that {@link
   * OffsetDateTime#parse(CharSequence)} takes.
   *
   * @throws DateTimeException if it is no time with a zone
   */
  public static Instant instant(String text) {
    Instant usual = usual(text);
    return usual == null ? OffsetDateTime.parse(text).toInstant() : usual;
  }

  /** Null if it has another form, or may not be a time at all. */
  private static Instant usual(String text) {
    int length = text.length();
    if (length < FIRST_FRACTION_DIGIT
        || text.charAt(4) != '-'
        || text.charAt(7) != '-'
        || text.charAt(10) != 'T'
        || text.charAt(13) != ':'
        || text.charAt(16) != ':') {
      return null;
    }
    int year = number(text, 0, 4);
    int month = number(text, 5, 2);
    int day = number(text, 8, 2);
    int hour = number(text, 11, 2);
    int minute = number(text, 14, 2);
    int second = number(text, 17, 2);
    int zone = zoneStart(text);
    int nanos = nanos(text, zone);
    int offset = offsetSeconds(text, zone);
    if (year < 0
        || !isBetween(month, 1, 12)
        || !isBetween(day, 1, day <= 28 ? 28 : YearMonth.of(year, month).lengthOfMonth())
        || !isBetween(hour, 0, 23)
        || !isBetween(minute, 0, 59)
        || !isBetween(second, 0, 59)
        || nanos < 0
        || offset == Integer.MIN_VALUE) {
      return null;
    }
    long days = LocalDate.of(year, month, day).toEpochDay();
    long seconds = days * SECONDS_PER_DAY + hour * 3_600L + minute * 60L + second - offset;
    return Instant.ofEpochSecond(seconds, nanos);
  }

  private static boolean isBetween(int value, int min, int max) {
    return value >= min && value <= max;
  }

  private static int zoneStart(String text) {
    int at = FIRST_FRACTION_DIGIT - 1;
    if (text.charAt(at) != '.') {
      return at;
    }
    at++;
    while (at < text.length() && text.charAt(at) >= '0' && text.charAt(at) <= '9') {
      at++;
    }
    return at;
  }

  /** Of the fraction before the zone; -1 if it has no digit or more than nine. */
  private static int nanos(String text, int zone) {
    if (zone == FIRST_FRACTION_DIGIT - 1) {
      return 0;
    }
    int count = zone - FIRST_FRACTION_DIGIT;
    if (count < 1 || count > NANO_DIGITS) {
      return -1;
    }
    int nanos = number(text, FIRST_FRACTION_DIGIT, count);
    for (int i = count; i < NANO_DIGITS; i++) {
      nanos *= 10;
    }
    return nanos;
  }

  /** East of Greenwich; MIN_VALUE if it is neither {@code Z} nor {@code +01:00}. */
  private static int offsetSeconds(String text, int zone) {
    int left = text.length() - zone;
    if (left == 1 && text.charAt(zone) == 'Z') {
      return 0;
    }
    if (left != 6 || text.charAt(zone + 3) != ':') {
      return Integer.MIN_VALUE;
    }
    char sign = text.charAt(zone);
    int hours = number(text, zone + 1, 2);
    int minutes = number(text, zone + 4, 2);
    boolean signed = sign == '+' || sign == '-';
    if (!signed || !isBetween(hours, 0, 17) || !isBetween(minutes, 0, 59)) {
      return Integer.MIN_VALUE;
    }
    int seconds = hours * 3_600 + minutes * 60;
    return sign == '-' ? -seconds : seconds;
  }

  /** Of exactly so many digits, at most nine; -1 if one of them is none. */
  private static int number(String text, int from, int count) {
    int value = 0;
    for (int i = from; i < from + count; i++) {
      int digit = text.charAt(i) - '0';
      if (digit < 0 || digit > 9) {
        return -1;
      }
      value = value * 10 + digit;
    }
    return value;
  }
}
