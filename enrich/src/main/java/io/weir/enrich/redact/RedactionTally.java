package io.weir.enrich.redact;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.weir.enrich.redact.key.SensitiveKeys;
import io.weir.enrich.redact.scan.SensitiveClass;
import io.weir.enrich.redact.search.HiddenValues;
import io.weir.ingest.event.Json;
import java.util.Map;
import java.util.TreeMap;

/** What was hidden: how many values of each class, and which. */
final class RedactionTally {
  private Map<String, Integer> counts = Map.of();

  /** Whether the counts are to be copied before they change: most lines of a pod add none. */
  private boolean borrowed = true;

  private final String namespace;
  private final HiddenValues hidden;

  /**
   * Nothing yet.
   *
   * @param namespace in which pseudonyms are the same; null for everywhere
   * @param keys whose names are no values
   */
  RedactionTally(String namespace, SensitiveKeys keys) {
    this(namespace, new HiddenValues(keys));
  }

  private RedactionTally(String namespace, HiddenValues hidden) {
    this.namespace = namespace;
    this.hidden = hidden;
  }

  /** For a second copy of the same text: its values are remembered here, and not counted again. */
  RedactionTally ofCopy() {
    return new RedactionTally(namespace, hidden);
  }

  String namespace() {
    return namespace;
  }

  /** Counts a value that was hidden, and keeps it for the other texts of the event. */
  void add(SensitiveClass type, String value) {
    count(type);
    hidden.add(value, type);
  }

  /** The values that were hidden so far. */
  HiddenValues hidden() {
    return hidden;
  }

  /** Counts a value that the lines before have shown, and keeps it however short it is. */
  void addKnown(SensitiveClass type, String value) {
    count(type);
    hidden.addKnown(value, type);
  }

  private void count(SensitiveClass type) {
    if (borrowed) {
      counts = new TreeMap<>(counts);
      borrowed = false;
    }
    counts.merge(type.label(), 1, Integer::sum);
  }

  /**
   * Starts with what was hidden in the fields that events share; before anything is added.
   *
   * @param shared must not change any more
   */
  void beginWith(RedactionTally shared) {
    counts = shared.counts;
    borrowed = true;
    hidden.beginWith(shared.hidden);
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
