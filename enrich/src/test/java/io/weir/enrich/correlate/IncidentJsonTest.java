package io.weir.enrich.correlate;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class IncidentJsonTest {
  /**
   * Names of components may change in the code; open incidents of an older release must be read.
   */
  @Test
  void whatAnOlderReleaseHasStoredIsRead() {
    String stored =
        """
        {"id":"i","revision":3,"entity":"pod:shop/api","related":[],"rules":[{"id":"r","title":"R",\
        "level":"HIGH","runbook":null}],"tactics":[],"techniques":[],"evidence":[],"count":7,\
        "first":"2026-11-23T01:00:00Z","last":"2026-11-23T01:02:00Z","closed":false}""";

    Incident incident = StateJson.read(stored.getBytes(StandardCharsets.UTF_8), Incident.class);

    assertThat(incident.firstSeen()).isEqualTo("2026-11-23T01:00:00Z");
    assertThat(incident.lastSeen()).isEqualTo("2026-11-23T01:02:00Z");
    assertThat(incident.rules().get(0).id()).isEqualTo("r");
    assertThat(new String(StateJson.write(incident), StandardCharsets.UTF_8))
        .contains("\"first\":\"2026-11-23T01:00:00Z\"", "\"last\":\"2026-11-23T01:02:00Z\"");
  }
}
