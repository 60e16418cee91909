package io.weir.sinks.alertmanager;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.weir.ingest.event.Event;
import io.weir.ingest.event.EventJson;
import io.weir.ingest.event.Field;
import io.weir.sinks.BatchLimit;
import io.weir.sinks.Delivery;
import io.weir.sinks.Delivery.Done;
import io.weir.sinks.Delivery.Rejected;
import io.weir.sinks.Delivery.Retry;
import io.weir.sinks.Sink;
import io.weir.sinks.SinkRecord;
import io.weir.sinks.StoreUrl;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends incidents to every replica of an Alertmanager, and again as long as they hold: it keeps
 * alerts in memory only. An incident is delivered when one replica has it: the replicas tell each
 * other of notifications, and what is sent again mends those that were out. What holds is known
 * again after a restart, because the incidents' topic is read from its beginning each time.
 */
public final class AlertmanagerSink implements Sink {
  private static final Logger LOG = LoggerFactory.getLogger(AlertmanagerSink.class);
  private static final Duration RESEND = Duration.ofMinutes(1);

  private final AlertmanagerReplicas replicas;
  private final Duration hold;
  private final InstantSource clock;
  private final Map<String, Active> active = new LinkedHashMap<>();
  private long resent;
  private final AtomicInteger refused = new AtomicInteger();
  private volatile String fault;

  /**
   * An alert that holds.
   *
   * @param until milliseconds since 1970
   */
  record Active(String incident, ObjectNode alert, long until) {}

  /**
   * A sink for one Alertmanager.
   *
   * @param replicas the base URL of each of its replicas; a load balancer will not do
   * @param hold how long after its newest revision an incident's alert holds
   */
  public AlertmanagerSink(List<URI> replicas, Duration hold, InstantSource clock) {
    this.replicas =
        new AlertmanagerReplicas(
            replicas.stream().map(uri -> StoreUrl.below(uri, "/api/v2/alerts")).toList());
    this.hold = hold;
    this.clock = clock;
  }

  @Override
  public String stage() {
    return "sink.alertmanager";
  }

  /**
   * {@code weir.sink.replicas.out}: how many took nothing when they were asked last; {@code
   * weir.sink.alerts.refused}: how many alerts that hold were refused in the last round.
   */
  @Override
  public void measure(MeterRegistry registry) {
    registry.gauge("weir.sink.replicas.out", Tags.of("sink", stage()), replicas.out(), Set::size);
    registry.gauge("weir.sink.alerts.refused", Tags.of("sink", stage()), refused);
  }

  @Override
  public List<Delivery> deliver(List<SinkRecord> batch) {
    Delivery[] deliveries = new Delivery[batch.size()];
    List<Integer> sent = new ArrayList<>();
    List<Active> alerts = new ArrayList<>();
    for (int i = 0; i < batch.size(); i++) {
      SinkRecord record = batch.get(i);
      long until = record.appended() + hold.toMillis();
      if (record.value() == null || until <= clock.millis()) {
        deliveries[i] = Done.NOT_ROUTED;
        continue;
      }
      try {
        alerts.add(alert(EventJson.read(record.value()), until));
        sent.add(i);
      } catch (IOException e) {
        deliveries[i] = new Rejected("unreadable", null);
      }
    }
    List<Delivery> answers = send(alerts, new BatchLimit(clock));
    for (int i = 0; i < alerts.size(); i++) {
      deliveries[sent.get(i)] = answers.get(i);
      if (answers.get(i) instanceof Done) {
        active.put(alerts.get(i).incident(), alerts.get(i));
      }
    }
    return Arrays.asList(deliveries);
  }

  private static Active alert(Event incident, long until) {
    String id = incident.fields().text(Field.WEIR_INCIDENT_ID);
    return new Active(id, AlertmanagerEncoder.alert(incident), until);
  }

  @Override
  public void tick() {
    long now = clock.millis();
    if (now - resent < RESEND.toMillis()) {
      return;
    }
    resent = now;
    active.values().removeIf(alert -> alert.until() <= now);
    noteRefused(send(List.copyOf(active.values()), new BatchLimit(clock)));
  }

  /** They were taken before: somebody has set a limit, and may lift it, so they are sent on. */
  private void noteRefused(List<Delivery> answers) {
    if (answers.stream().anyMatch(Retry.class::isInstance)) {
      // The fault says it, and those that were not sent might be refused.
      return;
    }
    List<Rejected> now =
        answers.stream().filter(Rejected.class::isInstance).map(Rejected.class::cast).toList();
    if (!now.isEmpty() && refused.get() == 0) {
      String reason = now.get(0).reason();
      LOG.error("{}: of the alerts that hold {} are refused now: {}", stage(), now.size(), reason);
    } else if (now.isEmpty() && !answers.isEmpty() && refused.get() > 0) {
      LOG.warn("{}: all alerts that hold are taken again", stage());
    }
    refused.set(now.size());
  }

  /** Sends alerts in one request; if some are refused, each half by itself. */
  private List<Delivery> send(List<Active> alerts, BatchLimit limit) {
    if (alerts.isEmpty()) {
      return List.of();
    }
    AlertmanagerResponse answer = request(alerts, limit);
    if (answer.divide() && alerts.size() > 1) {
      int half = alerts.size() / 2;
      List<Delivery> all = new ArrayList<>(send(alerts.subList(0, half), limit));
      all.addAll(send(alerts.subList(half, alerts.size()), limit));
      return all;
    }
    return Collections.nCopies(alerts.size(), answer.delivery());
  }

  private AlertmanagerResponse request(List<Active> alerts, BatchLimit limit) {
    if (limit.ended() != null) {
      return new AlertmanagerResponse(limit.ended(), false);
    }
    AlertmanagerResponse answer = replicas.post(AlertmanagerEncoder.request(alerts));
    if (answer.delivery() instanceof Retry retry) {
      fault = retry.reason();
      if (!answer.divide()) {
        limit.end(retry);
      }
    } else {
      fault = null;
    }
    return answer;
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
