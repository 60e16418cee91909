package io.weir.ingest.parse.text;

import java.util.List;

/**
 * Days that are written as three numbers in the order of a country or a program: {@code 26/11/23}
 * of Spark, {@code 11/23/2026}, {@code 23.11.2026}. Where several orders give a day, that of the
 * day on which the line was received counts, else the first that is usual with the separator.
 */
final class NumericDates {
  private static final long MAX_APART = 2 * 86_400L;

  /** Which of the three numbers is the year, the month and the day. */
  private record Order(int year, int month, int day) {}

  private static final Order YEAR_FIRST = new Order(0, 1, 2);
  private static final Order MONTH_FIRST = new Order(2, 0, 1);
  private static final Order DAY_FIRST = new Order(2, 1, 0);

  private static final List<Order> SLASHED = List.of(MONTH_FIRST, DAY_FIRST);
  private static final List<Order> DOTTED = List.of(DAY_FIRST, MONTH_FIRST);
  private static final List<Order> SHORT = List.of(YEAR_FIRST, DAY_FIRST, MONTH_FIRST);

  private NumericDates() {}

  /** Whether such a day may begin here: one or two digits and a separator. */
  static boolean isCandidate(Cursor cursor) {
    return isSeparator(cursor.peek(1)) || isSeparator(cursor.peek(2));
  }

  private static boolean isSeparator(char c) {
    return c == '/' || c == '.' || c == '-';
  }

  /** Midnight in seconds as if it were UTC; {@link Times#NEVER}, with the cursor moved, if none. */
  static long midnight(Cursor cursor, TimeContext context) {
    int first = oneOrTwo(cursor);
    char separator = cursor.peek();
    boolean separated = isSeparator(separator) && cursor.skip(separator);
    int second = separated ? oneOrTwo(cursor) : -1;
    separated &= second >= 0 && cursor.skip(separator);
    int last = separated ? cursor.digits(4) : -1;
    boolean full = last >= 0;
    if (separated && !full) {
      last = cursor.digits(2);
    }
    if (first < 0 || last < 0 || cursor.atDigit()) {
      return Times.NEVER;
    }
    List<Order> orders = separator == '/' ? SLASHED : DOTTED;
    return nearest(full ? orders : SHORT, new int[] {first, second, last}, context.local());
  }

  private static long nearest(List<Order> orders, int[] numbers, long received) {
    long first = Times.NEVER;
    for (Order order : orders) {
      int year = numbers[order.year()];
      year += year < 100 ? 2000 : 0;
      if (Dates.isDate(year, numbers[order.month()], numbers[order.day()])) {
        long day = Dates.midnight(year, numbers[order.month()], numbers[order.day()]);
        if (Math.abs(day - received) <= MAX_APART) {
          return day;
        }
        first = first == Times.NEVER ? day : first;
      }
    }
    return first;
  }

  private static int oneOrTwo(Cursor cursor) {
    int two = cursor.digits(2);
    return two >= 0 ? two : cursor.digits(1);
  }
}
