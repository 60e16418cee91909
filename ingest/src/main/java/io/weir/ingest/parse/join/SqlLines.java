package io.weir.ingest.parse.join;

import io.weir.ingest.parse.line.MultilineState;

/**
 * The statement that H2 and others show on the lines after an error that ends with "SQL
 * statement:", up to the error's code in brackets, as in {@code select 1 [42001-197]}.
 */
final class SqlLines {
  private static final String ANNOUNCED = "SQL statement:";

  private SqlLines() {}

  /** The state after a line: in the statement if the line announces one, then {@code after}. */
  static MultilineState or(MultilineState after, String line) {
    return line.endsWith(ANNOUNCED) ? inStatement(after) : after;
  }

  private static MultilineState inStatement(MultilineState after) {
    return MultilineState.of("SQL", line -> next(line, after));
  }

  private static MultilineState next(String line, MultilineState after) {
    if (RecordStart.isAt(line)) {
      return null;
    }
    return line.endsWith("]") ? after : inStatement(after);
  }
}
