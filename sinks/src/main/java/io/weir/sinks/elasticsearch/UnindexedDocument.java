package io.weir.sinks.elasticsearch;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.weir.ingest.event.Field;
import io.weir.ingest.event.Json;
import java.io.IOException;
import java.util.List;

/**
 * The form in which an event is stored whose fields Elasticsearch does not index: what the mapping
 * certainly takes stays where it is, all else is kept as {@link Field#WEIR_UNINDEXED}, which is
 * stored and never looked at. So the audit has the event, whole, and it is found by what identifies
 * it.
 */
final class UnindexedDocument {
  private static final String TAG = "unindexed";

  private UnindexedDocument() {}

  /**
   * The form, or null if the value is no object or has no time.
   *
   * @param value an event as it lies on the topic
   */
  static byte[] of(byte[] value) {
    try {
      if (!(Json.MAPPER.readTree(value) instanceof ObjectNode rest)) {
        return null;
      }
      ObjectNode document = Json.MAPPER.createObjectNode();
      if (!move(rest, document, List.of("@timestamp"), JsonNode::isTextual)) {
        return null;
      }
      move(rest, document, List.of("message"), JsonNode::isTextual);
      for (Field field : Field.values()) {
        move(rest, document, List.of(field.path().split("\\.", -1)), node -> fits(field, node));
      }
      document.withArrayProperty("tags").add(TAG);
      if (!rest.isEmpty()) {
        document.withObjectProperty("weir").set("unindexed", rest);
      }
      return Json.MAPPER.writeValueAsBytes(document);
    } catch (IOException | RuntimeException | StackOverflowError e) {
      // Neither read nor written: the exception may quote the event.
      return null;
    }
  }

  private static boolean fits(Field field, JsonNode node) {
    return switch (field.type()) {
      case KEYWORD, CONSTANT -> isKeyword(node);
      case KEYWORDS -> node.isArray() && all(node);
      case TEXT, RAW, DATE, IP -> node.isTextual();
      case LONG -> node.canConvertToLong() && node.isIntegralNumber();
      default -> false;
    };
  }

  private static boolean isKeyword(JsonNode node) {
    return node.isTextual() && node.textValue().length() <= Field.MAX_KEYWORD_CHARS;
  }

  private static boolean all(JsonNode array) {
    for (JsonNode item : array) {
      if (!isKeyword(item)) {
        return false;
      }
    }
    return true;
  }

  private interface Condition {
    boolean holds(JsonNode node);
  }

  /** Moves one field if the mapping is certain to take it. */
  private static boolean move(
      ObjectNode from, ObjectNode to, List<String> path, Condition condition) {
    String name = path.get(0);
    JsonNode node = from.get(name);
    if (node == null) {
      return false;
    }
    if (path.size() == 1) {
      if (!condition.holds(node)) {
        return false;
      }
      to.set(name, from.remove(name));
      return true;
    }
    if (!(node instanceof ObjectNode inner)) {
      return false;
    }
    ObjectNode target =
        to.get(name) instanceof ObjectNode known ? known : Json.MAPPER.createObjectNode();
    boolean moved = move(inner, target, path.subList(1, path.size()), condition);
    if (moved) {
      to.set(name, target);
      if (inner.isEmpty()) {
        from.remove(name);
      }
    }
    return moved;
  }
}
