package io.weir.cli.capacity;

/**
 * What a cluster writes.
 *
 * @param eventsPerSecond lines, on average; pods are busy for six tenths of their time by that
 * @param lineBytes a line's length, on average
 * @param namespaces that write them; each has streams of its own in Loki
 */
record Workload(long eventsPerSecond, int lineBytes, int namespaces) {
  double millionsPerSecond() {
    return eventsPerSecond / 1e6;
  }
}
