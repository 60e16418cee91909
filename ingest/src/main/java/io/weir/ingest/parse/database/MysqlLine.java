package io.weir.ingest.parse.database;

import io.weir.ingest.event.Field;
import io.weir.ingest.event.Fields;
import io.weir.ingest.parse.line.Format;
import io.weir.ingest.parse.line.ParsedLine;
import io.weir.ingest.parse.line.TextLine;
import io.weir.ingest.parse.text.Addresses;
import io.weir.ingest.parse.text.Cursor;
import io.weir.ingest.parse.text.Levels;
import java.util.List;

/**
 * The error log of MySQL ({@code time 0 [System] [MY-010931] [Server] text}) and of MariaDB and
 * older MySQL ({@code time 0 [Note] text}).
 */
public final class MysqlLine {
  /** This format. */
  public static final Format FORMAT =
      Format.of("mysql", "error log of MySQL and MariaDB", MysqlLine::read);

  private static final String DENIED = "Access denied for user '";

  private MysqlLine() {}

  static ParsedLine read(TextLine line) {
    Cursor cursor = line.cursor();
    if (line.isBracketed() || !cursor.skipBlanks()) {
      return null;
    }
    long thread = cursor.number();
    boolean bracketed = thread >= 0 && cursor.skip(" [");
    String level = bracketed ? cursor.until(']') : null;
    Fields fields = new Fields();
    if (level == null || !putLevel(fields, level)) {
      return null;
    }
    fields.put(Field.PROCESS_THREAD_ID, thread);
    cursor.skip(' ');
    if (cursor.skip("[MY-")) {
      fields.put(Field.EVENT_CODE, "MY-" + cursor.until(']'));
      cursor.skip(' ');
      fields.put(Field.LOG_LOGGER, cursor.skip('[') ? cursor.until(']') : null);
      cursor.skip(' ');
    }
    putText(fields, cursor.rest());
    return line.as(FORMAT, line.timestamp(), fields);
  }

  private static boolean putLevel(Fields fields, String level) {
    boolean mild = level.equals("Note") || level.equals("System");
    return Levels.put(fields, mild ? "info" : level);
  }

  private static void putText(Fields fields, String text) {
    if ("error".equals(fields.text(Field.LOG_LEVEL))) {
      fields.put(Field.ERROR_MESSAGE, text);
    }
    Cursor cursor = new Cursor(text);
    if (cursor.until(DENIED) != null) {
      fields.put(Field.USER_NAME, cursor.until("'@'"));
      String host = cursor.until('\'');
      Addresses.putSource(fields, host == null ? "" : host);
      fields.put(Field.EVENT_CATEGORY, List.of("authentication"));
      fields.put(Field.EVENT_OUTCOME, "failure");
    }
  }
}
