package io.weir.enrich.events;

import io.weir.enrich.redact.LineHistory;
import io.weir.ingest.assemble.JoinedLines;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What the last lines of each source say of its next one. Of the sources that wrote last so many
 * are remembered; that depends on the records alone, so that it is the same in every replay.
 */
final class LineHistories {
  private static final int MAX_SOURCES = 2_048;

  private final Map<String, LineHistory> bySource =
      new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, LineHistory> eldest) {
          return size() > MAX_SOURCES;
        }
      };

  /** The history of the source that wrote these lines. */
  LineHistory of(JoinedLines lines) {
    return bySource.computeIfAbsent(
        lines.lines().get(0).log().source(), source -> new LineHistory());
  }
}
