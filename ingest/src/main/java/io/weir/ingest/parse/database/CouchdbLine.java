package io.weir.ingest.parse.database;

import io.weir.ingest.event.Field;
import io.weir.ingest.event.Fields;
import io.weir.ingest.parse.line.Columns;
import io.weir.ingest.parse.line.Format;
import io.weir.ingest.parse.line.ParsedLine;
import io.weir.ingest.parse.line.TextLine;
import io.weir.ingest.parse.text.Addresses;
import io.weir.ingest.parse.text.Cursor;
import io.weir.ingest.parse.text.Http;
import io.weir.ingest.parse.text.Levels;
import io.weir.ingest.parse.text.Times;

/**
 * {@code [notice] time node@host <0.1.2> nonce host 10.0.0.9 user GET /db 200 ok 12}, of CouchDB.
 */
public final class CouchdbLine {
  /** This format. */
  public static final Format FORMAT = Format.of("couchdb", "CouchDB", CouchdbLine::read);

  private static final Columns COLUMNS =
      Columns.of(
          Columns.literal("["),
          Columns.level("] ", Levels::named),
          Columns.time(Times::iso),
          Columns.literal(" "),
          Columns.word("@"),
          Columns.literal(" <"),
          Columns.until("> "));

  private CouchdbLine() {}

  static ParsedLine read(TextLine line) {
    Cursor cursor = line.cursor();
    Columns.Match match = COLUMNS.read(cursor, line.context());
    if (match == null) {
      return null;
    }
    Fields fields = match.fields();
    int start = cursor.at();
    String[] columns = cursor.rest().split(" ", 9);
    cursor.moveTo(start);
    if (columns.length == 9 && Http.isMethod(columns[4])) {
      fields.put(Field.HTTP_REQUEST_ID, columns[0]).put(Field.USER_NAME, columns[3]);
      Http.putDomain(fields, columns[1]);
      Addresses.putSource(fields, columns[2]);
      fields.put(Field.HTTP_REQUEST_METHOD, columns[4]);
      Http.putUrl(fields, columns[5]);
      Http.putStatus(fields, new Cursor(columns[6]).number());
      long millis = new Cursor(columns[8]).number();
      fields.put(Field.EVENT_DURATION, Math.max(millis, 0) % 1_000_000_000 * 1_000_000);
    }
    return line.as(FORMAT, match.time(), fields, match.end());
  }
}
