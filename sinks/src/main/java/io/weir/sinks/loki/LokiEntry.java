package io.weir.sinks.loki;

import java.util.Map;

/**
 * One log line as Loki has it.
 *
 * @param labels of the stream it belongs to
 * @param seconds since 1970
 * @param nanos of that second
 * @param metadata structured metadata, by normalised names
 */
record LokiEntry(
    Map<String, String> labels, long seconds, int nanos, String line, Map<String, String> metadata)
    implements Comparable<LokiEntry> {

  @Override
  public int compareTo(LokiEntry other) {
    int bySecond = Long.compare(seconds, other.seconds);
    return bySecond == 0 ? Integer.compare(nanos, other.nanos) : bySecond;
  }
}
