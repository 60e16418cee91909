package io.weir.ingest.parse.web;

import io.weir.ingest.event.Field;
import io.weir.ingest.event.Fields;
import io.weir.ingest.parse.host.LoginMessages;
import io.weir.ingest.parse.line.Columns;
import io.weir.ingest.parse.line.Format;
import io.weir.ingest.parse.line.ParsedLine;
import io.weir.ingest.parse.line.TextLine;
import io.weir.ingest.parse.text.Cursor;
import io.weir.ingest.parse.text.Forwarded;
import io.weir.ingest.parse.text.Levels;

/** {@code time [ERROR] [/server/auth.go:72][client IP="10.0.0.9, …" …]: text}, of Harbor. */
public final class HarborLine {
  /** This format. */
  public static final Format FORMAT = Format.of("harbor", "Harbor", HarborLine::read);

  private static final Columns COLUMNS =
      Columns.of(
          Columns.literal(" ["),
          Columns.level("] [", Levels::named),
          Columns.ahead("/"),
          Columns.until(":", Field.LOG_ORIGIN_FILE_NAME),
          Columns.number(Field.LOG_ORIGIN_FILE_LINE),
          Columns.literal("]"));

  private HarborLine() {}

  static ParsedLine read(TextLine line) {
    Cursor cursor = line.cursor();
    Columns.Match match = line.isBracketed() ? null : COLUMNS.read(cursor, line.context());
    if (match == null) {
      return null;
    }
    Fields fields = match.fields();
    if (cursor.skip("[client IP=\"")) {
      String client = cursor.until('"');
      Forwarded.put(fields, String.valueOf(client), null);
    }
    int from = cursor.until("]: ") == null ? match.end() : cursor.at();
    LoginMessages.put(fields, cursor.moveTo(from).rest());
    return line.as(FORMAT, line.timestamp(), fields, from);
  }
}
