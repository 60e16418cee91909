package io.weir.ingest.parse.database;

import io.weir.ingest.parse.text.Cursor;

/**
 * A line of a report that PostgreSQL wrote to syslog. It divides a report into chunks and numbers
 * them: {@code postgres[2051]: [3-2] text} is the second one of the process's third report, {@code
 * [2]} without {@code syslog_sequence_numbers}. The header of syslog is that of RFC 3164 or 5424.
 *
 * @param pid of the process
 * @param report its number, or -1 where reports are not numbered
 * @param number of the chunk, from 1 on
 * @param from where in the line the number of the chunk begins, with its bracket
 * @param textAt where in the line its text begins
 * @see <a href="https://www.postgresql.org/docs/current/runtime-config-logging.html">
 *     syslog_sequence_numbers, syslog_split_messages</a>
 */
record PostgresChunk(long pid, long report, long number, int from, int textAt) {
  private static final String MARK = "]: [";

  /** The header of syslog is not longer. */
  private static final int MAX_HEADER = 300;

  /** The chunk that a line is; null for any other line. */
  static PostgresChunk of(String line) {
    int close = mark(line);
    if (close < 0) {
      return line.startsWith("<") ? modern(line) : null;
    }
    int open = line.lastIndexOf('[', close);
    if (open <= 0) {
      return null;
    }
    Cursor process = new Cursor(line, open + 1);
    long pid = process.number();
    return pid >= 0 && process.at() == close
        ? numbered(new Cursor(line, close + "]: ".length()), pid)
        : null;
  }

  private static int mark(String line) {
    int at = line.indexOf(']');
    while (at >= 0 && at <= MAX_HEADER && !line.startsWith(MARK, at)) {
      at = line.indexOf(']', at + 1);
    }
    return at > MAX_HEADER ? -1 : at;
  }

  /** {@code <134>1 2026-11-23T01:00:00Z db1 postgres 2051 - - [3-2] text}. */
  private static PostgresChunk modern(String line) {
    Cursor cursor = new Cursor(line, 1);
    if (cursor.number() < 0 || !cursor.skip(">1 ")) {
      return null;
    }
    for (int i = 0; i < 3; i++) {
      cursor.word();
      cursor.skipBlanks();
    }
    long pid = cursor.number();
    cursor.skipBlanks();
    cursor.word();
    cursor.skipBlanks();
    boolean data = cursor.skip("- ") || cursor.until("] ") != null;
    return pid >= 0 && data ? numbered(cursor, pid) : null;
  }

  private static PostgresChunk numbered(Cursor cursor, long pid) {
    int from = cursor.at();
    long first = cursor.skip('[') ? cursor.number() : -1;
    long second = first >= 0 && cursor.skip('-') ? cursor.number() : -1;
    long number = second < 0 ? first : second;
    // The blank of the header; those after it are the text's own.
    return number > 0 && cursor.skip("] ")
        ? new PostgresChunk(pid, second < 0 ? -1 : first, number, from, cursor.at())
        : null;
  }

  /** Whether a text has the number of a report and a chunk at a place. */
  static boolean isNumbered(String text, int at) {
    PostgresChunk chunk = numbered(new Cursor(text, at), 0);
    return chunk != null && chunk.report >= 0;
  }

  /** Whether it is the first chunk of its report. */
  boolean isFirst() {
    return number == 1;
  }

  /** Whether it is a later chunk of the report that another one is of; some may be lost. */
  boolean continues(PostgresChunk earlier) {
    return pid == earlier.pid && report == earlier.report && number > earlier.number;
  }
}
