package io.weir.sinks.loki;

import java.util.Map;
import java.util.TreeMap;

/**
 * A stream of Loki.
 *
 * @param labels by name
 * @param selector the labels as Loki writes them: {@code {app="x", stream="stdout"}}
 */
record LokiStream(Map<String, String> labels, String selector) {

  static LokiStream of(Map<String, String> labels) {
    return new LokiStream(labels, LokiEncoder.selector(labels));
  }

  /** The stream with one label more. */
  LokiStream with(String label, String value) {
    Map<String, String> own = new TreeMap<>(labels);
    own.put(label, value);
    return of(own);
  }
}
