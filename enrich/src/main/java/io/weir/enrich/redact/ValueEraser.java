package io.weir.enrich.redact;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.weir.enrich.redact.scan.EncodingDetector;
import io.weir.enrich.redact.search.ValueSearch;
import io.weir.ingest.event.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Takes values that were hidden somewhere in an event out of whatever else a field holds: texts,
 * lists, and JSON with its keys and numbers. Returns the same object where there is none of them.
 */
final class ValueEraser {
  private final TextRedactor texts;
  private final ValueSearch values;
  private final String namespace;

  /**
   * @param namespace of the event, for its pseudonyms; null if they do not depend on it
   */
  ValueEraser(TextRedactor texts, ValueSearch values, String namespace) {
    this.texts = texts;
    this.values = values;
    this.namespace = namespace;
  }

  /** False of a text that certainly has none of the values. */
  boolean mayChange(String text) {
    return values.mayBeIn(text) || EncodingDetector.mayHold(text);
  }

  /** A text without the values. */
  String erase(String text) {
    return texts.erase(text, values, namespace);
  }

  /** A line without the values. */
  DividedLine erase(DividedLine line) {
    return texts.erase(line, values, namespace);
  }

  /** The value of a field; numbers and times of a field's own stay. */
  Object erase(Object value) {
    if (value instanceof String text) {
      return erase(text);
    }
    if (value instanceof JsonNode node) {
      return holds(node) ? erase(node) : node;
    }
    return value instanceof List<?> list ? erase(list) : value;
  }

  /** A list of texts; one of numbers stays. */
  private List<?> erase(List<?> list) {
    List<String> erased = new ArrayList<>(list.size());
    boolean changed = false;
    for (Object item : list) {
      if (!(item instanceof String text)) {
        return list;
      }
      String left = erase(text);
      changed |= !left.equals(text);
      erased.add(left);
    }
    return changed ? List.copyOf(erased) : list;
  }

  /** Whether a part of the JSON may have a value, so that it has to be built anew. */
  private boolean holds(JsonNode node) {
    if (!node.isContainerNode()) {
      return (node.isTextual() || node.isNumber()) && mayChange(node.asText());
    }
    for (Map.Entry<String, JsonNode> entry : node.properties()) {
      if (mayChange(entry.getKey())) {
        return true;
      }
    }
    for (JsonNode item : node) {
      if (holds(item)) {
        return true;
      }
    }
    return false;
  }

  private JsonNode erase(JsonNode node) {
    if (node instanceof ObjectNode object) {
      return erase(object);
    }
    if (node instanceof ArrayNode array) {
      ArrayNode erased = Json.MAPPER.createArrayNode();
      array.forEach(item -> erased.add(erase(item)));
      return erased.equals(array) ? array : erased;
    }
    if (!node.isTextual() && !node.isNumber()) {
      return node;
    }
    String text = node.asText();
    String erased = erase(text);
    return erased.equals(text) ? node : TextNode.valueOf(erased);
  }

  private ObjectNode erase(ObjectNode object) {
    ObjectNode erased = Json.MAPPER.createObjectNode();
    for (Map.Entry<String, JsonNode> entry : object.properties()) {
      erased.set(JsonRedactor.free(erase(entry.getKey()), erased), erase(entry.getValue()));
    }
    return erased.equals(object) ? object : erased;
  }
}
