package io.weir.ingest.parse.text;

import java.util.Map;

/** Reads the zone after a time. */
public final class Zones {
  /** What {@link #offset} returns where no zone follows: farther than any zone is. */
  public static final int NONE = Integer.MIN_VALUE;

  /** Only abbreviations that mean one offset in practice; CST, IST and the like mean several. */
  private static final Map<String, Integer> HOURS =
      Map.ofEntries(
          Map.entry("UTC", 0),
          Map.entry("GMT", 0),
          Map.entry("WET", 0),
          Map.entry("WEST", 1),
          Map.entry("CET", 1),
          Map.entry("CEST", 2),
          Map.entry("EET", 2),
          Map.entry("EEST", 3),
          Map.entry("MSK", 3),
          Map.entry("JST", 9),
          Map.entry("EST", -5),
          Map.entry("EDT", -4),
          Map.entry("PST", -8),
          Map.entry("PDT", -7));

  private static final int MAX_ABBREVIATION = 4;

  /** What may follow a zone of two digits, NUL being the end of the text. */
  private static final String SEPARATORS = " \t,;:|\"'[](){}<>\0";

  private Zones() {}

  /** The seconds east of UTC of a zone that may follow; {@link #NONE} if none does. */
  public static int offset(Cursor cursor) {
    if (cursor.skip('Z')) {
      return 0;
    }
    int start = cursor.at();
    boolean apart = cursor.skip(' ');
    int offset = isSign(cursor.peek()) ? hoursAndMinutes(cursor, apart) : abbreviated(cursor);
    if (offset == NONE) {
      cursor.moveTo(start);
    }
    return offset;
  }

  private static boolean isSign(char c) {
    return c == '+' || c == '-';
  }

  private static int abbreviated(Cursor cursor) {
    int length = 0;
    while (length <= MAX_ABBREVIATION && isLetter(cursor.peek(length))) {
      length++;
    }
    if (length < 3 || length > MAX_ABBREVIATION) {
      return NONE;
    }
    int start = cursor.at();
    Integer hours = HOURS.get(cursor.take(length));
    if (hours == null) {
      cursor.moveTo(start);
      return NONE;
    }
    return hours * 3600;
  }

  private static boolean isLetter(char c) {
    return c >= 'A' && c <= 'Z';
  }

  /** {@code +01:00}, {@code +0100} or {@code +01}; apart from the time only before a separator. */
  private static int hoursAndMinutes(Cursor cursor, boolean apart) {
    boolean west = cursor.peek() == '-';
    cursor.skip(cursor.peek());
    int hours = cursor.digits(2);
    int afterHours = cursor.at();
    cursor.skip(':');
    int minutes = cursor.digits(2);
    if (minutes < 0) {
      cursor.moveTo(afterHours);
    }
    boolean complete = minutes >= 0 || !apart || SEPARATORS.indexOf(cursor.peek()) >= 0;
    if (hours < 0 || hours > 18 || minutes > 59 || !complete) {
      return NONE;
    }
    int seconds = hours * 3600 + Math.max(minutes, 0) * 60;
    return west ? -seconds : seconds;
  }
}
