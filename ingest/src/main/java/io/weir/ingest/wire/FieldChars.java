package io.weir.ingest.wire;

import com.fasterxml.jackson.databind.JsonNode;
import io.weir.ingest.event.Fields;
import java.util.Map;

/** How much memory fields take, in characters. */
final class FieldChars {
  /** Of what is known of origins; more copies are made of these than one. */
  static final long MAX_KEPT = 2 << 20;

  private FieldChars() {}

  static long of(Fields fields) {
    long[] chars = new long[1];
    fields.forEach((field, value) -> chars[0] += of(value));
    return chars[0];
  }

  private static long of(Object value) {
    if (value instanceof String text) {
      return text.length();
    }
    if (!(value instanceof JsonNode node) || !node.isContainerNode()) {
      return value instanceof JsonNode node ? node.asText().length() : 0;
    }
    long chars = 0;
    for (JsonNode item : node) {
      chars += of(item);
    }
    for (Map.Entry<String, JsonNode> entry : node.properties()) {
      chars += entry.getKey().length();
    }
    return chars;
  }
}
