package io.weir.ingest.assemble;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.weir.ingest.event.Json;
import java.util.Map;

/**
 * Brings what an application wrote into bounds that every store keeps to, without losing any of it:
 * Elasticsearch refuses a document whose flattened field is nested too deeply, or has a key that is
 * too long or holds NUL.
 */
final class FlattenedLimits {
  /** A flattened field may have 20 levels. */
  private static final int MAX_DEPTH = 16;

  private static final int MAX_KEY = 512;

  private FlattenedLimits() {}

  /** The object with what lies too deep as its JSON text; null stays null. */
  static ObjectNode bounded(ObjectNode content) {
    // Nearly all of it is, and a look costs less than a copy.
    return content == null || isBounded(content, 1) ? content : object(content, 1);
  }

  private static boolean isBounded(JsonNode node, int depth) {
    if (!node.isContainerNode()) {
      return true;
    }
    if (depth > MAX_DEPTH) {
      return false;
    }
    for (JsonNode item : node) {
      if (!isBounded(item, depth + 1)) {
        return false;
      }
    }
    for (Map.Entry<String, JsonNode> entry : node.properties()) {
      if (!isBounded(entry.getKey())) {
        return false;
      }
    }
    return true;
  }

  private static boolean isBounded(String key) {
    return key.length() <= MAX_KEY && key.indexOf('\0') < 0;
  }

  private static ObjectNode object(ObjectNode object, int depth) {
    ObjectNode bounded = Json.MAPPER.createObjectNode();
    object
        .properties()
        .forEach(entry -> bounded.set(key(entry.getKey()), node(entry.getValue(), depth + 1)));
    return bounded;
  }

  private static JsonNode node(JsonNode node, int depth) {
    if (!node.isContainerNode()) {
      return node;
    }
    if (depth > MAX_DEPTH) {
      return TextNode.valueOf(node.toString());
    }
    if (node instanceof ObjectNode object) {
      return object(object, depth);
    }
    ArrayNode bounded = Json.MAPPER.createArrayNode();
    node.forEach(item -> bounded.add(node(item, depth + 1)));
    return bounded;
  }

  private static String key(String key) {
    String cut = key.length() <= MAX_KEY ? key : key.substring(0, MAX_KEY) + "…";
    return cut.indexOf('\0') < 0 ? cut : cut.replace('\0', '\uFFFD');
  }
}
