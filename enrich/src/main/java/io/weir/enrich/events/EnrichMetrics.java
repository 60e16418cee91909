package io.weir.enrich.events;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.weir.ingest.assemble.HeldBudget;
import java.util.HashMap;
import java.util.Map;

/**
 * What enrich counts, in raw records unless said otherwise: {@code weir.enrich.received} = {@code
 * weir.enrich.represented} + {@code weir.enrich.dead.lettered} + {@code weir.enrich.dropped} (not
 * wanted by a rule) + {@code weir.enrich.expired} (gone before they could be read) + what is held
 * back at the moment. {@code weir.enrich.events} counts events, {@code weir.enrich.cut} those that
 * were not waited for to their end, {@code weir.enrich.clock.faults} those whose own time was not
 * believed, {@code weir.redactions} redacted values.
 */
public final class EnrichMetrics {
  private final MeterRegistry registry;

  public EnrichMetrics(MeterRegistry registry) {
    this.registry = registry;
  }

  /** Bytes of memory that lines take which wait for others. */
  void held(HeldBudget held) {
    registry.gauge("weir.enrich.held.bytes", held, HeldBudget::held);
  }

  /** The counters of one raw topic, for one thread at a time. */
  TopicCounters forTopic(String topic) {
    return new TopicCounters(topic);
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
      received = received == null ? counter("weir.enrich.received") : received;
      received.increment((double) records);
    }

    void expired(long records) {
      expired = expired == null ? counter("weir.enrich.expired") : expired;
      expired.increment((double) records);
    }

    void represented(int records) {
      represented = represented == null ? counter("weir.enrich.represented") : represented;
      represented.increment(records);
      events = events == null ? counter("weir.enrich.events") : events;
      events.increment();
    }

    void cut(String cause) {
      counter("weir.enrich.cut", "cause", cause).increment();
    }

    void clockFault(String fault) {
      counter("weir.enrich.clock.faults", "fault", fault).increment();
    }

    void dropped(String rule, int records) {
      counter("weir.enrich.dropped", "rule", rule).increment(records);
    }

    void deadLettered(String reason, int records) {
      counter("weir.enrich.dead.lettered", "reason", reason).increment(records);
    }

    /** Counts hidden values of one class. */
    void redacted(String type, String byPolicy, int values) {
      if (!byPolicy.equals(policy)) {
        policy = byPolicy;
        redactions.clear();
      }
      redactions
          .computeIfAbsent(
              type, label -> registry.counter("weir.redactions", "class", label, "policy", policy))
          .increment(values);
    }

    private Counter counter(String name) {
      return registry.counter(name, "topic", topic);
    }

    private Counter counter(String name, String tag, String label) {
      return byLabel.computeIfAbsent(
          name + '/' + label, key -> registry.counter(name, "topic", topic, tag, label));
    }
  }
}
