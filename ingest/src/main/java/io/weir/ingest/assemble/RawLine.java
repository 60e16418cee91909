package io.weir.ingest.assemble;

import io.weir.ingest.event.Field;
import io.weir.ingest.wire.RawRecord.LogLine;
import java.time.Instant;
import java.util.List;

/**
 * One line of a log, and the raw record it came in.
 *
 * @param bytes of the raw record's value
 * @param appended when the broker took the record, or null
 */
public record RawLine(LogLine log, long offset, int bytes, Instant appended) {

  private static final int OVERHEAD = 256;

  /** A line that did not come by a broker. */
  public RawLine(LogLine log, long offset) {
    this(log, offset, log.text().length(), null);
  }

  /** Where the lines of an event come from. */
  public static long[] offsets(List<RawLine> lines) {
    long[] offsets = new long[lines.size()];
    for (int i = 0; i < offsets.length; i++) {
      offsets[i] = lines.get(i).offset;
    }
    return offsets;
  }

  /** Bytes of memory while it waits: the raw record, and two for a character. */
  long weight() {
    return bytes + 2L * log.text().length() + OVERHEAD;
  }

  String text() {
    return log.text();
  }

  /** The id of the container that wrote it, or null if it is not known. */
  String container() {
    return log.origin().fields().text(Field.CONTAINER_ID);
  }

  Instant time() {
    return log.time();
  }
}
