package io.weir.sinks.alertmanager;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.micrometer.core.instrument.MeterRegistry;
import io.weir.ingest.event.Event;
import io.weir.ingest.event.EventJson;
import io.weir.ingest.event.Field;
import io.weir.ingest.meter.MeterFamily;
import io.weir.sinks.Batching;
import io.weir.sinks.Delivery;
import io.weir.sinks.Delivery.Done;
import io.weir.sinks.Delivery.Rejected;
import io.weir.sinks.Delivery.Retry;
import io.weir.sinks.Prepared;
import io.weir.sinks.Sink;
import io.weir.sinks.SinkRecord;
import io.weir.sinks.StoreDelivery;
import io.weir.sinks.http.StoreAddress;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends incidents to every replica of an Alertmanager, and again as long as they hold: it keeps
 * alerts in memory only. An incident is delivered when one replica has it: the replicas exchange
 * which notifications were sent, and what is sent again reaches those that were out. What holds is
 * known again after a restart, because the incidents' topic is read from its beginning each time.
 * An alert ends a while after its incident was closed, so that a message is sent of one that was
 * found late. When a graver rule changes its labels, it ends under the old ones.
 */
public final class AlertmanagerSink implements Sink<AlertmanagerSink.Active> {
  private static final Logger LOG = LoggerFactory.getLogger(AlertmanagerSink.class);
  private static final Duration RESEND = Duration.ofMinutes(1);

  /** So long an end is sent again: for replicas that were out, or whose clock is behind. */
  private static final Duration ENDED = Duration.ofMinutes(5);

  private static final String LANE = "alerts";
  private static final int MAX_RECORDS = 500;
  private static final int MAX_BYTES = 1 << 20;

  private static final MeterFamily REPLICAS_OUT =
      MeterFamily.gauge(
          "weir.sink.replicas.out",
          "Replicas of Alertmanager that took nothing when they were asked last",
          "sink");
  private static final MeterFamily ALERTS_REFUSED =
      MeterFamily.gauge(
          "weir.sink.alerts.refused",
          "Active alerts that were rejected when they were last sent again",
          "sink");

  private final AlertmanagerReplicas replicas;
  private final AlertHold hold;
  private final IncidentLink link;
  private final InstantSource clock;
  private final Map<String, Active> active = new LinkedHashMap<>();

  /** Alerts that have ended under labels that their incident no longer has, by these. */
  private final Map<String, Active> ended = new LinkedHashMap<>();

  private long resent;
  private final AtomicInteger refused = new AtomicInteger();

  /**
   * An alert of an incident.
   *
   * @param until how long it holds, in milliseconds since 1970
   * @param closed whether the incident is closed
   * @param fresh whether it held still when its record was read: then somebody has to learn of it,
   *     however long the replicas are out
   */
  public record Active(
      String incident, ObjectNode alert, long until, boolean closed, boolean fresh) {
    private Active endedAt(long now) {
      return new Active(incident, alert, now, closed, fresh);
    }

    private String labels() {
      return alert.get("labels").toString();
    }

    private boolean isSameAs(Active other) {
      return labels().equals(other.labels());
    }
  }

  /**
   * A sink for one Alertmanager.
   *
   * @param replicas each of its replicas by its base URL; a load balancer will not do
   * @param hold how long an alert holds after the newest revision of its incident
   * @param link to the page about an incident, or null
   */
  public AlertmanagerSink(
      List<StoreAddress> replicas, AlertHold hold, IncidentLink link, InstantSource clock) {
    this.replicas =
        new AlertmanagerReplicas(
            replicas.stream().map(replica -> replica.below("/api/v2/alerts")).toList());
    this.hold = hold;
    this.link = link;
    this.clock = clock;
  }

  @Override
  public String stage() {
    return "sink.alertmanager";
  }

  @Override
  public Batching batching() {
    return new Batching(MAX_RECORDS, MAX_BYTES, Duration.ZERO, true);
  }

  /** All that only this sink publishes, for the page of metrics. */
  public static List<MeterFamily> families() {
    return List.of(REPLICAS_OUT, ALERTS_REFUSED);
  }

  @Override
  public void bindTo(MeterRegistry registry) {
    REPLICAS_OUT.gauge(registry, replicas.out(), Set::size, stage());
    ALERTS_REFUSED.gauge(registry, refused, AtomicInteger::get, stage());
  }

  @Override
  public Prepared<Active> prepare(SinkRecord record) {
    if (record.value() == null || hold.isOver(record.appended(), clock.millis())) {
      return Prepared.notRouted();
    }
    try {
      Active alert = alert(EventJson.read(record.value()), record.appended());
      return new Prepared.Ready<>(LANE, alert, record.value().length);
    } catch (IOException e) {
      return Prepared.rejected("unreadable");
    }
  }

  @Override
  public synchronized List<Delivery> deliver(String lane, List<Active> alerts) {
    long now = clock.millis();
    Map<String, Active> newest = new LinkedHashMap<>();
    alerts.forEach(alert -> newest.put(alert.incident(), atDelivery(alert, now)));
    // What was active when it was polled may have waited for long.
    List<Active> late =
        newest.values().stream().filter(alert -> !alert.closed() && alert.until() <= now).toList();
    late.forEach(alert -> newest.remove(alert.incident()));
    if (!late.isEmpty()) {
      LOG.error("{}: {} alerts ended before a replica could be reached", stage(), late.size());
    }
    Map<String, Delivery> answers = sendNewest(newest, now);
    return alerts.stream()
        .map(alert -> answers.getOrDefault(alert.incident(), Done.NOT_ROUTED))
        .toList();
  }

  /** A closed incident's alert holds for a while from its first delivery, or has ended before. */
  private Active atDelivery(Active alert, long now) {
    if (!alert.closed() || alert.until() > now) {
      return alert;
    }
    return alert.fresh() && !active.containsKey(alert.incident())
        ? alert.endedAt(now + hold.closed().toMillis())
        : alert.endedAt(now);
  }

  /** What each became of; an alert whose labels are others now has ended under those before. */
  private Map<String, Delivery> sendNewest(Map<String, Active> newest, long now) {
    List<Active> request = new ArrayList<>(newest.values());
    newest.forEach(
        (incident, alert) -> {
          Active before = active.get(incident);
          if (before != null && !before.isSameAs(alert)) {
            ended.put(before.labels(), before.endedAt(now));
          }
          ended.remove(alert.labels());
        });
    request.addAll(ended.values());
    Iterator<Delivery> deliveries = send(request).iterator();
    Map<String, Delivery> answers = new HashMap<>();
    newest.forEach(
        (incident, alert) -> {
          Delivery delivery = deliveries.next();
          answers.put(incident, delivery);
          if (delivery == Done.STORED && alert.until() > now) {
            active.put(incident, alert);
          } else if (delivery == Done.STORED) {
            active.remove(incident);
          }
        });
    return answers;
  }

  private Active alert(Event incident, long appended) {
    String id = incident.fields().text(Field.WEIR_INCIDENT_ID);
    boolean closed = "closed".equals(incident.fields().text(Field.WEIR_INCIDENT_STATUS));
    long until = appended + (closed ? hold.closed() : hold.open()).toMillis();
    boolean fresh = until > clock.millis();
    return new Active(id, AlertmanagerEncoder.alert(incident, link), until, closed, fresh);
  }

  @Override
  public synchronized void tick() {
    long now = clock.millis();
    if (now - resent < RESEND.toMillis()) {
      return;
    }
    resent = now;
    // Of two ends Alertmanager keeps the later one, unless one is over: so a closed incident's end
    // is sent when it has come.
    active.values().removeIf(alert -> alert.until() <= now && !alert.closed());
    ended.values().removeIf(alert -> alert.until() + ENDED.toMillis() <= now);
    List<Active> holding = List.copyOf(active.values());
    List<Active> request = new ArrayList<>(holding);
    request.addAll(ended.values());
    List<Delivery> answers = send(request);
    for (int i = 0; i < holding.size(); i++) {
      Active alert = holding.get(i);
      if (alert.until() <= now && !(answers.get(i) instanceof Retry)) {
        active.remove(alert.incident());
      }
    }
    noteRefused(answers);
  }

  /** They were taken before: somebody has set a limit, and may lift it, so they are sent on. */
  private void noteRefused(List<Delivery> answers) {
    if (answers.stream().anyMatch(Retry.class::isInstance)) {
      // The next delivery says it, and those that were not sent might be refused.
      return;
    }
    List<Rejected> now =
        answers.stream().filter(Rejected.class::isInstance).map(Rejected.class::cast).toList();
    if (!now.isEmpty() && refused.get() == 0) {
      String reason = now.get(0).reason();
      LOG.error("{}: {} active alerts are being rejected: {}", stage(), now.size(), reason);
    } else if (now.isEmpty() && !answers.isEmpty() && refused.get() > 0) {
      LOG.warn("{}: all active alerts are accepted again", stage());
    }
    refused.set(now.size());
  }

  private List<Delivery> send(List<Active> alerts) {
    return StoreDelivery.deliver(
        clock, alerts, request -> replicas.post(AlertmanagerEncoder.request(request)));
  }

  @Override
  public String probe() {
    return replicas.probe();
  }

  @Override
  public void close() {
    replicas.close();
  }
}
