package io.weir.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import com.fasterxml.jackson.databind.JsonNode;
import io.weir.ingest.event.Json;
import io.weir.servers.Server;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Incidents and alerts while the processes that make and send them are killed. On servers of its
 * own: correlation goes by the clock once all is read, so that only the first play is in time.
 */
class IncidentsIT {
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  private DemoCluster cluster;
  private Producer<byte[], byte[]> producer;
  private Consumer<byte[], byte[]> consumer;
  private Admin admin;
  private PipelineObserver observer;

  @BeforeEach
  void start(@TempDir Path data) throws InterruptedException {
    cluster = DemoCluster.start(data, DemoCluster.Ports.ANY, step -> {});
    cluster.setUp();
    cluster.startRoles();
    producer = new KafkaProducer<>(Clients.producer(cluster.kafka()));
    consumer = Clients.watcher(cluster.kafka());
    admin = Admin.create(Clients.admin(cluster.kafka()));
    observer = new PipelineObserver(admin, consumer);
  }

  @AfterEach
  void stop() {
    for (AutoCloseable open : new AutoCloseable[] {producer, consumer, admin, cluster}) {
      if (open != null) {
        assertThatCode(open::close).doesNotThrowAnyException();
      }
    }
  }

  @Test
  void killingTheirProcessesLosesAndDoublesNothing() throws Exception {
    Recording recording = Recording.load(Path.of("../.."));
    CompletableFuture<Void> playing =
        CompletableFuture.runAsync(() -> recording.play(producer, new TimeShift(Duration.ZERO)));
    killAndRestart(cluster.roles().get("enrich-incidents"));
    playing.join();
    killAndRestart(cluster.roles().get("enrich-incidents"));
    if (cluster.alertmanager().isPresent()) {
      killAndRestart(cluster.roles().get("sink-alertmanager"));
    }

    assertThat(new LedgerCheck(observer, cluster.eventSinks()).await(PATIENCE, () -> {})).isEmpty();
    observer.awaitIncidents(3, PATIENCE);
    observer.awaitQuiet(Duration.ofSeconds(15), PATIENCE);

    assertThat(evidence())
        .containsExactlyInAnyOrderEntriesOf(
            Map.of(
                "address:203.0.113.77",
                24,
                "pod:shop/checkout-api-6c9d7b8f5d-mz4tk",
                8,
                "pod:data/postgres-0",
                18));
    if (cluster.alertmanager().isPresent()) {
      assertThat(alertsByEntity(cluster.alertmanager().get().uri()))
          .containsOnlyKeys(evidence().keySet())
          .allSatisfy((entity, alerts) -> assertThat(alerts).isEqualTo(1));
    }
  }

  private static void killAndRestart(Server server) {
    server.kill();
    server.restart();
  }

  /** How many events each incident rests on. */
  private Map<String, Integer> evidence() {
    Map<String, Integer> evidence = new HashMap<>();
    observer
        .incidents()
        .values()
        .forEach(
            incident ->
                evidence.merge(
                    incident.at("/weir/incident/entity").asText(),
                    incident.at("/weir/incident/evidence").size(),
                    Integer::sum));
    return evidence;
  }

  private static Map<String, Integer> alertsByEntity(URI alertmanager)
      throws IOException, InterruptedException {
    HttpRequest request = HttpRequest.newBuilder(alertmanager.resolve("/api/v2/alerts")).build();
    HttpResponse<byte[]> response =
        HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofByteArray());
    assertThat(response.statusCode()).isEqualTo(200);
    Map<String, Integer> alerts = new HashMap<>();
    for (JsonNode alert : Json.MAPPER.readTree(response.body())) {
      alerts.merge(alert.at("/labels/entity").asText(), 1, Integer::sum);
    }
    return alerts;
  }
}
