package io.weir.enrich.redact;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.weir.ingest.event.Json;
import java.util.EnumMap;
import java.util.Map;
import java.util.TreeMap;

/** How many values of each class were hidden. */
final class Redactions {
  private final Map<SensitiveClass, Integer> counts = new EnumMap<>(SensitiveClass.class);

  void add(SensitiveClass type) {
    counts.merge(type, 1, Integer::sum);
  }

  void addAll(Redactions other) {
    other.counts.forEach((type, count) -> counts.merge(type, count, Integer::sum));
  }

  Map<String, Integer> byLabel() {
    Map<String, Integer> byLabel = new TreeMap<>();
    counts.forEach((type, count) -> byLabel.put(type.label(), count));
    return byLabel;
  }

  /** By the names of the classes; null if there are none. */
  ObjectNode toJson() {
    if (counts.isEmpty()) {
      return null;
    }
    ObjectNode json = Json.MAPPER.createObjectNode();
    counts.forEach((type, count) -> json.put(type.label(), count));
    return json;
  }
}
