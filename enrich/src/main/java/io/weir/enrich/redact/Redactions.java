package io.weir.enrich.redact;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.weir.ingest.event.Json;
import java.util.Map;
import java.util.TreeMap;

/** How many values of each class were hidden, by the names of the classes. */
final class Redactions {
  private final Map<String, Integer> counts = new TreeMap<>();

  void add(SensitiveClass type) {
    counts.merge(type.label(), 1, Integer::sum);
  }

  void addAll(Redactions other) {
    other.counts.forEach((label, count) -> counts.merge(label, count, Integer::sum));
  }

  Map<String, Integer> byLabel() {
    return counts;
  }

  /** By the names of the classes; null if there are none. */
  ObjectNode toJson() {
    if (counts.isEmpty()) {
      return null;
    }
    ObjectNode json = Json.MAPPER.createObjectNode();
    counts.forEach(json::put);
    return json;
  }
}
