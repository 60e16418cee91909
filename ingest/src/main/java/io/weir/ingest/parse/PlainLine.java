package io.weir.ingest.parse;

import io.weir.ingest.event.Fields;
import java.time.Instant;

/** Any text: its time if it begins with one, its level if a word says so near the beginning. */
final class PlainLine {
  static final String FORMAT = "plain";

  private PlainLine() {}

  static ParsedLine read(Line line) {
    Cursor cursor = new Cursor(line.head());
    Fields fields = new Fields();
    Instant time = time(cursor, line.received());
    putLevel(fields, cursor);
    StackTrace.put(fields, line.rest());
    return line.as(FORMAT, time, fields);
  }

  private static Instant time(Cursor cursor, Instant received) {
    boolean bracket = cursor.skip('[');
    Instant time = Times.iso(cursor);
    time = time == null ? Times.asctime(cursor) : time;
    time = time == null ? Times.webServer(cursor) : time;
    time = time == null ? Times.syslog(cursor, received) : time;
    if (time == null) {
      cursor.moveTo(0);
    } else if (bracket) {
      cursor.skip(']');
    }
    return time;
  }

  /** {@code INFO text}, {@code INFO: text} or {@code [info] text}. */
  private static void putLevel(Fields fields, Cursor cursor) {
    cursor.skipBlanks();
    boolean bracket = cursor.skip('[');
    String word = bracket ? cursor.until(']') : cursor.word();
    if (word == null || word.isEmpty()) {
      return;
    }
    boolean marked = bracket || word.endsWith(":");
    String name = word.endsWith(":") ? word.substring(0, word.length() - 1) : word.strip();
    // A sentence may begin with "Error" or "alert": without a mark only capitals are a level.
    if (marked || name.equals(name.toUpperCase(java.util.Locale.ROOT))) {
      Levels.put(fields, name);
    }
  }
}
