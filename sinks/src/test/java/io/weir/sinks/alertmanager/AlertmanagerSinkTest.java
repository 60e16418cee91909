package io.weir.sinks.alertmanager;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.weir.ingest.event.Event;
import io.weir.ingest.event.EventJson;
import io.weir.ingest.event.Field;
import io.weir.ingest.event.Fields;
import io.weir.sinks.Deliveries;
import io.weir.sinks.Delivery;
import io.weir.sinks.Logged;
import io.weir.sinks.Prepared;
import io.weir.sinks.SinkRecord;
import io.weir.sinks.http.StoreAddress;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Two replicas that can be in any state. */
class AlertmanagerSinkTest {
  private static final Instant FIRST = Instant.parse("2026-11-23T01:20:03Z");
  private static final URI NOBODY = URI.create("http://127.0.0.1:1");

  private final MeterRegistry registry = new SimpleMeterRegistry();
  private final FakeReplica one = new FakeReplica();
  private final FakeReplica other = new FakeReplica();
  private long now = FIRST.toEpochMilli();

  @AfterEach
  void close() {
    one.close();
    other.close();
  }

  @Test
  void anIncidentOfLongAgoIsNotSent() {
    try (AlertmanagerSink sink = sink(NOBODY)) {
      assertThat(deliver(sink, List.of(record(1, 0)))).containsOnly(Delivery.Done.NOT_ROUTED);
    }
  }

  @Test
  void aServerThatDoesNotAnswerIsTriedAgain() {
    try (AlertmanagerSink sink = sink(NOBODY)) {
      assertThat(deliver(sink, List.of(record(1, now))))
          .containsOnly(Delivery.Retry.soon("unreachable"));
      assertThat(sink.probe()).isEqualTo("unreachable");
    }
  }

  @Test
  void aBatchIsOneRequestToEachReplica() {
    try (AlertmanagerSink sink = sink(one.uri(), other.uri())) {
      assertThat(deliver(sink, records(20))).hasSize(20).containsOnly(Delivery.Done.STORED);
    }

    assertThat(one.requests()).hasSize(1).allSatisfy(alerts -> assertThat(alerts).hasSize(20));
    assertThat(other.requests()).isEqualTo(one.requests());
  }

  /** One dead replica once held all new alerts back. */
  @Test
  void aReplicaThatIsOutDoesNotHoldAlertsBack() {
    try (AlertmanagerSink sink = sink(NOBODY, one.uri(), URI.create("http://127.0.0.1:2"))) {
      assertThat(deliver(sink, records(2))).containsOnly(Delivery.Done.STORED);
      assertThat(sink.probe()).isNull();
    }
  }

  @Test
  void aReplicaThatWasOutHasTheAlertsWithTheNextRound() {
    other.answer(503);
    try (AlertmanagerSink sink = sink(one.uri(), other.uri())) {
      deliver(sink, records(2));
      other.answer(200);

      sink.tick();
    }

    assertThat(other.requests()).hasSize(2);
    assertThat(other.requests().get(1)).hasSize(2);
  }

  /** It was once seen nowhere. */
  @ParameterizedTest
  @CsvSource({"503, status_503", "404, status_404", "401, status_401"})
  void aReplicaThatIsOutIsCountedAndLoggedOnceAndWhenItIsBack(int status, String reason) {
    try (AlertmanagerSink sink = sink(one.uri(), other.uri());
        Logged logged = Logged.of(AlertmanagerReplicas.class)) {
      sink.bindTo(registry);
      other.answer(status);
      deliver(sink, records(1));
      deliver(sink, records(2));

      assertThat(replicasOut()).isEqualTo(1);
      other.answer(200);
      deliver(sink, records(3));
      deliver(sink, records(4));

      assertThat(replicasOut()).isZero();
      String name = other.uri().getAuthority() + "/api/v2/alerts";
      assertThat(logged.lines())
          .containsExactly(
              "WARN The Alertmanager " + name + " is out: " + reason,
              "WARN The Alertmanager " + name + " is there again");
    }
  }

  @Test
  void aReplicaThatRefusesAnAlertIsThere() {
    one.refuse("inc-0");
    try (AlertmanagerSink sink = sink(one.uri(), NOBODY)) {
      sink.bindTo(registry);
      deliver(sink, records(1));

      assertThat(replicasOut()).isEqualTo(1);
    }
  }

  private double replicasOut() {
    return registry.get("weir.sink.replicas.out").gauge().value();
  }

  @Test
  void replicasThatSayNothingAreWaitedForSideBySide() {
    one.fallSilent();
    other.fallSilent();
    try (AlertmanagerSink sink = sink(one.uri(), other.uri())) {
      long before = System.nanoTime();

      assertThat(deliver(sink, records(3))).containsOnly(Delivery.Retry.soon("unreachable"));

      assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(Duration.ofSeconds(19));
    }
  }

  @Test
  void whatWasNotTakenIsNotSentAgainByItself() {
    one.answer(503);
    try (AlertmanagerSink sink = sink(one.uri())) {
      deliver(sink, records(2));
      sink.tick();
    }

    assertThat(one.requests()).hasSize(1);
  }

  @Test
  void alertsGoBelowThePrefixOfAGateway() {
    try (FakeReplica behind = new FakeReplica("/gw/am");
        AlertmanagerSink sink = sink(behind.uri())) {
      assertThat(deliver(sink, records(1))).containsOnly(Delivery.Done.STORED);
    }
  }

  @Test
  void aRequestThatIsTooLargeForTheProxyBeforeItIsDivided() {
    one.answer(413);
    try (AlertmanagerSink sink = sink(one.uri())) {
      assertThat(deliver(sink, records(2))).containsOnly(new Delivery.Rejected("too_large", null));
    }

    assertThat(one.requests()).hasSize(3);
  }

  /** Nothing was sent again from then on, and nobody was told. */
  @Test
  void aRoundThatIsTooLargeForTheProxyBeforeItIsDivided() {
    one.takeAtMost(2);
    try (AlertmanagerSink sink = sink(one.uri())) {
      deliver(sink, records(2));
      deliver(sink, List.of(record(2, now), record(3, now)));
      int before = one.requests().size();

      sink.tick();

      assertThat(one.requests().stream().skip(before).map(JsonNode::size)).containsExactly(4, 2, 2);
    }
  }

  @Test
  void anAlertThatIsRefusedInARoundDoesNotHoldTheOthersBackAndIsTold() {
    try (AlertmanagerSink sink = sink(one.uri());
        Logged logged = Logged.of(AlertmanagerSink.class)) {
      sink.bindTo(registry);
      deliver(sink, records(4));
      one.refuse("inc-1");
      tickAfterAMinute(sink);
      tickAfterAMinute(sink);

      assertThat(one.requests().stream().map(JsonNode::size))
          .containsExactly(4, 4, 2, 1, 1, 2, 4, 2, 1, 1, 2);
      assertThat(registry.get("weir.sink.alerts.refused").gauge().value()).isEqualTo(1);
      one.refuse(null);
      tickAfterAMinute(sink);

      assertThat(registry.get("weir.sink.alerts.refused").gauge().value()).isZero();
      assertThat(logged.lines())
          .containsExactly(
              "ERROR sink.alertmanager: 1 active alerts are being rejected: refused",
              "WARN sink.alertmanager: all active alerts are accepted again");
    }
  }

  @Test
  void labelsSayWhatAnAlertIsRoutedBy() {
    try (AlertmanagerSink sink = sink(one.uri())) {
      deliver(sink, List.of(record(incident("high", "open"), now)));
    }

    JsonNode alert = one.requests().get(0).get(0);
    assertThat(alert.get("labels").toString())
        .isEqualTo(
            "{\"alertname\":\"WeirIncident\",\"incident\":\"inc-1\",\"entity\":\"pod:shop/api-7f-x\","
                + "\"namespace\":\"shop\",\"workload\":\"api\",\"pod\":\"api-7f-x\","
                + "\"severity\":\"high\",\"rule_id\":\"rule-high\",\"tactic\":\"execution\"}");
    assertThat(alert.at("/annotations/timeline").textValue()).isEqualTo("first\nlast");
    assertThat(alert.get("generatorURL").textValue())
        .isEqualTo("https://kibana.example.org/app?q=inc-1&pod=api-7f-x");
  }

  /** Else both would be active, and two people would be woken for one incident. */
  @Test
  void anAlertEndsUnderItsLabelsWhenAGraverRuleChangesThem() {
    try (AlertmanagerSink sink = sink(one.uri())) {
      deliver(sink, List.of(record(incident("medium", "open"), now)));
      now += 1_000;
      deliver(sink, List.of(record(incident("critical", "open"), now)));
      tickAfterAMinute(sink);
    }

    JsonNode both = one.requests().get(1);
    assertThat(both.findValuesAsText("severity")).containsExactly("critical", "medium");
    assertThat(ends(both)).containsExactly(FIRST.plusSeconds(3_601), FIRST.plusSeconds(1));
    JsonNode again = one.requests().get(2);
    assertThat(again.findValuesAsText("severity")).containsExactly("critical", "medium");
    assertThat(ends(again)).as("for a replica that was out").isEqualTo(ends(both));
  }

  /** Not at once: nobody would get a message of what is closed as soon as it is found. */
  @Test
  void anAlertEndsAWhileAfterItsIncidentWasClosed() {
    try (AlertmanagerSink sink = sink(one.uri())) {
      deliver(sink, List.of(record(incident("high", "open"), now)));
      now += 1_000;
      deliver(sink, List.of(record(incident("high", "closed"), now)));
      tickAfterAMinute(sink);
      now += Duration.ofMinutes(15).toMillis();
      one.answer(503);
      sink.tick();
      one.answer(200);
      tickAfterAMinute(sink);
      tickAfterAMinute(sink);
    }

    assertThat(one.requests()).hasSize(5);
    assertThat(one.requests()).allSatisfy(request -> assertThat(request).hasSize(1));
    assertThat(ends(one.requests().get(2))).containsExactly(FIRST.plusSeconds(901));
    assertThat(one.requests().get(4))
        .as("sent again until it was taken")
        .isEqualTo(one.requests().get(2));
  }

  /** The topic is read from its beginning: that it was closed long ago must be known again. */
  @Test
  void afterARestartAnIncidentThatWasClosedIsOver() {
    now += Duration.ofMinutes(50).toMillis();
    try (AlertmanagerSink sink = sink(one.uri())) {
      deliver(sink, List.of(record(incident("high", "open"), FIRST.toEpochMilli())));
      long closed = FIRST.plus(Duration.ofMinutes(30)).toEpochMilli();
      deliver(sink, List.of(record(incident("high", "closed"), closed)));
      tickAfterAMinute(sink);
    }

    assertThat(one.requests()).hasSize(2);
    assertThat(ends(one.requests().get(1))).containsExactly(FIRST.plus(Duration.ofMinutes(50)));
  }

  @Test
  void anIncidentThatIsOverWhenAReplicaIsBackStillReachesSomebody() {
    one.answer(503);
    try (AlertmanagerSink sink = sink(one.uri())) {
      AlertmanagerSink.Active closed =
          ((Prepared.Ready<AlertmanagerSink.Active>)
                  sink.prepare(record(incident("high", "closed"), now)))
              .payload();
      assertThat(sink.deliver("alerts", List.of(closed)))
          .containsOnly(Delivery.Retry.soon("status_503"));
      now += Duration.ofMinutes(20).toMillis();
      one.answer(200);

      assertThat(sink.deliver("alerts", List.of(closed))).containsOnly(Delivery.Done.STORED);
    }

    assertThat(ends(one.requests().get(1))).containsExactly(FIRST.plus(Duration.ofMinutes(35)));
  }

  @Test
  void ofOneIncidentInABatchTheNewestRevisionIsSent() {
    try (AlertmanagerSink sink = sink(one.uri())) {
      List<SinkRecord> revisions =
          List.of(record(incident("low", "open"), now), record(incident("high", "open"), now));

      assertThat(deliver(sink, revisions)).hasSize(2).containsOnly(Delivery.Done.STORED);
    }

    assertThat(one.requests().get(0).findValuesAsText("severity")).containsExactly("high");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "https://k.example.org/{name}  | {name} is unknown; known are {id}",
        "kibana/{id}                   | must be a URL such as https://kibana.example.org",
        "ftp://k.example.org/{id}      | must be a URL such as https://kibana.example.org",
      })
  void aLinkThatIsNoneIsRefused(String template, String sentence) {
    assertThatThrownBy(() -> new IncidentLink(template))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith(sentence);
  }

  private static List<Instant> ends(JsonNode alerts) {
    return alerts.findValuesAsText("endsAt").stream().map(Instant::parse).toList();
  }

  private static Fields incident(String severity, String status) {
    return new Fields()
        .put(Field.EVENT_ID, "inc-1:1")
        .put(Field.KUBERNETES_NAMESPACE, "shop")
        .put(Field.KUBERNETES_POD_NAME, "api-7f-x")
        .put(Field.RULE_ID, "rule-" + severity)
        .put(Field.THREAT_TACTIC_NAME, List.of("execution", "impact"))
        .put(Field.WEIR_INCIDENT_ENTITY, "pod:shop/api-7f-x")
        .put(Field.WEIR_INCIDENT_FIRST_SEEN, FIRST)
        .put(Field.WEIR_INCIDENT_ID, "inc-1")
        .put(
            Field.WEIR_INCIDENT_RELATED,
            List.of("node:n1", "workload:shop/api", "workload:shop/ap"))
        .put(Field.WEIR_INCIDENT_SEVERITY, severity)
        .put(Field.WEIR_INCIDENT_STATUS, status)
        .put(Field.WEIR_INCIDENT_TIMELINE, List.of("first", "last"));
  }

  private void tickAfterAMinute(AlertmanagerSink sink) {
    now += Duration.ofMinutes(1).toMillis();
    sink.tick();
  }

  private static List<Delivery> deliver(AlertmanagerSink sink, List<SinkRecord> records) {
    return Deliveries.of(sink, records);
  }

  private AlertmanagerSink sink(URI... replicas) {
    return new AlertmanagerSink(
        Stream.of(replicas).map(StoreAddress::open).toList(),
        new AlertHold(Duration.ofHours(1), Duration.ofMinutes(15)),
        new IncidentLink("https://kibana.example.org/app?q={id}&pod={pod}"),
        () -> Instant.ofEpochMilli(now));
  }

  private List<SinkRecord> records(int count) {
    return IntStream.range(0, count).mapToObj(number -> record(number, now)).toList();
  }

  private static SinkRecord record(int number, long appended) {
    Fields fields =
        new Fields()
            .put(Field.EVENT_ID, "inc-" + number + ":1")
            .put(Field.WEIR_INCIDENT_ID, "inc-" + number)
            .put(Field.WEIR_INCIDENT_FIRST_SEEN, FIRST);
    return record(fields, appended);
  }

  private static SinkRecord record(Fields fields, long appended) {
    return new SinkRecord(
        new ConsumerRecord<>(
            "incidents",
            0,
            0,
            appended,
            TimestampType.LOG_APPEND_TIME,
            0,
            0,
            null,
            EventJson.write(new Event(FIRST, "a shell", fields)),
            new RecordHeaders(),
            Optional.empty()));
  }
}
