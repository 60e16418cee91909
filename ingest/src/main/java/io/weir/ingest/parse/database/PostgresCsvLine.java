package io.weir.ingest.parse.database;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.weir.ingest.event.Field;
import io.weir.ingest.event.Fields;
import io.weir.ingest.parse.join.RecordStart;
import io.weir.ingest.parse.line.Format;
import io.weir.ingest.parse.line.MultilineState;
import io.weir.ingest.parse.line.ParsedLine;
import io.weir.ingest.parse.line.TextLine;
import io.weir.ingest.parse.text.Cursor;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * PostgreSQL's csvlog. The columns are those of its manual; newer versions add some at the end.
 *
 * @see <a
 *     href="https://www.postgresql.org/docs/current/runtime-config-logging.html">log_destination</a>
 */
public final class PostgresCsvLine {
  /** This format. */
  public static final Format FORMAT =
      Format.of(PostgresLine.FORMAT.name(), "csvlog", PostgresCsvLine::read)
          .continuedBy(PostgresCsvLine::continuation);

  private static final int USER = 1;
  private static final int DATABASE = 2;
  private static final int PID = 3;
  private static final int CLIENT = 4;
  private static final int SEVERITY = 11;
  private static final int STATE = 12;
  private static final int MESSAGE = 13;
  private static final int STATEMENT = 19;

  /** What a column becomes in the content, by the names of the manual; empty for the others. */
  private static final List<String> NAMES =
      List.of(
          "",
          "",
          "",
          "",
          "",
          "session_id",
          "session_line_num",
          "command_tag",
          "session_start_time",
          "virtual_transaction_id",
          "transaction_id",
          "",
          "",
          "",
          "detail",
          "hint",
          "internal_query",
          "internal_query_pos",
          "context",
          "",
          "query_pos",
          "location",
          "application_name",
          "backend_type",
          "leader_pid",
          "query_id");

  /** Of version 12; 13 and 14 have more. */
  private static final int MIN_COLUMNS = 23;

  private static final int MAX_COLUMNS = 40;

  /** Inside a quoted column. */
  private static final MultilineState COLUMN = MultilineState.of("CSV", PostgresCsvLine::inColumn);

  private PostgresCsvLine() {}

  private static MultilineState continuation(String line, int afterTimestamp) {
    Cursor cursor = new Cursor(line, afterTimestamp);
    boolean columns = afterZone(cursor) && cursor.skip(',') && cursor.peek() != ' ';
    return columns && isOpen(line, false) ? COLUMN : null;
  }

  private static MultilineState inColumn(String line) {
    if (RecordStart.isAt(line)) {
      return null;
    }
    return isOpen(line, true) ? COLUMN : MultilineState.CLOSED;
  }

  static ParsedLine read(TextLine line) {
    Cursor cursor = line.cursor();
    boolean ambiguous = cursor.peek() == ' ';
    if (line.isBracketed() || !afterZone(cursor) || cursor.peek() != ',') {
      return null;
    }
    List<String> columns = columns(line.whole());
    String level =
        columns == null || columns.size() < MIN_COLUMNS ? null : level(columns.get(SEVERITY));
    if (level == null) {
      return null;
    }
    Fields fields = new Fields().put(Field.LOG_LEVEL, level);
    put(fields, columns);
    Instant time = ambiguous && line.context().isUtc() ? null : line.timestamp();
    return new ParsedLine(FORMAT.name(), columns.get(MESSAGE), time, fields, others(columns));
  }

  private static String level(String severity) {
    String name = PostgresSeverity.named(severity);
    return name == null ? null : PostgresSeverity.level(name);
  }

  /** The abbreviation of a zone that several have would have been read with the time otherwise. */
  private static boolean afterZone(Cursor cursor) {
    if (cursor.skip(' ')) {
      int start = cursor.at();
      String zone = cursor.until(',');
      boolean known = zone != null && !zone.isEmpty() && zone.chars().allMatch(Character::isLetter);
      cursor.moveTo(known ? cursor.at() - 1 : start);
      return known;
    }
    return true;
  }

  private static ObjectNode others(List<String> columns) {
    ObjectNode content = JsonNodeFactory.instance.objectNode();
    for (int i = 0; i < Math.min(columns.size(), NAMES.size()); i++) {
      if (!NAMES.get(i).isEmpty() && !columns.get(i).isEmpty()) {
        content.put(NAMES.get(i), columns.get(i));
      }
    }
    return content.isEmpty() ? null : content;
  }

  private static void put(Fields fields, List<String> columns) {
    fields.put(Field.USER_NAME, columns.get(USER));
    fields.put(Field.WEIR_DB_NAME, columns.get(DATABASE));
    long pid = new Cursor(columns.get(PID)).number();
    if (pid >= 0) {
      fields.put(Field.PROCESS_PID, pid);
    }
    PostgresMessages.putClient(fields, columns.get(CLIENT));
    String severity = PostgresSeverity.named(columns.get(SEVERITY));
    PostgresMessages.put(fields, severity, columns.get(MESSAGE));
    if (!columns.get(STATE).equals(PostgresMessages.SUCCESS)) {
      fields.put(Field.WEIR_DB_SQL_STATE, columns.get(STATE));
    }
    if (!columns.get(STATEMENT).isEmpty()) {
      fields.put(Field.WEIR_DB_STATEMENT, columns.get(STATEMENT));
    }
  }

  /** Whether a quoted column continues after the end of the line. */
  private static boolean isOpen(String line, boolean open) {
    boolean inside = open;
    for (int i = line.indexOf('"'); i >= 0; i = line.indexOf('"', i + 1)) {
      inside = !inside;
    }
    return inside;
  }

  /** The columns; null if there are quotes where none may be. A doubled quote means one. */
  private static List<String> columns(String text) {
    List<String> columns = new ArrayList<>();
    int at = 0;
    while (at <= text.length() && columns.size() < MAX_COLUMNS) {
      boolean quoted = at < text.length() && text.charAt(at) == '"';
      int end = quoted ? endOfQuoted(text, at) : text.indexOf(',', at);
      end = end < 0 && !quoted ? text.length() : end;
      if (end < 0 || (end < text.length() && text.charAt(end) != ',')) {
        return null;
      }
      columns.add(
          quoted ? text.substring(at + 1, end - 1).replace("\"\"", "\"") : text.substring(at, end));
      at = end + 1;
    }
    return columns;
  }

  /** The place after the closing quote, or -1. */
  private static int endOfQuoted(String text, int open) {
    for (int i = text.indexOf('"', open + 1); i >= 0; i = text.indexOf('"', i + 2)) {
      if (i + 1 >= text.length() || text.charAt(i + 1) != '"') {
        return i + 1;
      }
    }
    return -1;
  }
}
