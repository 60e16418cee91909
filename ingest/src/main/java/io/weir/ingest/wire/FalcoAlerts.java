package io.weir.ingest.wire;

import com.fasterxml.jackson.databind.JsonNode;

/** Recognises Falco's alerts among other JSON. */
final class FalcoAlerts {
  private FalcoAlerts() {}

  /**
   * True if the keys that Falco always writes are there.
   *
   * @see <a href="https://falco.org/docs/outputs/formatting/">Falco's JSON output</a>
   */
  static boolean isAlert(JsonNode json) {
    return json.path("rule").isTextual()
        && json.path("priority").isTextual()
        && json.path("time").isTextual();
  }
}
