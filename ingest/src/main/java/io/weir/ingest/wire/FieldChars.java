package io.weir.ingest.wire;

import com.fasterxml.jackson.databind.JsonNode;
import io.weir.ingest.event.Fields;
import java.util.Map;

/** How much memory fields take, in characters. */
final class FieldChars {
  /** Each partition has its own, and more copies are made of these characters than one. */
  private static final int HEAP_PART = 128;

  private static final long ENOUGH = 4 << 20;

  /** Of what is known of origins: that of some thousand pods, where the heap is not too small. */
  static final long MAX_KEPT = Math.min(ENOUGH, Runtime.getRuntime().maxMemory() / HEAP_PART);

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
