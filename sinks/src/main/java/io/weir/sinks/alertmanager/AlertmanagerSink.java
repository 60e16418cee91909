package io.weir.sinks.alertmanager;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.weir.ingest.event.Event;
import io.weir.ingest.event.EventJson;
import io.weir.ingest.event.Field;
import io.weir.sinks.Delivery;
import io.weir.sinks.Delivery.Done;
import io.weir.sinks.Delivery.Rejected;
import io.weir.sinks.Delivery.Retry;
import io.weir.sinks.Sink;
import io.weir.sinks.SinkRecord;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Sends incidents to every replica of an Alertmanager, and again as long as they hold: it keeps
 * alerts in memory only. What holds is known again after a restart, because the incidents' topic is
 * read from its beginning each time.
 */
public final class AlertmanagerSink implements Sink {
  private static final Duration TIMEOUT = Duration.ofSeconds(10);
  private static final Duration RESEND = Duration.ofMinutes(1);

  private final HttpClient client =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(Duration.ofSeconds(5))
          .build();

  private final List<URI> replicas;
  private final Duration hold;
  private final InstantSource clock;
  private final Map<String, Active> active = new LinkedHashMap<>();
  private long sent;
  private volatile String fault;

  /**
   * An alert that holds.
   *
   * @param until milliseconds since 1970
   */
  record Active(ObjectNode alert, long until) {}

  /**
   * A sink for one Alertmanager.
   *
   * @param replicas the base URL of each of its replicas; a load balancer will not do
   * @param hold how long after its newest revision an incident's alert holds
   */
  public AlertmanagerSink(List<URI> replicas, Duration hold, InstantSource clock) {
    this.replicas = replicas.stream().map(uri -> uri.resolve("/api/v2/alerts")).toList();
    this.hold = hold;
    this.clock = clock;
  }

  @Override
  public String stage() {
    return "sink.alertmanager";
  }

  @Override
  public List<Delivery> deliver(List<SinkRecord> batch) {
    List<Delivery> deliveries = new ArrayList<>(batch.size());
    for (SinkRecord record : batch) {
      deliveries.add(deliver(record));
    }
    return deliveries;
  }

  private Delivery deliver(SinkRecord record) {
    long until = record.appended() + hold.toMillis();
    if (record.value() == null || until <= clock.millis()) {
      return Done.NOT_ROUTED;
    }
    Event incident;
    try {
      incident = EventJson.read(record.value());
    } catch (IOException e) {
      return new Rejected("unreadable", null);
    }
    Active alert = new Active(AlertmanagerEncoder.alert(incident), until);
    Delivery delivery = send(List.of(alert));
    if (delivery == Done.STORED) {
      active.put(incident.fields().text(Field.WEIR_INCIDENT_ID), alert);
    }
    return delivery;
  }

  @Override
  public void tick() {
    long now = clock.millis();
    if (now - sent < RESEND.toMillis()) {
      return;
    }
    sent = now;
    active.values().removeIf(alert -> alert.until() <= now);
    if (!active.isEmpty()) {
      send(active.values());
    }
  }

  /** Stored when every replica has it. */
  private Delivery send(Collection<Active> alerts) {
    byte[] body = AlertmanagerEncoder.request(alerts);
    Delivery worst = Done.STORED;
    for (URI replica : replicas) {
      Delivery delivery = post(replica, body);
      worst = delivery instanceof Done ? worst : delivery;
    }
    fault = worst instanceof Retry retry ? retry.reason() : null;
    return worst;
  }

  private Delivery post(URI replica, byte[] body) {
    HttpRequest request =
        HttpRequest.newBuilder(replica)
            .timeout(TIMEOUT)
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofByteArray(body))
            .build();
    try {
      return AlertmanagerResponse.of(
          client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode());
    } catch (IOException e) {
      return Retry.soon("unreachable");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Retry.soon("interrupted");
    }
  }

  @Override
  public String unhealthy() {
    return fault;
  }

  @Override
  public void close() {
    // The JDK's client ends with its last reference.
  }
}
