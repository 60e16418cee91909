package io.weir.demo;

import static io.weir.demo.RunningPipeline.PATIENCE;
import static io.weir.demo.RunningPipeline.killAndRestart;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.weir.ingest.event.Json;
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
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Incidents and alerts while the processes that make and send them are killed. On servers of its
 * own: correlation goes by the clock once all is read, so that only the first play is in time.
 */
class IncidentsIT {
  private RunningPipeline pipeline;

  @BeforeEach
  void start(@TempDir Path data) throws InterruptedException {
    pipeline = RunningPipeline.start(data);
  }

  @AfterEach
  void stop() {
    if (pipeline != null) {
      pipeline.close();
    }
  }

  @Test
  void killingTheirProcessesLosesAndDoublesNothing() throws Exception {
    Recording recording = Recording.load(Path.of("../.."));
    CompletableFuture<Void> playing =
        CompletableFuture.runAsync(
            () -> recording.play(pipeline.producer, new TimeShift(Duration.ZERO)));
    killAndRestart(pipeline.cluster.roles().get("enrich-incidents"));
    playing.join();
    killAndRestart(pipeline.cluster.roles().get("enrich-incidents"));
    if (pipeline.cluster.alertmanager().isPresent()) {
      killAndRestart(pipeline.cluster.roles().get("sink-alertmanager"));
    }

    assertThat(
            new LedgerCheck(pipeline.observer, pipeline.cluster.eventSinks())
                .await(PATIENCE, () -> {}))
        .isEmpty();
    pipeline.awaitIncidents(3);

    assertThat(evidence())
        .containsExactlyInAnyOrderEntriesOf(
            Map.of(
                "address:203.0.113.77",
                24,
                "pod:shop/checkout-api-6c9d7b8f5d-mz4tk",
                8,
                "pod:data/postgres-0",
                18));
    if (pipeline.cluster.alertmanager().isPresent()) {
      assertThat(alertsByEntity(pipeline.cluster.alertmanager().get().uri()))
          .containsOnlyKeys(evidence().keySet())
          .allSatisfy((entity, alerts) -> assertThat(alerts).isEqualTo(1));
    }
  }

  /** How many events each incident rests on. */
  private Map<String, Integer> evidence() {
    Map<String, Integer> evidence = new HashMap<>();
    pipeline
        .observer
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
