package io.weir.ingest.wire;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;

/**
 * An alert as Falco writes it.
 *
 * @param rule the name of Falco's rule
 * @param priority Falco's word for the level, such as {@code Notice}
 * @param time when it happened, or null if the alert does not say
 * @param output the sentence for people; empty if there is none
 * @param hostname the node, or null
 * @param source what Falco watches, such as {@code syscall}, or null
 * @param outputFields the values in the sentence, by Falco's names; null if there are none
 * @see <a href="https://falco.org/docs/outputs/formatting/">Falco's JSON output</a>
 */
public record FalcoJson(
    String rule,
    String priority,
    Instant time,
    String output,
    String hostname,
    String source,
    List<String> tags,
    ObjectNode outputFields) {

  /** Whether an object has the keys that Falco always writes. */
  static boolean isAlert(JsonNode json) {
    return json.path("rule").isTextual()
        && json.path("priority").isTextual()
        && json.path("time").isTextual();
  }

  /** Reads an object that is an alert. */
  public static FalcoJson of(ObjectNode json) {
    List<String> tags = new ArrayList<>();
    json.path("tags").forEach(tag -> tags.add(tag.asText()));
    return new FalcoJson(
        json.path("rule").asText(),
        json.path("priority").asText(),
        time(json.path("time").asText()),
        json.path("output").asText(json.path("message").asText("")),
        json.path("hostname").asText(null),
        json.path("source").asText(null),
        List.copyOf(tags),
        json.get("output_fields") instanceof ObjectNode fields ? fields : null);
  }

  private static Instant time(String text) {
    try {
      return OffsetDateTime.parse(text).toInstant();
    } catch (DateTimeException e) {
      return null;
    }
  }
}
