package io.weir.enrich.events;

import io.micrometer.core.instrument.MeterRegistry;
import io.weir.ingest.assemble.HeldBudget;

/**
 * What enrich counts, in raw records unless said otherwise: {@code weir.enrich.received} = {@code
 * weir.enrich.represented} + {@code weir.enrich.dead.lettered} + {@code weir.enrich.expired} (gone
 * before they could be read) + what is held back at the moment. {@code weir.enrich.events} counts
 * events, {@code weir.enrich.cut} those that were not waited for to their end, {@code
 * weir.enrich.clock.faults} those whose own time was not believed, {@code weir.redactions} redacted
 * values.
 */
public final class EnrichMetrics {
  private final MeterRegistry registry;

  public EnrichMetrics(MeterRegistry registry) {
    this.registry = registry;
  }

  void received(String topic) {
    registry.counter("weir.enrich.received", "topic", topic).increment();
  }

  void received(String topic, long records) {
    registry.counter("weir.enrich.received", "topic", topic).increment((double) records);
  }

  void expired(String topic, long records) {
    registry.counter("weir.enrich.expired", "topic", topic).increment((double) records);
  }

  void cut(String topic, String cause) {
    registry.counter("weir.enrich.cut", "topic", topic, "cause", cause).increment();
  }

  void clockFault(String topic, String fault) {
    registry.counter("weir.enrich.clock.faults", "topic", topic, "fault", fault).increment();
  }

  /** Bytes of memory that lines take which wait for others. */
  void held(HeldBudget held) {
    registry.gauge("weir.enrich.held.bytes", held, HeldBudget::held);
  }

  void represented(String topic, int records) {
    registry.counter("weir.enrich.represented", "topic", topic).increment(records);
    registry.counter("weir.enrich.events", "topic", topic).increment();
  }

  void deadLettered(String topic, String reason, int records) {
    registry
        .counter("weir.enrich.dead.lettered", "topic", topic, "reason", reason)
        .increment(records);
  }

  void redacted(String type, String policy, int values) {
    registry.counter("weir.redactions", "class", type, "policy", policy).increment(values);
  }
}
