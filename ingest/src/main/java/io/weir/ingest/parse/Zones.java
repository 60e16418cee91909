package io.weir.ingest.parse;

import java.util.Map;

/** Reads the zone behind a time. */
final class Zones {
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

  private Zones() {}

  /** The seconds east of UTC of a zone that may follow; 0 if none does. */
  static int offset(Cursor cursor) {
    int start = cursor.at();
    if (cursor.skip('Z')) {
      return 0;
    }
    boolean apart = cursor.skip(' ');
    if (cursor.skip("UTC") || cursor.skip("GMT")) {
      return 0;
    }
    Integer offset = apart ? hoursAndMinutes(cursor, 4) : hoursAndMinutes(cursor, 2);
    if (offset == null) {
      cursor.moveTo(start);
      return 0;
    }
    return offset;
  }

  /** The seconds east of UTC, or null for an abbreviation that is unknown or ambiguous. */
  static Integer abbreviated(String name) {
    Integer hours = HOURS.get(name);
    return hours == null ? null : Integer.valueOf(hours * 3600);
  }

  private static Integer hoursAndMinutes(Cursor cursor, int minDigits) {
    boolean west = cursor.peek() == '-';
    if (!west && cursor.peek() != '+') {
      return null;
    }
    cursor.skip(cursor.peek());
    int hours = cursor.digits(2);
    boolean colon = cursor.skip(':');
    int minutes = cursor.digits(2);
    boolean complete = minutes >= 0 || (!colon && minDigits == 2);
    if (hours < 0 || hours > 18 || minutes > 59 || !complete) {
      return null;
    }
    int seconds = hours * 3600 + Math.max(minutes, 0) * 60;
    return west ? -seconds : seconds;
  }
}
