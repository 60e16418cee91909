package io.weir.ingest.assemble;

import io.weir.ingest.wire.RawRecord.LogLine;
import java.time.Instant;
import java.util.List;

/** One line of a log, and the offset of the raw record it came in. */
public record Line(LogLine log, long offset) {
  /** Where the lines of an event come from. */
  public static long[] offsets(List<Line> lines) {
    long[] offsets = new long[lines.size()];
    for (int i = 0; i < offsets.length; i++) {
      offsets[i] = lines.get(i).offset;
    }
    return offsets;
  }

  String text() {
    return log.text();
  }

  Instant time() {
    return log.time();
  }
}
