package io.weir.sinks.loki;

import java.util.Map;
import java.util.TreeMap;

/**
 * One log line as Loki has it.
 *
 * @param seconds since 1970
 * @param nanos of that second
 * @param metadata structured metadata, by normalised names
 */
record LokiEntry(long seconds, int nanos, String line, Map<String, String> metadata)
    implements Comparable<LokiEntry> {

  /** What Loki adds to an entry on its way, and what the encoding takes. */
  private static final int OVERHEAD = 64;

  private static final int PAIR_OVERHEAD = 8;

  @Override
  public int compareTo(LokiEntry other) {
    int bySecond = Long.compare(seconds, other.seconds);
    return bySecond == 0 ? Integer.compare(nanos, other.nanos) : bySecond;
  }

  /** The entry with more metadata; what it has already stays. */
  LokiEntry with(Map<String, String> more) {
    Map<String, String> all = new TreeMap<>(more);
    all.putAll(metadata);
    return new LokiEntry(seconds, nanos, line, all);
  }

  /** Bytes on the wire, roughly and rather too many. */
  int bytes() {
    int bytes = OVERHEAD + 3 * line.length() / 2;
    for (Map.Entry<String, String> pair : metadata.entrySet()) {
      bytes += pair.getKey().length() + pair.getValue().length() + PAIR_OVERHEAD;
    }
    return bytes;
  }
}
