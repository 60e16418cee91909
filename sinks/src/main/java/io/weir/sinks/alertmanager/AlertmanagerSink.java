package io.weir.sinks.alertmanager;

import com.fasterxml.jackson.databind.node.ObjectNode;
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
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Sends incidents to every replica of an Alertmanager, and again as long as they hold: it keeps
 * alerts in memory only. An incident is delivered when one replica has it: the replicas tell each
 * other of notifications, and what is sent again mends those that were out. What holds is known
 * again after a restart, because the incidents' topic is read from its beginning each time.
 */
public final class AlertmanagerSink implements Sink {
  private static final Duration RESEND = Duration.ofMinutes(1);

  private final AlertmanagerReplicas replicas;
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

  /** A record of a batch whose alert is to be sent. */
  private record Item(int index, String incident, Active alert) {}

  @Override
  public List<Delivery> deliver(List<SinkRecord> batch) {
    Delivery[] deliveries = new Delivery[batch.size()];
    List<Item> items = new ArrayList<>();
    for (int i = 0; i < batch.size(); i++) {
      SinkRecord record = batch.get(i);
      long until = record.appended() + hold.toMillis();
      if (record.value() == null || until <= clock.millis()) {
        deliveries[i] = Done.NOT_ROUTED;
        continue;
      }
      try {
        items.add(item(i, EventJson.read(record.value()), until));
      } catch (IOException e) {
        deliveries[i] = new Rejected("unreadable", null);
      }
    }
    if (!items.isEmpty()) {
      deliver(items, new BatchLimit(clock), deliveries);
    }
    return Arrays.asList(deliveries);
  }

  private static Item item(int index, Event incident, long until) {
    Active alert = new Active(AlertmanagerEncoder.alert(incident), until);
    return new Item(index, incident.fields().text(Field.WEIR_INCIDENT_ID), alert);
  }

  /** Sends alerts in one request; if some are refused, each half by itself. */
  private void deliver(List<Item> items, BatchLimit limit, Delivery[] deliveries) {
    AlertmanagerResponse answer = send(items.stream().map(Item::alert).toList(), limit);
    if (answer.divide() && items.size() > 1) {
      int half = items.size() / 2;
      deliver(items.subList(0, half), limit, deliveries);
      deliver(items.subList(half, items.size()), limit, deliveries);
      return;
    }
    for (Item item : items) {
      deliveries[item.index()] = answer.delivery();
      if (answer.delivery() instanceof Done) {
        active.put(item.incident(), item.alert());
      }
    }
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
      send(active.values(), new BatchLimit(clock));
    }
  }

  private AlertmanagerResponse send(Collection<Active> alerts, BatchLimit limit) {
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
