package io.weir.ingest.wire;

import com.fasterxml.jackson.databind.JsonNode;
import io.weir.ingest.event.Fields;
import java.util.Map;

/** How much memory fields take, in characters. */
final class FieldChars {
  /** There are several copies of what is known of origins, and as many of those as partitions. */
  private static final int HEAP_PART = 128;

  private static final long ENOUGH_CHARS = 4 << 20;

  /** Of what one partition knows of origins: that of some thousand pods, if the heap allows it. */
  static final long MAX_KEPT = Math.min(ENOUGH_CHARS, Runtime.getRuntime().maxMemory() / HEAP_PART);

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
