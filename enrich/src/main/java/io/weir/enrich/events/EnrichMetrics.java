package io.weir.enrich.events;

import io.micrometer.core.instrument.MeterRegistry;

/**
 * What enrich counts, in raw records unless said otherwise: {@code weir.enrich.received} = {@code
 * weir.enrich.represented} + {@code weir.enrich.dead.lettered} + what is held back at the moment.
 * {@code weir.enrich.events} counts events, {@code weir.redactions} redacted values.
 */
public final class EnrichMetrics {
  private final MeterRegistry registry;

  public EnrichMetrics(MeterRegistry registry) {
    this.registry = registry;
  }

  void received(String topic) {
    registry.counter("weir.enrich.received", "topic", topic).increment();
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
