package io.weir.ingest.parse;

import java.util.LinkedHashMap;
import java.util.Map;

/** Which format the lines of a source had last. Bounded; not thread-safe. */
final class LastFormatCache {
  /** More sources than the partitions of one process have at a time. */
  private static final int MAX_SOURCES = 10_000;

  private final Map<String, Positions> sources =
      new LinkedHashMap<>(256, 0.75f, true) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Positions> eldest) {
          return size() > MAX_SOURCES;
        }
      };

  Positions of(String source) {
    return sources.computeIfAbsent(source, unknown -> new Positions());
  }

  /** Lines with a timestamp at the start and lines without have formats of their own. */
  static final class Positions {
    private int timed = -1;
    private int other = -1;

    /** The position of the format, or -1. */
    int get(boolean hasTime) {
      return hasTime ? timed : other;
    }

    void set(boolean hasTime, int position) {
      if (hasTime) {
        timed = position;
      } else {
        other = position;
      }
    }
  }
}
