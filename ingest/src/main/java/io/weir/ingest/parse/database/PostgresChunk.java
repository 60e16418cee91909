package io.weir.ingest.parse.database;

import io.weir.ingest.parse.text.Cursor;

/**
 * A line that continues what PostgreSQL wrote to syslog: it divides a report into lines and numbers
 * them, {@code postgres[2051]: [3-2] text} being the second one of the process's third report.
 *
 * @see <a href="https://www.postgresql.org/docs/current/runtime-config-logging.html">
 *     syslog_sequence_numbers, syslog_split_messages</a>
 */
final class PostgresChunk {
  private static final String MARK = "]: [";

  /** The header of syslog is not longer. */
  private static final int MAX_HEADER = 300;

  private PostgresChunk() {}

  /** The process of a line that continues another; -1 of any other line. */
  static long pid(String line) {
    int mark = line.indexOf(MARK);
    int open = mark < 0 || mark > MAX_HEADER ? -1 : line.lastIndexOf('[', mark);
    if (open <= 0) {
      return -1;
    }
    Cursor process = new Cursor(line, open + 1);
    long pid = process.number();
    Cursor sequence = new Cursor(line, mark + MARK.length());
    boolean numbered = sequence.number() >= 0 && sequence.skip('-');
    boolean later = numbered && sequence.number() > 1 && sequence.skip(']');
    return later && process.at() == mark ? pid : -1;
  }
}
