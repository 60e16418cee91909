package io.weir.ingest.parse.database;

import io.weir.ingest.parse.text.Cursor;
import io.weir.ingest.parse.text.TimeContext;
import java.time.Instant;

/**
 * {@code 2026-11-23 01:00:00.230 CET [2051] }, with which lines of PostgreSQL and pgbouncer begin.
 *
 * @param time null if the zone's abbreviation is ambiguous and no zone is set for the source
 */
record PostgresTimestamp(Instant time, long pid) {
  /** Zones without an abbreviation are written as {@code +0530}. */
  private static final int MAX_ZONE = 6;

  /** Continues after the time; null, with the cursor moved, if something else follows. */
  static PostgresTimestamp read(Instant timestamp, Cursor cursor, TimeContext context) {
    if (!cursor.skipBlanks()) {
      return null;
    }
    Instant time = timestamp;
    if (cursor.peek() != '[') {
      // Otherwise the zone would have been read with the time.
      String zone = cursor.word();
      if (zone.endsWith(":")) {
        // Of others, who have a file or a logger there.
        return null;
      }
      if (zone.length() > MAX_ZONE || context.isUtc()) {
        time = null;
      }
      cursor.skipBlanks();
    }
    long pid = cursor.skip('[') ? cursor.number() : -1;
    if (pid < 0) {
      return null;
    }
    // "[2051-3]" counts the lines of the session.
    if (cursor.skip('-')) {
      cursor.number();
    }
    return cursor.skip("]") && (cursor.skip(": ") || cursor.skip(' '))
        ? new PostgresTimestamp(time, pid)
        : null;
  }
}
