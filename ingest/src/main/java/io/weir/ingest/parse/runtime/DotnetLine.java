package io.weir.ingest.parse.runtime;

import io.weir.ingest.event.Field;
import io.weir.ingest.event.Fields;
import io.weir.ingest.parse.line.Format;
import io.weir.ingest.parse.line.MultilineState;
import io.weir.ingest.parse.line.ParsedLine;
import io.weir.ingest.parse.line.TextLine;
import io.weir.ingest.parse.text.Cursor;
import io.weir.ingest.parse.text.Levels;
import io.weir.ingest.parse.text.StackTrace;
import io.weir.ingest.parse.text.StackTracePatterns;
import java.util.Map;

/**
 * The console of .NET, {@code info: Shop.Cart[14]} with the message indented on the next lines, and
 * NLog's {@code 2026-11-23 01:00:00.1234|INFO|Shop.Cart|text}.
 */
public final class DotnetLine {
  /** This format. */
  public static final Format FORMAT =
      Format.of("dotnet", "console of .NET, NLog", DotnetLine::read)
          .continuedBy(DotnetLine::continuation);

  /** What the console sets before each line of a message. */
  private static final String MARGIN = "      ";

  private static final Map<String, String> LEVELS =
      Map.of(
          "trce",
          "trace",
          "dbug",
          "debug",
          "info",
          "info",
          "warn",
          "warn",
          "fail",
          "error",
          "crit",
          "critical");

  private static final int LEVEL_LENGTH = 4;

  /** After the first line of the console: the message is indented below. */
  private static final MultilineState MESSAGE = MultilineState.of("DOTNET", DotnetLine::inMessage);

  private DotnetLine() {}

  static ParsedLine read(TextLine line) {
    Cursor cursor = line.cursor();
    Fields fields = new Fields();
    boolean known =
        cursor.peek() == '|' ? bars(cursor.skipOne('|'), fields) : console(cursor, fields);
    if (!known) {
      return null;
    }
    putTrace(fields, line.rest());
    return line.as(FORMAT, line.timestamp(), fields, cursor.at());
  }

  /** The message is on lines of its own, which are indented. */
  private static MultilineState continuation(String line, int afterTimestamp) {
    if (afterTimestamp == 0 && line.charAt(0) == ' ') {
      return null;
    }
    Cursor cursor = new Cursor(line, afterTimestamp);
    return isConsole(cursor) && console(cursor, new Fields()) && cursor.atEnd() ? MESSAGE : null;
  }

  private static MultilineState inMessage(String line) {
    return line.startsWith(MARGIN) ? MESSAGE : null;
  }

  private static boolean isConsole(Cursor cursor) {
    cursor.skipBlanks();
    return cursor.peek(LEVEL_LENGTH) == ':' && cursor.peek(LEVEL_LENGTH + 1) == ' ';
  }

  private static boolean console(Cursor cursor, Fields fields) {
    if (!isConsole(cursor)) {
      return false;
    }
    String level = LEVELS.get(cursor.take(LEVEL_LENGTH));
    cursor.skip(": ");
    String category = level == null ? null : cursor.until('[');
    long event = category == null ? -1 : cursor.number();
    if (event < 0 || !cursor.skip(']') || category.isEmpty() || category.indexOf(' ') >= 0) {
      return false;
    }
    fields.put(Field.LOG_LEVEL, level).put(Field.LOG_LOGGER, category);
    fields.put(Field.EVENT_CODE, event == 0 ? null : String.valueOf(event));
    // On one line with its message only a category with dots is surely one.
    return cursor.atEnd() || (cursor.peek() == ' ' && category.indexOf('.') > 0);
  }

  private static boolean bars(Cursor cursor, Fields fields) {
    String level = cursor.until('|');
    String logger = level == null || !Levels.put(fields, level) ? null : cursor.until('|');
    boolean named = logger != null && StackTracePatterns.nameEnd(logger, 0) == logger.length();
    fields.put(Field.LOG_LOGGER, named && !logger.isEmpty() ? logger : null);
    return logger != null;
  }

  /** The exception follows the message. */
  private static void putTrace(Fields fields, String rest) {
    if (rest != null) {
      String text = rest.startsWith(MARGIN) ? rest.substring(MARGIN.length()) : rest;
      StackTrace.putAfterMessage(fields, text.replace('\n' + MARGIN, "\n"));
    }
  }
}
