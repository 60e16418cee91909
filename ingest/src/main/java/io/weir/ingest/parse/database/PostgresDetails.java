package io.weir.ingest.parse.database;

import io.weir.ingest.event.Field;
import io.weir.ingest.event.Fields;
import io.weir.ingest.parse.line.LineParser;
import io.weir.ingest.parse.line.ParsedLine;
import io.weir.ingest.parse.line.TextLine;
import io.weir.ingest.parse.text.TimeContext;
import java.util.List;

/**
 * Lines of PostgreSQL that explain the one before them: what it adds to an error, and the statement
 * in which it happened. It writes them at once, each with the whole prefix.
 */
final class PostgresDetails {
  private static final List<Field> DETAILS =
      List.of(
          Field.WEIR_DB_STATEMENT,
          Field.LOG_ORIGIN_FUNCTION,
          Field.LOG_ORIGIN_FILE_NAME,
          Field.LOG_ORIGIN_FILE_LINE);

  private final LineParser reader;
  private final TimeContext context;

  /**
   * @param reader of lines with the prefix of the server
   */
  PostgresDetails(LineParser reader, TimeContext context) {
    this.reader = reader;
    this.context = context;
  }

  /** Whether a line explains one of that process; -1 if the prefix names none. */
  boolean explains(String line, long pid) {
    Fields fields = explaining(line);
    return fields != null && pid(fields) == pid;
  }

  /** What a line says that explains another; null for other lines. */
  private Fields explaining(String line) {
    if (!line.contains(":  ")) {
      return null;
    }
    TextLine whole = TextLine.of(line, context);
    PostgresSeverity severity = PostgresSeverity.find(whole.head(), whole.afterTimestamp());
    boolean candidate = isColons(whole) || (severity != null && severity.explains());
    ParsedLine parsed = candidate ? reader.parse(whole) : null;
    boolean explains = parsed != null && !parsed.fields().has(Field.LOG_LEVEL);
    return explains ? parsed.fields() : null;
  }

  private static boolean isColons(TextLine line) {
    return line.head().startsWith(":", line.afterTimestamp());
  }

  /** The process of a line, or -1. */
  static long pid(Fields fields) {
    return fields.get(Field.PROCESS_PID) instanceof Long pid ? pid : -1;
  }

  /** Where the line feed before the next such line is; the end of the text if none follows. */
  int next(String text, int from) {
    for (int at = text.indexOf('\n', from); at >= 0; ) {
      int end = text.indexOf('\n', at + 1);
      if (explaining(text.substring(at + 1, end < 0 ? text.length() : end)) != null) {
        return at;
      }
      at = end;
    }
    return text.length();
  }

  /**
   * Sets the statement of the same process, and where in the source of PostgreSQL the message is
   * from. Lines that have the number of a report were joined by it.
   */
  void put(Fields fields, String text, int from) {
    for (int at = from; at < text.length(); ) {
      int end = next(text, at + 1);
      ParsedLine detail = reader.parse(TextLine.of(text.substring(at + 1, end), context));
      boolean same = detail != null && pid(detail.fields()) == pid(fields);
      if (same || (detail != null && PostgresChunk.isNumbered(text, at + 1))) {
        for (Field field : DETAILS) {
          if (detail.fields().has(field) && !fields.has(field)) {
            fields.copy(field, detail.fields().get(field));
          }
        }
      }
      at = end;
    }
  }
}
