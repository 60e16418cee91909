package io.weir.ingest.parse.text;

/** The time of day in the forms that people read: an hour of one digit, twelve hours and a half. */
final class DayClock {
  private static final String[] MORNING = {"AM", "A. M.", "A.M.", "VORM."};
  private static final String[] AFTERNOON = {"PM", "P. M.", "P.M.", "NACHM."};

  private DayClock() {}

  /** Seconds of the day, or -1 with the cursor moved. A fraction or a zone may follow. */
  static long read(Cursor cursor) {
    int hour = cursor.digits(2);
    hour = hour >= 0 ? hour : cursor.digits(1);
    boolean separated = cursor.skip(':');
    int minute = cursor.digits(2);
    separated &= cursor.skip(':');
    int second = cursor.digits(2);
    // 60 is a leap second.
    boolean known = separated && inside(hour, 23) && inside(minute, 59) && inside(second, 60);
    return known ? hour * 3600L + minute * 60L + second : -1;
  }

  /** The same seconds in the half of the day that may be named next; -1 for 13:00:00 PM. */
  static long inHalf(Cursor cursor, long seconds) {
    int start = cursor.at();
    // Newer versions of Java set a narrow blank.
    boolean apart = cursor.skip(' ') || cursor.skip('\u202f');
    boolean morning = apart && skipAny(cursor, MORNING);
    boolean afternoon = apart && !morning && skipAny(cursor, AFTERNOON);
    if (!morning && !afternoon) {
      cursor.moveTo(start);
      return seconds;
    }
    long hour = seconds / 3600;
    boolean known = hour >= 1 && hour <= 12;
    return known ? seconds % 3600 + (hour % 12 + (afternoon ? 12 : 0)) * 3600 : -1;
  }

  private static boolean skipAny(Cursor cursor, String[] names) {
    for (String name : names) {
      if (cursor.skip(name)) {
        return true;
      }
    }
    return false;
  }

  private static boolean inside(int value, int max) {
    return value >= 0 && value <= max;
  }
}
