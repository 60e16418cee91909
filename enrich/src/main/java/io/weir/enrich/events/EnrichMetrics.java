package io.weir.enrich.events;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.weir.ingest.assemble.HeldBudget;
import io.weir.ingest.event.Event;
import io.weir.ingest.event.Field;
import io.weir.ingest.meter.BoundedLabel;
import io.weir.ingest.meter.MeterFamily;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * What enrich counts, in raw records unless said otherwise: {@code weir.enrich.received} = {@code
 * weir.enrich.represented} + {@code weir.enrich.dead.lettered} + {@code weir.enrich.dropped} (not
 * wanted by a rule) + {@code weir.enrich.expired} (gone before they could be read) + what is held
 * back at the moment.
 */
public final class EnrichMetrics {
  private static final MeterFamily RECEIVED =
      MeterFamily.counter(
          "weir.enrich.received",
          "Raw records received, and those that expired before they could be",
          "topic");
  private static final MeterFamily EXPIRED =
      MeterFamily.counter(
          "weir.enrich.expired",
          "Raw records that the topic's retention removed before they were read",
          "topic");
  private static final MeterFamily REPRESENTED =
      MeterFamily.counter("weir.enrich.represented", "Raw records that are in events", "topic");
  private static final MeterFamily EVENTS =
      MeterFamily.counter("weir.enrich.events", "Events written", "topic");
  private static final MeterFamily CUT =
      MeterFamily.counter(
          "weir.enrich.cut",
          "Events whose lines were not waited for to their end",
          "topic",
          "cause");
  private static final MeterFamily CLOCK_FAULTS =
      MeterFamily.counter(
          "weir.enrich.clock.faults",
          "Events whose own time was doubted, by what is wrong with it",
          "topic",
          "fault");
  private static final MeterFamily DROPPED =
      MeterFamily.counter(
          "weir.enrich.dropped", "Raw records that a rule of the user's left out", "topic", "rule");
  private static final MeterFamily DEAD_LETTERED =
      MeterFamily.counter(
          "weir.enrich.dead.lettered", "Raw records that became dead letters", "topic", "reason");
  private static final MeterFamily REDACTIONS =
      MeterFamily.counter(
          "weir.redactions",
          "Redacted values, by class and by the version of the policy",
          "class",
          "policy");
  private static final MeterFamily RAW_BYTES =
      MeterFamily.counter(
              "weir.enrich.raw.bytes",
              "Raw records that are in events, by namespace: the first hundred, and * for others",
              "namespace")
          .in("bytes");
  private static final MeterFamily REDACTED =
      MeterFamily.counter(
          "weir.enrich.redacted",
          "Redacted values by namespace and class: the first hundred namespaces and the first"
              + " twenty classes of each, and * for others",
          "namespace",
          "class");
  private static final MeterFamily HELD_BYTES =
      MeterFamily.gauge("weir.enrich.held.bytes", "Memory of lines that wait for others")
          .in("bytes");
  private static final MeterFamily HELD_LIMIT =
      MeterFamily.gauge("weir.enrich.held.limit.bytes", "How much memory such lines may take")
          .in("bytes");

  private static final int MAX_NAMESPACES = 100;

  /** A policy has a hundred classes; a namespace has secrets and names of a few of them. */
  private static final int MAX_CLASSES = 20;

  private final MeterRegistry registry;
  private final BoundedLabel<NamespaceMeters> namespaces;
  private final ApplicationMetrics applications;

  public EnrichMetrics(MeterRegistry registry) {
    this.registry = registry;
    this.namespaces = new BoundedLabel<>(MAX_NAMESPACES, NamespaceMeters::new);
    this.applications = new ApplicationMetrics(registry);
  }

  /** All that is published here, for the page of metrics. */
  public static List<MeterFamily> families() {
    return Stream.concat(
            Stream.of(
                RECEIVED,
                REPRESENTED,
                DEAD_LETTERED,
                DROPPED,
                EXPIRED,
                EVENTS,
                CUT,
                CLOCK_FAULTS,
                RAW_BYTES,
                REDACTIONS,
                REDACTED,
                HELD_BYTES,
                HELD_LIMIT),
            ApplicationMetrics.families().stream())
        .toList();
  }

  /** Memory of the lines that wait for others. */
  void held(HeldBudget held) {
    HELD_BYTES.gauge(registry, held, HeldBudget::held);
    HELD_LIMIT.gauge(registry, held, HeldBudget::perProcess);
  }

  /** The counters of one raw topic, for one thread at a time. */
  TopicCounters forTopic(String topic) {
    return new TopicCounters(topic);
  }

  /** What is counted of one namespace, by all threads. */
  private final class NamespaceMeters {
    private final Counter rawBytes;
    private final BoundedLabel<Counter> redacted;

    private NamespaceMeters(String namespace) {
      rawBytes = RAW_BYTES.counter(registry, namespace);
      redacted =
          new BoundedLabel<>(MAX_CLASSES, type -> REDACTED.counter(registry, namespace, type));
    }
  }

  /**
   * Counts what becomes of the records of one topic. Each counter is looked up once: by name and
   * tags that costs more than all else that is counted.
   */
  final class TopicCounters {
    private final String topic;
    private final Map<String, Counter> byLabel = new HashMap<>();
    private final Map<String, Counter> redactions = new HashMap<>();
    private Counter received;
    private Counter expired;
    private Counter represented;
    private Counter events;
    private String policy;

    TopicCounters(String topic) {
      this.topic = topic;
    }

    void received(long records) {
      received = received == null ? RECEIVED.counter(registry, topic) : received;
      received.increment((double) records);
    }

    void expired(long records) {
      expired = expired == null ? EXPIRED.counter(registry, topic) : expired;
      expired.increment((double) records);
    }

    void represented(int records) {
      represented = represented == null ? REPRESENTED.counter(registry, topic) : represented;
      represented.increment(records);
      events = events == null ? EVENTS.counter(registry, topic) : events;
      events.increment();
    }

    /** The raw records of an event have that many bytes. */
    void rawBytes(Event event, long bytes) {
      namespace(event).rawBytes.increment((double) bytes);
    }

    /** An event that may be about a request to an application. */
    void request(Event event) {
      applications.count(event);
    }

    void cut(String cause) {
      counter(CUT, cause).increment();
    }

    void clockFault(String fault) {
      counter(CLOCK_FAULTS, fault).increment();
    }

    void dropped(String rule, int records) {
      counter(DROPPED, rule).increment(records);
    }

    void deadLettered(String reason, int records) {
      counter(DEAD_LETTERED, reason).increment(records);
    }

    /** Counts hidden values of one class. */
    void redacted(Event event, String type, int values) {
      String byPolicy = event.fields().text(Field.WEIR_POLICY_VERSION);
      if (!byPolicy.equals(policy)) {
        policy = byPolicy;
        redactions.clear();
      }
      redactions
          .computeIfAbsent(type, label -> REDACTIONS.counter(registry, label, policy))
          .increment(values);
      namespace(event).redacted.of(type).increment(values);
    }

    private NamespaceMeters namespace(Event event) {
      return namespaces.of(event.fields().text(Field.KUBERNETES_NAMESPACE));
    }

    private Counter counter(MeterFamily family, String label) {
      return byLabel.computeIfAbsent(
          family.name() + '/' + label, key -> family.counter(registry, topic, label));
    }
  }
}
