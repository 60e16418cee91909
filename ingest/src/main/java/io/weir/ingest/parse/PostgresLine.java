package io.weir.ingest.parse;

import io.weir.ingest.event.Field;
import io.weir.ingest.event.Fields;
import java.util.Map;

/**
 * What PostgreSQL writes to stderr: {@code time zone [pid] user@db LEVEL: text}, with whatever else
 * {@code log_line_prefix} puts between.
 */
final class PostgresLine {
  static final String FORMAT = "postgresql";

  /** A prefix has not more words before the level. */
  private static final int MAX_WORDS = 6;

  /** Empty: the line explains the one before and has no level of its own. */
  private static final Map<String, String> SEVERITIES =
      Map.ofEntries(
          Map.entry("LOG:", "info"),
          Map.entry("INFO:", "info"),
          Map.entry("NOTICE:", "notice"),
          Map.entry("WARNING:", "warn"),
          Map.entry("ERROR:", "error"),
          Map.entry("FATAL:", "fatal"),
          Map.entry("PANIC:", "fatal"),
          Map.entry("DEBUG:", "debug"),
          Map.entry("DEBUG1:", "debug"),
          Map.entry("DEBUG2:", "debug"),
          Map.entry("DEBUG3:", "debug"),
          Map.entry("DEBUG4:", "debug"),
          Map.entry("DEBUG5:", "debug"),
          Map.entry("DETAIL:", ""),
          Map.entry("HINT:", ""),
          Map.entry("CONTEXT:", ""),
          Map.entry("STATEMENT:", ""),
          Map.entry("QUERY:", ""),
          Map.entry("LOCATION:", ""));

  private PostgresLine() {}

  /** The level of a severity such as {@code LOG}; null for other words. */
  static String level(String severity) {
    return SEVERITIES.get(severity + ':');
  }

  static ParsedLine read(Line line) {
    Cursor cursor = line.cursor();
    ZonedStart start = ZonedStart.read(line.opening(), cursor, line.when());
    if (start == null) {
      return null;
    }
    Fields fields = new Fields();
    String severity = severity(cursor, fields);
    if (severity == null) {
      return null;
    }
    fields.put(Field.PROCESS_PID, start.pid()).put(Field.LOG_LEVEL, SEVERITIES.get(severity));
    cursor.skipBlanks();
    PostgresText.put(fields, severity, text(cursor, line));
    return line.as(FORMAT, start.time(), fields);
  }

  /** Reads the words up to the severity; null if there is none. */
  private static String severity(Cursor cursor, Fields fields) {
    for (int i = 0; i < MAX_WORDS; i++) {
      cursor.skipBlanks();
      String word = cursor.word();
      // Two blanks follow a severity, so that a text such as "LOG: x" is none.
      if (SEVERITIES.containsKey(word) && cursor.peek() == ' ' && cursor.peek(1) == ' ') {
        return word;
      }
      putPrefix(fields, word);
    }
    return null;
  }

  private static void putPrefix(Fields fields, String word) {
    int at = word.indexOf('@');
    if (at >= 0) {
      putUnlessUnknown(fields, Field.USER_NAME, word.substring(0, at));
      putUnlessUnknown(fields, Field.WEIR_DB_NAME, word.substring(at + 1));
    }
  }

  private static void putUnlessUnknown(Fields fields, Field field, String value) {
    fields.put(field, value.equals("[unknown]") ? null : value);
  }

  /** The text with its further lines, without the tab that PostgreSQL sets before each. */
  private static String text(Cursor cursor, Line line) {
    String first = cursor.rest();
    return line.rest() == null ? first : first + '\n' + unindented(line.rest());
  }

  private static String unindented(String rest) {
    String text = rest.startsWith("\t") ? rest.substring(1) : rest;
    return text.replace("\n\t", "\n");
  }
}
