package io.weir.ingest.parse.database;

import io.weir.ingest.event.Field;
import io.weir.ingest.event.Fields;
import io.weir.ingest.parse.line.ParsedLine;
import io.weir.ingest.parse.line.TextLine;
import io.weir.ingest.parse.text.TimeContext;
import java.util.List;

/**
 * Lines of PostgreSQL that explain the one before them: what it adds to an error, and the statement
 * in which it happened. It writes them at once, each with the whole prefix.
 */
final class PostgresDetails {
  private static final List<String> SEVERITIES =
      List.of("DETAIL", "HINT", "QUERY", "CONTEXT", "LOCATION", "STATEMENT");

  private PostgresDetails() {}

  static boolean explains(String line, TimeContext context) {
    int colon = line.indexOf(":  ");
    return colon > 0
        && SEVERITIES.stream().anyMatch(word -> line.startsWith(word, colon - word.length()))
        && PostgresLine.read(TextLine.of(line, context)) != null;
  }

  /** Where the line feed before the next such line is; the end of the text if none follows. */
  static int next(String text, int from, TimeContext context) {
    for (int at = text.indexOf('\n', from); at >= 0; ) {
      int end = text.indexOf('\n', at + 1);
      if (explains(text.substring(at + 1, end < 0 ? text.length() : end), context)) {
        return at;
      }
      at = end;
    }
    return text.length();
  }

  /** Sets the statement. Where many sessions write at once, the next line may be another's. */
  static void put(Fields fields, TextLine line, String text, int from) {
    for (int at = from; at < text.length() && !fields.has(Field.WEIR_DB_STATEMENT); ) {
      int end = next(text, at + 1, line.context());
      ParsedLine detail =
          PostgresLine.read(TextLine.of(text.substring(at + 1, end), line.context()));
      boolean same = detail != null && isSame(fields, detail.fields());
      fields.put(
          Field.WEIR_DB_STATEMENT, same ? detail.fields().text(Field.WEIR_DB_STATEMENT) : null);
      at = end;
    }
  }

  private static boolean isSame(Fields fields, Fields others) {
    return fields.get(Field.PROCESS_PID).equals(others.get(Field.PROCESS_PID));
  }
}
