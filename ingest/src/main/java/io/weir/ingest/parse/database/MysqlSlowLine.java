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
import io.weir.ingest.parse.text.Addresses;
import io.weir.ingest.parse.text.Cursor;
import io.weir.ingest.parse.text.LeadingTimestamp;
import io.weir.ingest.parse.text.Quantities;
import io.weir.ingest.parse.text.TimeContext;
import java.time.Instant;

/**
 * The log of slow statements of MySQL and MariaDB: lines that begin with {@code # Time:}, {@code #
 * User@Host:} and {@code # Query_time:}, then {@code SET timestamp=…;} and the statement.
 */
public final class MysqlSlowLine {
  /** This format. */
  public static final Format FORMAT =
      Format.of("mysql-slow", "log of slow statements of MySQL and MariaDB", MysqlSlowLine::read)
          .continuedBy(MysqlSlowLine::continuation);

  private static final String TIME = "# Time: ";
  private static final String USER = "# User@Host: ";

  /** In an entry, before the statement. */
  private static final MultilineState HEAD =
      MultilineState.of("SLOW_HEAD", MysqlSlowLine::beforeStatement);

  /** In the statement, which ends with a semicolon. */
  private static final MultilineState STATEMENT =
      MultilineState.of("SLOW_STATEMENT", MysqlSlowLine::inStatement);

  private MysqlSlowLine() {}

  private static MultilineState continuation(String line, int afterTimestamp) {
    return isStart(line) ? HEAD : null;
  }

  private static MultilineState beforeStatement(String line) {
    if (line.startsWith("# Time: ") || RecordStart.isAt(line)) {
      return null;
    }
    boolean more = line.startsWith("# ") || line.startsWith("use ");
    return more || line.startsWith("SET timestamp=") ? HEAD : inStatement(line);
  }

  private static MultilineState inStatement(String line) {
    if (isStart(line) || RecordStart.isAt(line)) {
      return null;
    }
    return line.endsWith(";") ? MultilineState.CLOSED : STATEMENT;
  }

  /** Whether a line begins such an entry. */
  private static boolean isStart(String line) {
    return line.startsWith(TIME) || line.startsWith(USER);
  }

  static ParsedLine read(TextLine line) {
    if (!isStart(line.head())) {
      return null;
    }
    Entry entry = new Entry(line.context());
    String text = line.whole();
    int at = 0;
    while (at < text.length() && entry.takes(text, at)) {
      at = endOfLine(text, at) + 1;
    }
    if (at < text.length()) {
      entry.fields.put(Field.WEIR_DB_STATEMENT, text.substring(at).strip());
    }
    return line.as(FORMAT, entry.time, entry.fields, entry.counts.isEmpty() ? null : entry.counts);
  }

  private static int endOfLine(String text, int from) {
    int end = text.indexOf('\n', from);
    return end < 0 ? text.length() : end;
  }

  /** What the lines before the statement say. */
  private static final class Entry {
    final Fields fields = new Fields();
    final ObjectNode counts = JsonNodeFactory.instance.objectNode();
    final TimeContext context;
    Instant time;

    Entry(TimeContext context) {
      this.context = context;
    }

    /** Reads the line that begins there; false if the statement begins. */
    boolean takes(String text, int at) {
      String line = text.substring(at, endOfLine(text, at));
      Cursor cursor = new Cursor(line);
      if (cursor.skip(TIME)) {
        cursor.skipBlanks();
        time = LeadingTimestamp.time(cursor, context);
      } else if (cursor.skip(USER)) {
        takeUser(cursor);
      } else if (cursor.skip("# ")) {
        takeCounts(cursor);
      } else if (cursor.skip("SET timestamp=")) {
        long second = cursor.number();
        time = time == null && second > 0 ? Instant.ofEpochSecond(second) : time;
      } else if (cursor.skip("use ")) {
        fields.put(Field.WEIR_DB_NAME, cursor.until(';'));
      } else {
        return false;
      }
      return true;
    }

    /** {@code shop[shop] @ app-1 [10.0.0.9] Id: 8}. */
    private void takeUser(Cursor cursor) {
      fields.put(Field.USER_NAME, cursor.until('['));
      cursor.until(" @ ");
      String host = cursor.word();
      cursor.skipBlanks();
      String address = cursor.skip('[') ? cursor.until(']') : null;
      Addresses.putSource(fields, address == null || address.isEmpty() ? host : address);
      cursor.skipBlanks();
      if (cursor.skip("Id:") && cursor.skipBlanks()) {
        long id = cursor.number();
        fields.put(Field.PROCESS_THREAD_ID, Math.max(id, 0));
      }
    }

    /** {@code Query_time: 2.000161 Lock_time: 0.000004 Rows_sent: 1}. */
    private void takeCounts(Cursor cursor) {
      while (!cursor.atEnd()) {
        String key = cursor.until(": ");
        if (key == null) {
          return;
        }
        cursor.skipBlanks();
        String value = cursor.word();
        long nanos = key.equals("Query_time") ? Quantities.nanos(value, Quantities.SECOND) : -1;
        if (nanos >= 0) {
          fields.put(Field.EVENT_DURATION, nanos);
        } else {
          counts.put(key.strip(), value);
        }
        cursor.skipBlanks();
      }
    }
  }
}
