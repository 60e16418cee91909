package io.weir.sinks.alertmanager;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.weir.ingest.event.Event;
import io.weir.ingest.event.EventJson;
import io.weir.ingest.event.Field;
import io.weir.ingest.event.Fields;
import io.weir.ingest.event.Json;
import io.weir.servers.AlertmanagerServer;
import io.weir.servers.Binary;
import io.weir.sinks.Delivery;
import io.weir.sinks.SinkRecord;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AlertmanagerSinkTest {
  private static final Instant FIRST = Instant.parse("2026-11-23T01:20:03Z");

  @Test
  void revisionsOfAnIncidentAreOneAlert(@TempDir Path data)
      throws IOException, InterruptedException {
    assumeThat(Binary.ALERTMANAGER.find()).as(Binary.ALERTMANAGER.whyAbsent()).isPresent();
    try (AlertmanagerServer server = AlertmanagerServer.start(data);
        AlertmanagerSink sink = sink(server.uri())) {
      long now = System.currentTimeMillis();

      assertThat(sink.deliver(List.of(record(1, 2, now), record(2, 5, now))))
          .containsOnly(Delivery.Done.STORED);

      JsonNode alerts = alerts(server.uri());
      assertThat(alerts).hasSize(1);
      assertThat(alerts.at("/0/labels/incident").asText()).isEqualTo("inc-1");
      assertThat(alerts.at("/0/annotations/event_count").asText()).isEqualTo("5");
      assertThat(alerts.at("/0/startsAt").asText()).startsWith("2026-11-23T01:20:03");
    }
  }

  @Test
  void whatHoldsIsSentAgainToOneThatHasForgottenIt(@TempDir Path data)
      throws IOException, InterruptedException {
    assumeThat(Binary.ALERTMANAGER.find()).as(Binary.ALERTMANAGER.whyAbsent()).isPresent();
    try (AlertmanagerServer server = AlertmanagerServer.start(data);
        AlertmanagerSink sink = sink(server.uri())) {
      sink.deliver(List.of(record(1, 2, System.currentTimeMillis())));
      server.kill();
      server.restart();

      sink.tick();

      assertThat(alerts(server.uri())).hasSize(1);
    }
  }

  @Test
  void anIncidentOfLongAgoIsNotSent() {
    try (AlertmanagerSink sink = sink(URI.create("http://127.0.0.1:1"))) {
      assertThat(sink.deliver(List.of(record(1, 2, 0)))).containsOnly(Delivery.Done.NOT_ROUTED);
    }
  }

  @Test
  void aServerThatDoesNotAnswerIsTriedAgain() {
    try (AlertmanagerSink sink = sink(URI.create("http://127.0.0.1:1"))) {
      assertThat(sink.deliver(List.of(record(1, 2, System.currentTimeMillis()))))
          .containsOnly(Delivery.Retry.soon("unreachable"));
      assertThat(sink.unhealthy()).isEqualTo("unreachable");
    }
  }

  private static AlertmanagerSink sink(URI uri) {
    return new AlertmanagerSink(List.of(uri), Duration.ofHours(1), Clock.systemUTC());
  }

  private static SinkRecord record(int revision, int count, long appended) {
    Fields fields =
        new Fields()
            .put(Field.EVENT_ID, "inc-1:" + revision)
            .put(Field.WEIR_INCIDENT_ID, "inc-1")
            .put(Field.WEIR_INCIDENT_ENTITY, "pod:shop/checkout-1")
            .put(Field.WEIR_INCIDENT_COUNT, count)
            .put(Field.WEIR_INCIDENT_FIRST_SEEN, FIRST)
            .put(Field.WEIR_INCIDENT_EVIDENCE, List.of("e1", "e2"));
    return new SinkRecord(
        new ConsumerRecord<>(
            "incidents",
            0,
            revision,
            appended,
            TimestampType.LOG_APPEND_TIME,
            0,
            0,
            null,
            EventJson.write(new Event(FIRST, "a shell", fields)),
            new RecordHeaders(),
            Optional.empty()));
  }

  private static JsonNode alerts(URI server) throws IOException, InterruptedException {
    HttpRequest request = HttpRequest.newBuilder(server.resolve("/api/v2/alerts")).build();
    return Json.MAPPER.readTree(
        HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString()).body());
  }
}
