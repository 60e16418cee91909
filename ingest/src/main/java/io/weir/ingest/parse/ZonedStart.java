package io.weir.ingest.parse;

import java.time.Instant;

/**
 * {@code 2026-11-23 01:00:00.230 CET [2051] }, with which lines of PostgreSQL and pgbouncer begin.
 *
 * @param time null if the zone's abbreviation is ambiguous
 */
record ZonedStart(Instant time, long pid) {
  /** Goes on behind the time; null, with the cursor moved, if the line goes on otherwise. */
  static ZonedStart read(Instant opening, Cursor cursor) {
    if (!cursor.skipBlanks()) {
      return null;
    }
    Instant time = opening;
    if (cursor.peek() != '[') {
      time = inZone(time, cursor.word());
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
        ? new ZonedStart(time, pid)
        : null;
  }

  private static Instant inZone(Instant time, String zone) {
    Integer offset = Zones.abbreviated(zone);
    return offset == null ? null : time.minusSeconds(offset);
  }
}
