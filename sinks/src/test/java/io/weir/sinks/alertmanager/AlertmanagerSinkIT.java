package io.weir.sinks.alertmanager;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.weir.ingest.event.Event;
import io.weir.ingest.event.Field;
import io.weir.ingest.event.Json;
import io.weir.servers.AlertmanagerServer;
import io.weir.servers.Binary;
import io.weir.sinks.Delivery;
import io.weir.sinks.Sink;
import io.weir.sinks.SinkContract;
import io.weir.sinks.SinkRecord;
import io.weir.sinks.http.StoreAddress;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The contract against a real Alertmanager, where there is one: an incident is an alert. */
class AlertmanagerSinkIT extends SinkContract<AlertmanagerSink.Active> {
  /** The contract's records were appended in 1970. */
  private static final Duration HOLD = Duration.ofDays(100 * 365);

  private final HttpClient client = HttpClient.newHttpClient();
  private AlertmanagerServer server;

  @BeforeAll
  void start(@TempDir Path data) {
    assumeThat(Binary.ALERTMANAGER.find()).as(Binary.ALERTMANAGER.whyAbsent()).isPresent();
    server = AlertmanagerServer.start(data);
  }

  @AfterAll
  void close() {
    if (server != null) {
      server.close();
    }
  }

  @Override
  protected Sink<AlertmanagerSink.Active> open() {
    return new AlertmanagerSink(
        List.of(StoreAddress.open(server.uri())),
        new AlertHold(HOLD, HOLD),
        null,
        Clock.systemUTC());
  }

  @Override
  protected Event event(int second, String namespace, String message) {
    Event event = super.event(second, namespace, message);
    event.fields().put(Field.WEIR_INCIDENT_ID, event.id()).put(Field.WEIR_INCIDENT_COUNT, 2);
    return event;
  }

  /** It begins after it ends. */
  @Override
  protected SinkRecord refused(int number) {
    Event event = event(number, "shop", "from the future");
    event.fields().put(Field.WEIR_INCIDENT_FIRST_SEEN, start.plus(40_000, ChronoUnit.DAYS));
    return record(event);
  }

  @Override
  protected List<String> storedIds() {
    List<String> ids = new ArrayList<>();
    alerts().forEach(alert -> ids.add(alert.at("/labels/incident").asText()));
    return ids;
  }

  @Override
  protected void stop() {
    server.kill();
  }

  @Override
  protected void restart() {
    server.restart();
  }

  @Test
  void revisionsOfAnIncidentAreOneAlertThatSaysTheNewest() {
    Event first = event(0, "shop", "a shell");
    Event second = event(0, "shop", "a shell and more");
    second.fields().put(Field.WEIR_INCIDENT_COUNT, 5).put(Field.WEIR_INCIDENT_FIRST_SEEN, start);

    assertThat(deliver(List.of(record(first), record(second)))).containsOnly(Delivery.Done.STORED);

    assertThat(seen()).hasSize(1);
    assertThat(alert(first.id()).at("/annotations/event_count").asText()).isEqualTo("5");
    assertThat(alert(first.id()).at("/startsAt").asText())
        .startsWith(start.truncatedTo(ChronoUnit.SECONDS).toString().substring(0, 19));
  }

  @Test
  void whatHoldsIsSentAgainToOneThatHasForgottenIt() {
    List<SinkRecord> batch = records(3);
    deliver(batch);
    server.kill();
    server.restart();

    sink.tick();

    assertThat(seen()).containsExactlyInAnyOrderElementsOf(ids(batch));
  }

  private JsonNode alert(String incident) {
    for (JsonNode alert : alerts()) {
      if (alert.at("/labels/incident").asText().equals(incident)) {
        return alert;
      }
    }
    throw new AssertionError("no alert of " + incident);
  }

  private JsonNode alerts() {
    URI alerts = server.uri().resolve("/api/v2/alerts");
    try {
      HttpRequest request = HttpRequest.newBuilder(alerts).build();
      return Json.MAPPER.readTree(
          client.send(request, HttpResponse.BodyHandlers.ofString()).body());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }
}
