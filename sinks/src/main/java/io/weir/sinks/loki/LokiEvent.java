package io.weir.sinks.loki;

import java.util.List;

/**
 * An event as it is sent to Loki.
 *
 * @param stream it belongs to
 * @param entries one; or the numbered parts of a line that is longer than Loki takes
 */
record LokiEvent(LokiStream stream, List<LokiEntry> entries) {
  long bytes() {
    return entries.stream().mapToLong(LokiEntry::bytes).sum();
  }
}
