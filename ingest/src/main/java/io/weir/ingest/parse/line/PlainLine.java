package io.weir.ingest.parse.line;

import io.weir.ingest.event.Field;
import io.weir.ingest.event.Fields;
import io.weir.ingest.parse.text.Cursor;
import io.weir.ingest.parse.text.LeadingTimestamp;
import io.weir.ingest.parse.text.LevelFinder;
import io.weir.ingest.parse.text.Levels;
import io.weir.ingest.parse.text.StackTrace;
import io.weir.ingest.parse.text.TimeContext;
import io.weir.ingest.parse.text.Times;
import io.weir.ingest.parse.text.TimestampFinder;
import io.weir.ingest.parse.text.YearlessTimes;
import java.time.Instant;

/** Any text: its time and level, if they are among its first columns. */
public final class PlainLine {
  /** This format. */
  public static final Format FORMAT =
      Format.of(
          "plain",
          "everything else, with its time and level if they are among its first columns",
          PlainLine::read);

  /** {@code [time][logger][level]} is the longest that is looked at. */
  private static final int MAX_COLUMNS = 2;

  private PlainLine() {}

  static ParsedLine read(TextLine line) {
    Cursor cursor = line.cursor();
    Fields fields = new Fields();
    Instant time = line.timestamp() == null ? time(cursor, line.context()) : line.timestamp();
    int columns = cursor.at();
    putLevel(fields, cursor);
    int from = fields.has(Field.LOG_LEVEL) ? cursor.at() : columns;
    if (time == null && fields.has(Field.LOG_LEVEL)) {
      time = time(cursor, line.context());
      from = time == null ? from : cursor.at();
    }
    if (time == null) {
      time = TimestampFinder.find(cursor.moveTo(0), line.context());
      columns = cursor.at();
    }
    if (time != null && !fields.has(Field.LOG_LEVEL)) {
      fields.put(Field.LOG_LEVEL, LevelFinder.find(cursor.moveTo(columns)));
    }
    if (StackTrace.put(fields, line.rest()) && !fields.has(Field.LOG_LEVEL)) {
      fields.put(Field.LOG_LEVEL, "error");
    }
    return line.as(FORMAT, time, fields, isInBracket(line, from) ? 0 : from);
  }

  /** {@code [01:00:00 ERR Checkout] text}: what follows the level is no message. */
  private static boolean isInBracket(TextLine line, int from) {
    return line.isBracketed() && line.head().lastIndexOf(']', from - 1) < 0;
  }

  private static Instant time(Cursor cursor, TimeContext context) {
    cursor.skipBlanks();
    int start = cursor.at();
    boolean bracket = cursor.skip('[');
    Instant time =
        cursor.atDigit() ? LeadingTimestamp.time(cursor, context) : Times.asctime(cursor, context);
    if (time == null) {
      time = YearlessTimes.syslog(cursor, context);
    }
    if (time == null) {
      cursor.moveTo(start);
    } else if (bracket) {
      cursor.skip(']');
    }
    return time;
  }

  /**
   * {@code INFO text}, {@code INFO: text}, {@code [info] text} or {@code [logger][info] text}, also
   * after a bar, and {@code INF] text} where the bracket holds the time as well.
   */
  private static void putLevel(Fields fields, Cursor cursor) {
    cursor.skipBlanks();
    if (cursor.skip('|')) {
      cursor.skipBlanks();
    }
    if (cursor.peek() != '[') {
      String word = cursor.word();
      // Old versions of etcd have a letter and a bar.
      boolean letter = word.length() == 1 && cursor.skip(" | ");
      if (letter) {
        fields.put(Field.LOG_LEVEL, Levels.lettered(word));
      } else {
        putWord(fields, word, cursor.peek() == '\t');
      }
    }
    for (int i = 0; i < MAX_COLUMNS && cursor.skip('['); i++) {
      String column = cursor.until(']');
      if (column != null && Levels.put(fields, column.strip())) {
        return;
      }
    }
  }

  /** A sentence may begin with "Error" or "alert": only capitals or a mark make it a level. */
  private static void putWord(Fields fields, String word, boolean column) {
    int bracket = word.indexOf('[');
    if (bracket > 0 && word.endsWith("]")) {
      // On a terminal logrus counts the seconds: "INFO[0003]".
      putWord(fields, word.substring(0, bracket), false);
    } else if (word.endsWith(":") || word.endsWith("]")) {
      Levels.put(fields, word.substring(0, word.length() - 1));
    } else if (column || (word.length() > 1 && Character.isUpperCase(word.charAt(1)))) {
      Levels.put(fields, word);
    }
  }
}
