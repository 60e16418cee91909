package io.weir.ingest.parse.text;

import java.time.Month;
import java.time.Year;
import java.util.Map;

/** The days, and the names in which some logs write them. */
public final class Dates {
  private static final long DAY = 86_400L;
  private static final String MONTHS = "JanFebMarAprMayJunJulAugSepOctNovDec";
  private static final String WEEKDAYS = "MonTueWedThuFriSatSun";

  /** The names of other languages, whose length differs. */
  private static final Map<String, String> OTHER_MONTHS =
      WordTable.readInAnyCase(Dates.class, "months.txt");

  private static final int MAX_MONTH = 9;

  private Dates() {}

  /** Whether the calendar has the day; -1 is a part that could not be read. */
  public static boolean isDate(int year, int month, int day) {
    return year >= 1
        && year <= 9999
        && month >= 1
        && month <= 12
        && day >= 1
        && (day <= 28 || day <= Month.of(month).length(Year.isLeap(year)));
  }

  /** Midnight in seconds since 1970, as {@link java.time.LocalDate} counts, without an object. */
  public static long midnight(int year, int month, int day) {
    // Years begin in March, so that the leap day is the last one.
    int shifted = month <= 2 ? year - 1 : year;
    int era = Math.floorDiv(shifted, 400);
    int yearOfEra = shifted - era * 400;
    int dayOfYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1;
    int dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear;
    return (era * 146_097L + dayOfEra - 719_468L) * DAY;
  }

  /** Whether the abbreviated English name of a weekday follows; does not move. */
  public static boolean isWeekday(Cursor cursor) {
    return isUpper(cursor.peek()) && index(WEEKDAYS, cursor) >= 0;
  }

  /**
   * Reads {@code Nov} as 11, and {@code nov.} of other languages before a date's next part; -1,
   * with the cursor unmoved, if it is no month.
   */
  public static int month(Cursor cursor) {
    int found = isUpper(cursor.peek()) ? index(MONTHS, cursor) : -1;
    char next = cursor.peek(3);
    if (found < 0 || next == '.' || Character.isLetter(next)) {
      return otherMonth(cursor);
    }
    cursor.moveTo(cursor.at() + 3);
    return found + 1;
  }

  /** Looked up only where the day or the year follows: any line may begin with a word. */
  private static int otherMonth(Cursor cursor) {
    int length = 0;
    while (length <= MAX_MONTH && Character.isLetter(cursor.peek(length))) {
      length++;
    }
    int end = length + (cursor.peek(length) == '.' ? 1 : 0);
    char separator = cursor.peek(end);
    boolean dated = length >= 3 && (separator == ' ' || separator == '-' || separator == '/');
    if (!dated || !isDayOrYear(cursor, end + 1)) {
      return -1;
    }
    int start = cursor.at();
    String number = OTHER_MONTHS.get(cursor.take(length));
    cursor.moveTo(number == null ? start : start + end);
    return number == null ? -1 : Integer.parseInt(number);
  }

  private static boolean isDayOrYear(Cursor cursor, int ahead) {
    char c = cursor.peek(ahead) == ' ' ? cursor.peek(ahead + 1) : cursor.peek(ahead);
    return c >= '0' && c <= '9';
  }

  private static boolean isUpper(char c) {
    return c >= 'A' && c <= 'Z';
  }

  private static int index(String names, Cursor cursor) {
    for (int at = 0; at < names.length(); at += 3) {
      if (names.charAt(at) == cursor.peek()
          && names.charAt(at + 1) == cursor.peek(1)
          && names.charAt(at + 2) == cursor.peek(2)) {
        return at / 3;
      }
    }
    return -1;
  }
}
