package io.weir.ingest.parse.database;

import io.weir.ingest.event.Field;
import io.weir.ingest.event.Fields;
import io.weir.ingest.parse.line.Columns;
import io.weir.ingest.parse.line.Format;
import io.weir.ingest.parse.line.MultilineState;
import io.weir.ingest.parse.line.ParsedLine;
import io.weir.ingest.parse.line.TextLine;
import io.weir.ingest.parse.text.Addresses;
import io.weir.ingest.parse.text.Cursor;
import io.weir.ingest.parse.text.Levels;
import io.weir.ingest.parse.text.StackTracePatterns;

/** {@code 2026.11.23 01:00:00.123456 [ 77 ] {query id} <Error> executeQuery: text}. */
public final class ClickhouseLine {
  /** This format. */
  public static final Format FORMAT =
      Format.of("clickhouse", "ClickHouse", ClickhouseLine::read)
          .continuedBy(ClickhouseLine::continuation);

  private static final Columns COLUMNS =
      Columns.of(
          Columns.literal(" [ "),
          Columns.number(Field.PROCESS_THREAD_ID),
          Columns.literal(" ] {"),
          Columns.until("} <"),
          Columns.level("> ", Levels::named),
          Columns.optional(Columns.until(": ", Field.LOG_LOGGER)));

  private static final String QUERY = "(in query: ";

  /** In the numbered calls after an error. */
  private static final MultilineState CALLS =
      MultilineState.of("CLICKHOUSE", ClickhouseLine::inCalls);

  private ClickhouseLine() {}

  private static MultilineState continuation(String line, int afterTimestamp) {
    if (!line.startsWith(" [ ", afterTimestamp)) {
      return null;
    }
    return line.contains("Stack trace (when copying") ? CALLS : MultilineState.CLOSED;
  }

  private static MultilineState inCalls(String line) {
    boolean more = line.isEmpty() || StackTracePatterns.isNumbered(line, "", ". ");
    return more ? CALLS : null;
  }

  static ParsedLine read(TextLine line) {
    Cursor cursor = line.cursor();
    Columns.Match match = COLUMNS.read(cursor, line.context());
    if (match == null) {
      return null;
    }
    Fields fields = match.fields();
    String text = cursor.rest();
    if (text.startsWith("Code: ")) {
      putError(fields, text);
      fields.put(Field.ERROR_STACK_TRACE, line.rest() == null ? null : line.rest().strip());
    } else {
      putClient(fields, text);
    }
    return line.as(FORMAT, line.timestamp(), fields, match.end());
  }

  /** {@code Code: 60. DB::Exception: text. (UNKNOWN_TABLE) (version …) (from …) (in query: …)}. */
  private static void putError(Fields fields, String text) {
    Cursor cursor = new Cursor(text);
    cursor.skip("Code: ");
    String code = cursor.until(". ");
    String type = code == null ? null : cursor.until(": ");
    int message = cursor.at();
    int end = text.indexOf(" (version ", message);
    fields.put(Field.ERROR_CODE, code).put(Field.ERROR_TYPE, type);
    fields.put(Field.ERROR_MESSAGE, text.substring(message, end < 0 ? text.length() : end));
    putClient(fields, text);
    if (cursor.until(QUERY) != null) {
      String query = cursor.rest();
      int close = query.indexOf("), Stack trace");
      close = close < 0 ? query.lastIndexOf(')') : close;
      fields.put(Field.WEIR_DB_STATEMENT, query.substring(0, close < 0 ? query.length() : close));
    }
  }

  /** {@code (from 10.42.0.9:40122, user: shop_app)}. */
  private static void putClient(Fields fields, String text) {
    Cursor cursor = new Cursor(text);
    String client = cursor.until("(from ") == null ? null : cursor.until(')');
    if (client != null) {
      int comma = client.indexOf(", user: ");
      Addresses.putSource(fields, comma < 0 ? client : client.substring(0, comma));
      fields.put(Field.USER_NAME, comma < 0 ? null : client.substring(comma + 8));
    }
  }
}
