package io.weir.ingest.parse;

import java.time.Month;
import java.time.Year;

/** The days, and the English names in which some logs write them. */
final class Dates {
  private static final String MONTHS = "JanFebMarAprMayJunJulAugSepOctNovDec";
  private static final String WEEKDAYS = "MonTueWedThuFriSatSun";

  private Dates() {}

  /** Whether the calendar has the day; -1 stands for a part that could not be read. */
  static boolean isDate(int year, int month, int day) {
    return year >= 1
        && year <= 9999
        && month >= 1
        && month <= 12
        && day >= 1
        && day <= Month.of(month).length(Year.isLeap(year));
  }

  static boolean isWeekday(Cursor cursor) {
    return startsUpper(cursor) && WEEKDAYS.contains(threeLetters(cursor));
  }

  /** Reads {@code Nov} as 11; -1, with the cursor unmoved, if it is no month. */
  static int month(Cursor cursor) {
    int found = startsUpper(cursor) ? MONTHS.indexOf(threeLetters(cursor)) : -1;
    if (found < 0 || found % 3 != 0) {
      return -1;
    }
    cursor.moveTo(cursor.at() + 3);
    return found / 3 + 1;
  }

  private static boolean startsUpper(Cursor cursor) {
    return cursor.peek() >= 'A' && cursor.peek() <= 'Z';
  }

  private static String threeLetters(Cursor cursor) {
    return String.valueOf(new char[] {cursor.peek(), cursor.peek(1), cursor.peek(2)});
  }
}
