package io.weir.sinks;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * What a sink counts. In raw records: {@code weir.sink.records} by outcome (stored, duplicate,
 * not_routed, or dead_lettered with its reason). In tries: {@code weir.sink.retries} by reason.
 * {@code weir.sink.held.partitions} is how many partitions wait for a person.
 */
final class SinkMetrics {
  private final MeterRegistry registry;
  private final String stage;
  private final AtomicInteger held;

  SinkMetrics(MeterRegistry registry, String stage) {
    this.registry = registry;
    this.stage = stage;
    this.held =
        registry.gauge("weir.sink.held.partitions", Tags.of("sink", stage), new AtomicInteger());
  }

  void settled(String outcome, int records) {
    registry.counter("weir.sink.records", "sink", stage, "outcome", outcome).increment(records);
  }

  void retried(String reason) {
    registry.counter("weir.sink.retries", "sink", stage, "reason", reason).increment();
  }

  void holding(int partitions) {
    held.set(partitions);
  }
}
