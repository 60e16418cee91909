package io.weir.ingest.parse.database;

import io.weir.ingest.event.Field;
import io.weir.ingest.event.Fields;
import io.weir.ingest.parse.join.RecordStart;
import io.weir.ingest.parse.line.Columns;
import io.weir.ingest.parse.line.Format;
import io.weir.ingest.parse.line.MultilineState;
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
      Format.of("mysql", "error log of MySQL and MariaDB", MysqlLine::read)
          .continuedBy(MysqlLine::continuation);

  private static final String INNODB = "InnoDB";

  /** In what InnoDB says of a transaction in a deadlock, its locks and its statement. */
  private static final MultilineState IN_REPORT = MultilineState.of("INNODB", MysqlLine::inReport);

  /** Those in the second brackets are of MySQL since version 8. */
  private static final Columns COLUMNS =
      Columns.of(
          Columns.blanks(),
          Columns.number(Field.PROCESS_THREAD_ID),
          Columns.literal(" ["),
          Columns.level("]", MysqlLine::level),
          Columns.literal(" "),
          Columns.optional(
              Columns.literal("["), Columns.ahead("MY-"), Columns.until("] ", Field.EVENT_CODE)),
          Columns.optional(Columns.literal("["), Columns.until("] ", Field.LOG_LOGGER)));

  private static final String DENIED = "Access denied for user '";

  private MysqlLine() {}

  static ParsedLine read(TextLine line) {
    Cursor cursor = line.cursor();
    Columns.Match match = line.isBracketed() ? null : COLUMNS.read(cursor, line.context());
    if (match == null) {
      return null;
    }
    Fields fields = match.fields();
    putText(fields, cursor.rest());
    return line.as(FORMAT, line.timestamp(), fields, match.end());
  }

  /** {@code [Note] InnoDB: *** (1) TRANSACTION:}, or nothing after the colon in older versions. */
  private static MultilineState continuation(String line, int afterTimestamp) {
    boolean report = line.endsWith(":") && line.indexOf(INNODB, afterTimestamp) > 0;
    return report ? IN_REPORT : null;
  }

  private static MultilineState inReport(String line) {
    return RecordStart.isAt(line) ? null : IN_REPORT;
  }

  private static String level(String name) {
    return name.equals("Note") || name.equals("System") ? "info" : Levels.named(name);
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
