package io.weir.enrich.incidents;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.enrich.correlate.Evidence;
import io.weir.enrich.correlate.Incident;
import io.weir.enrich.incidents.RecordedEvents.Keyed;
import io.weir.enrich.sigma.Level;
import io.weir.enrich.sigma.RuleSet;
import io.weir.ingest.event.Event;
import io.weir.ingest.event.Field;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What the shipped rules find in an hour in which one attack happens among a hundred alerts. */
class RecordedStoryTest {
  private static final String SHOP = "pod:shop/checkout-api-6c9d7b8f5d-mz4tk";
  private static final String DATABASE = "pod:data/postgres-0";
  private static final String SCANNER = "address:203.0.113.77";

  private static List<Keyed> events;
  private static Map<String, Incident> incidents;

  @BeforeAll
  static void find() throws IOException {
    events = RecordedEvents.all();
    incidents = new LinkedHashMap<>();
    BatchIncidents stage =
        new BatchIncidents(
            RuleSet.shipped(), incident -> incidents.put(incident.entity(), incident));
    events.forEach(event -> stage.add(event.event()));
    stage.finish();
  }

  @Test
  void threeIncidentsAreFoundAndNoneInTheNoise() {
    assertThat(incidents.keySet()).containsExactlyInAnyOrder(SCANNER, SHOP, DATABASE);
    assertThat(incidents.values()).allMatch(Incident::closed);
  }

  @Test
  void theScanHasAllItsRequests() {
    assertThat(incidents.get(SCANNER).level()).isEqualTo(Level.MEDIUM);
    assertThat(evidence(SCANNER))
        .hasSize(24)
        .allMatch(event -> "203.0.113.77".equals(event.fields().text(Field.SOURCE_IP)));
  }

  @Test
  void theTakeoverOfThePodHasAllItsSteps() {
    Incident incident = incidents.get(SHOP);
    assertThat(incident.level()).isEqualTo(Level.CRITICAL);
    assertThat(incident.related()).contains(SCANNER, "workload:shop/checkout-api");
    assertThat(evidence(SHOP))
        .extracting(event -> event.fields().has(Field.RULE_NAME))
        .containsExactly(false, true, true, true, true, true, true, true);
    assertThat(evidence(SHOP))
        .extracting(event -> event.fields().text(Field.RULE_NAME))
        .contains(
            "Terminal shell in container",
            "Redirect STDOUT/STDIN to Network Connection in Container",
            "Read sensitive file untrusted",
            "Contact K8S API Server From Container",
            "Drop and execute new binary in container",
            "Detect outbound connections to common miner pool ports");
  }

  @Test
  void theTheftFromTheDatabaseHasAllItsSteps() {
    assertThat(incidents.get(DATABASE).level()).isEqualTo(Level.CRITICAL);
    assertThat(evidence(DATABASE)).hasSize(18);
    assertThat(evidence(DATABASE).stream().filter(event -> said(event, "authentication failed")))
        .hasSize(14);
    assertThat(evidence(DATABASE).stream().filter(event -> said(event, "TO PROGRAM"))).hasSize(1);
    assertThat(evidence(DATABASE).stream().filter(event -> said(event, "ALTER USER"))).hasSize(1);
  }

  private static boolean said(Event event, String words) {
    return event.message().contains(words);
  }

  private static List<Event> evidence(String entity) {
    Map<String, Event> byId = new LinkedHashMap<>();
    events.forEach(event -> byId.put(event.event().id(), event.event()));
    return incidents.get(entity).evidence().stream().map(Evidence::event).map(byId::get).toList();
  }
}
