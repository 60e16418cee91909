package io.weir.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.weir.ingest.event.EventJson;
import io.weir.ingest.event.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/** The newest events and dead letters, as many as a page shows. Not thread-safe. */
final class RecentEvents implements PipelineObserver.Listener {
  private static final int KEPT = 100;

  private final Deque<JsonNode> redacted = new ArrayDeque<>();
  private final Deque<JsonNode> others = new ArrayDeque<>();
  private final Deque<JsonNode> deadLetters = new ArrayDeque<>();

  @Override
  public void event(byte[] event) {
    try {
      ObjectNode document = (ObjectNode) Json.MAPPER.readTree(event);
      document.put("line", EventJson.read(event).line());
      boolean isRedacted = !document.at("/weir/redactions").isEmpty();
      add(isRedacted ? redacted : others, document);
    } catch (IOException e) {
      throw new UncheckedIOException("an event cannot be read", e);
    }
  }

  @Override
  public void deadLetter(JsonNode letter) {
    add(deadLetters, letter);
  }

  private static void add(Deque<JsonNode> newest, JsonNode item) {
    newest.addFirst(item);
    if (newest.size() > KEPT) {
      newest.removeLast();
    }
  }

  /** Events in which something was hidden, the newest first, each with its {@code line}. */
  List<JsonNode> redacted() {
    return List.copyOf(redacted);
  }

  /** All others, the newest first. */
  List<JsonNode> others() {
    return List.copyOf(others);
  }

  List<JsonNode> deadLetters() {
    return List.copyOf(deadLetters);
  }
}
