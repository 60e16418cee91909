package io.weir.ingest.assemble;

import io.weir.ingest.wire.RawRecord.LogLine;
import java.time.Instant;

/** One line of a log, and the offset of the raw record it came in. */
public record Line(LogLine log, long offset) {
  String text() {
    return log.text();
  }

  Instant time() {
    return log.time();
  }
}
