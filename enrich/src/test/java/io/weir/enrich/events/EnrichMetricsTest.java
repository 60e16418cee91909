package io.weir.enrich.events;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.weir.ingest.event.Event;
import io.weir.ingest.event.Field;
import io.weir.ingest.event.Fields;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EnrichMetricsTest {
  private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
  private final EnrichMetrics metrics = new EnrichMetrics(registry);
  private final EnrichMetrics.TopicCounters logs = metrics.forTopic("logs.raw");

  @Test
  void bytesAreCountedByNamespaceWhateverPartitionTheyComeFrom() {
    logs.rawBytes(event("shop"), 100);
    metrics.forTopic("logs.raw").rawBytes(event("shop"), 20);
    logs.rawBytes(event(null), 7);

    assertThat(rawBytes("shop")).isEqualTo(120);
    assertThat(rawBytes("-")).isEqualTo(7);
  }

  @Test
  void namespacesAreBoundedInTheWholeProcess() {
    for (int i = 0; i < 1_000; i++) {
      metrics.forTopic("logs.raw").rawBytes(event("ns-" + i), 3);
    }

    assertThat(registry.find("weir.enrich.raw.bytes").counters()).hasSize(101);
    assertThat(rawBytes("*")).isEqualTo(3 * 900);
  }

  @Test
  void redactionsAreCountedByClassByPolicyAndByNamespace() {
    logs.redacted(event("shop"), "email", 2);
    logs.redacted(event("shop"), "card", 1);
    logs.redacted(event("bank"), "email", 1);

    assertThat(
            registry
                .get("weir.redactions")
                .tags("class", "email", "policy", "standard")
                .counter()
                .count())
        .isEqualTo(3);
    assertThat(
            registry
                .get("weir.enrich.redacted")
                .tags("class", "email", "namespace", "shop")
                .counter()
                .count())
        .isEqualTo(2);
  }

  @Test
  void classesOfANamespaceAreBounded() {
    for (int i = 0; i < 100; i++) {
      logs.redacted(event("shop"), "class-" + i, 1);
    }

    assertThat(registry.find("weir.enrich.redacted").counters()).hasSize(21);
    assertThat(registry.find("weir.redactions").counters()).hasSize(100);
  }

  @Test
  void aLineWithAStatusIsARequestToItsService() {
    logs.request(request("shop", "cart", 200, 150_000_000L));
    logs.request(request("shop", "cart", 404, null));
    logs.request(request("shop", "cart", 503, 1_000_000_000L));

    assertThat(requests("cart", "2xx")).isOne();
    assertThat(requests("cart", "4xx")).isOne();
    assertThat(requests("cart", "5xx")).isOne();
    assertThat(
            registry
                .get("weir.app.request.duration")
                .tags("namespace", "shop", "service", "cart")
                .timer()
                .totalTime(TimeUnit.MILLISECONDS))
        .isEqualTo(1_150);
  }

  /** What an application writes must not spoil another's objectives. */
  @Test
  void aRequestCountsForTheApplicationThatTheAgentNames() {
    Event event = request("shop", "payment", 500, null);
    event.fields().put(Field.WEIR_SOURCE_APP, "cart");

    logs.request(event);

    assertThat(requests("cart", "5xx")).isOne();
  }

  @ParameterizedTest
  @ValueSource(longs = {0, 99, 600, -1, Long.MAX_VALUE})
  void aNumberThatIsNoStatusIsNoRequest(long status) {
    logs.request(request("shop", "cart", status, null));

    assertThat(registry.find("weir.app.requests").counters()).isEmpty();
  }

  @Test
  void whatIsNotOfAPodIsNoRequestToAnApplication() {
    logs.request(request(null, "kube-apiserver", 200, null));
    logs.request(event("shop"));

    assertThat(registry.find("weir.app.requests").counters()).isEmpty();
  }

  /** A client's library logs the status of what it has called, and most say no method. */
  @Test
  void aStatusWithoutAMethodIsNoRequest() {
    Event event = request("shop", "cart", 500, 1L);
    event.fields().remove(Field.HTTP_REQUEST_METHOD);

    logs.request(event);

    assertThat(registry.find("weir.app.requests").counters()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "kube-probe/1.36, 0",
    "Prometheus/2.42.0, 0",
    "curl/8.5.0, 1",
    "my-kube-probe/1.0, 1",
  })
  void probesAreNoRequests(String agent, int counted) {
    Event event = request("shop", "cart", 200, 1L);
    event.fields().put(Field.USER_AGENT_ORIGINAL, agent);

    logs.request(event);

    assertThat(registry.find("weir.app.requests").counters()).hasSize(counted);
  }

  @Test
  void servicesAreBounded() {
    for (int i = 0; i < 1_000; i++) {
      logs.request(request("shop-" + i % 20, "service-" + i, 200, 1L));
    }
    logs.request(request("shop", "s".repeat(64), 200, 1L));

    assertThat(registry.find("weir.app.requests").counters()).hasSize(201);
    assertThat(registry.find("weir.app.request.duration").timers()).hasSize(201);
    assertThat(requests("*", "2xx")).isEqualTo(801);
  }

  @Test
  void oneNamespaceLeavesServicesToOthers() {
    for (int i = 0; i < 1_000; i++) {
      logs.request(request("previews", "service-" + i, 200, 1L));
    }
    logs.request(request("shop", "cart", 200, 1L));

    assertThat(registry.find("weir.app.requests").counters()).hasSize(52);
    assertThat(requests("cart", "2xx")).isOne();
    assertThat(requests("*", "2xx")).isEqualTo(950);
  }

  @Test
  void allThatIsPublishedIsInTheFamilies() {
    logs.received(1);
    logs.expired(1);
    logs.represented(1);
    logs.cut("process_full");
    logs.clockFault("time_clamped");
    logs.dropped("noise", 1);
    logs.deadLettered("not_json", 1);
    logs.redacted(event("shop"), "email", 1);
    logs.rawBytes(event("shop"), 1);
    logs.request(request("shop", "cart", 200, 1L));
    metrics.held(EventLimits.of(Oversize.CUT).held());

    assertThat(ids())
        .extracting(Meter.Id::getName)
        .containsExactlyInAnyOrderElementsOf(
            EnrichMetrics.families().stream().map(family -> family.name()).toList());
    assertThat(ids()).allSatisfy(id -> assertThat(id.getDescription()).isNotEmpty());
  }

  /** This registry shows the buckets of histograms as meters of their own. */
  private List<Meter.Id> ids() {
    return registry.getMeters().stream()
        .map(Meter::getId)
        .filter(id -> !id.getName().endsWith(".histogram"))
        .toList();
  }

  private double rawBytes(String namespace) {
    return registry.get("weir.enrich.raw.bytes").tag("namespace", namespace).counter().count();
  }

  private double requests(String service, String code) {
    return registry
        .get("weir.app.requests")
        .tags("service", service, "code", code)
        .counter()
        .count();
  }

  private static Event request(String namespace, String service, long status, Long nanos) {
    Event event = event(namespace);
    event
        .fields()
        .put(Field.SERVICE_NAME, service)
        .put(Field.HTTP_REQUEST_METHOD, "GET")
        .put(Field.HTTP_RESPONSE_STATUS_CODE, status)
        .copy(Field.EVENT_DURATION, nanos);
    return event;
  }

  private static Event event(String namespace) {
    Fields fields =
        new Fields()
            .put(Field.KUBERNETES_NAMESPACE, namespace)
            .put(Field.WEIR_POLICY_VERSION, "standard");
    return new Event(Instant.EPOCH, "", fields);
  }
}
