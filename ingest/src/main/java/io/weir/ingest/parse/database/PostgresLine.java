package io.weir.ingest.parse.database;

import io.weir.ingest.event.Field;
import io.weir.ingest.event.Fields;
import io.weir.ingest.parse.line.Format;
import io.weir.ingest.parse.line.MultilineState;
import io.weir.ingest.parse.line.ParsedLine;
import io.weir.ingest.parse.line.TextLine;
import io.weir.ingest.parse.text.Cursor;
import io.weir.ingest.parse.text.TimeContext;
import java.time.Instant;
import java.util.Map;

/**
 * What PostgreSQL writes to stderr: {@code time zone [pid] user@db LEVEL: text}, with whatever else
 * {@code log_line_prefix} puts between.
 */
public final class PostgresLine {
  /** This format. */
  public static final Format FORMAT =
      Format.of(
              "postgresql",
              "stderr of PostgreSQL with most prefixes (`user@db`, `user=…,db=…,app=…,client=…`, that of AWS)",
              PostgresLine::read)
          .continuedBy(PostgresLine::continuation);

  /** A prefix has not more words before the level. */
  private static final int MAX_WORDS = 12;

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

  /** After a line, whose further lines begin with a tab or explain it. */
  private static final MultilineState STATEMENT =
      MultilineState.of("STATEMENT", PostgresLine::inStatement);

  private PostgresLine() {}

  /** The level of a severity such as {@code LOG}; null for other words. */
  static String level(String severity) {
    return SEVERITIES.get(severity + ':');
  }

  static ParsedLine read(TextLine line) {
    Cursor cursor = line.cursor();
    Fields fields = new Fields();
    if (cursor.peek() == ':') {
      return colons(line, cursor.skipOne(':'), fields);
    }
    PostgresTimestamp start = PostgresTimestamp.read(line.timestamp(), cursor, line.context());
    if (start == null) {
      return null;
    }
    String severity = severity(cursor, fields);
    if (severity == null) {
      return null;
    }
    return read(line, cursor, severity, start, fields);
  }

  private static ParsedLine read(
      TextLine line, Cursor cursor, String severity, PostgresTimestamp start, Fields fields) {
    fields.put(Field.PROCESS_PID, start.pid()).put(Field.LOG_LEVEL, SEVERITIES.get(severity));
    cursor.skipBlanks();
    String whole = line.whole();
    int end = PostgresDetails.next(whole, line.head().length(), line.context());
    PostgresMessages.put(fields, severity, unindented(whole.substring(cursor.at(), end)));
    PostgresDetails.put(fields, line, whole, end);
    return line.as(FORMAT, start.time(), fields);
  }

  /** {@code :10.42.0.9(40122):user@db:[104]:ERROR: text}, the prefix that AWS sets. */
  private static ParsedLine colons(TextLine line, Cursor cursor, Fields fields) {
    String session = cursor.until(":[");
    long pid = session == null ? -1 : cursor.number();
    String severity = pid >= 0 && cursor.skip("]:") ? cursor.word() : "";
    if (!SEVERITIES.containsKey(severity) || !cursor.skip("  ")) {
      return null;
    }
    // The address may have colons of its own.
    int colon = session.lastIndexOf(':');
    PostgresPrefix.putClient(fields, session.substring(0, Math.max(colon, 0)));
    PostgresPrefix.putNames(fields, session.substring(colon + 1));
    return read(line, cursor, severity, new PostgresTimestamp(line.timestamp(), pid), fields);
  }

  private static MultilineState continuation(String line, int afterTimestamp) {
    Cursor cursor = new Cursor(line, afterTimestamp);
    boolean known =
        cursor.peek() == ':'
            ? line.contains("]:")
            : PostgresTimestamp.read(Instant.EPOCH, cursor, TimeContext.ANY) != null;
    return known && line.contains(":  ") ? STATEMENT : null;
  }

  private static MultilineState inStatement(String line) {
    boolean more = line.startsWith("\t") || PostgresDetails.explains(line, TimeContext.ANY);
    return more ? STATEMENT : null;
  }

  /** Reads the words up to the severity; null if there is none. */
  private static String severity(Cursor cursor, Fields fields) {
    int start = cursor.at();
    for (int i = 0; i < MAX_WORDS; i++) {
      int before = cursor.at();
      cursor.skipBlanks();
      String word = cursor.word();
      // Two blanks follow a severity, so that a text such as "LOG: x" is none.
      if (SEVERITIES.containsKey(word) && cursor.peek() == ' ' && cursor.peek(1) == ' ') {
        PostgresPrefix.put(fields, cursor.between(start, before));
        return word;
      }
    }
    return null;
  }

  /** Without the tab that PostgreSQL sets before each further line. */
  private static String unindented(String text) {
    return text.replace("\n\t", "\n");
  }
}
