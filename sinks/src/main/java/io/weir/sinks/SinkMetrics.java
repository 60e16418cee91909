package io.weir.sinks;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;

/** What a sink counts; the descriptions say of what. */
final class SinkMetrics {
  private final MeterRegistry registry;
  private final Tags tags;
  private final Map<String, Counter> records = new HashMap<>();
  private final Map<String, Counter> retries = new HashMap<>();
  private final Counter expired;
  private final AtomicLong heldPartitions;
  private final AtomicLong heldBytes;
  private final AtomicLong blockedStreams;
  private final AtomicLong oldest;
  private final AtomicLong requests;
  private final AtomicLong requestLimit;

  SinkMetrics(MeterRegistry registry, String stage) {
    this.registry = registry;
    this.tags = Tags.of("sink", stage);
    this.expired =
        Counter.builder("weir.sink.expired")
            .description("Offsets that the topic's retention removed before they were read")
            .tags(tags)
            .register(registry);
    heldPartitions =
        gauge("weir.sink.held.partitions", "Partitions with records that wait for an operator");
    heldBytes = gauge("weir.sink.held.bytes", "Memory of records that are not settled");
    blockedStreams =
        gauge("weir.sink.blocked.streams", "Streams of the store that take nothing now");
    oldest = new AtomicLong();
    Gauge.builder("weir.sink.oldest.seconds", oldest, millis -> millis.get() / 1e3)
        .description("How long the first record that is not settled has waited")
        .tags(tags)
        .register(registry);
    requests = gauge("weir.sink.requests", "Requests under way");
    requestLimit = gauge("weir.sink.requests.limit", "How many requests may be under way at once");
  }

  private AtomicLong gauge(String name, String description) {
    AtomicLong value = new AtomicLong();
    Gauge.builder(name, value, AtomicLong::doubleValue)
        .description(description)
        .tags(tags)
        .register(registry);
    return value;
  }

  /** Raw records that are settled: stored, duplicate, not_routed, or dead_lettered.REASON. */
  void settled(String outcome, long count) {
    records
        .computeIfAbsent(
            outcome,
            name ->
                Counter.builder("weir.sink.records")
                    .description("Raw records by what became of them at the store")
                    .tags(tags.and("outcome", name))
                    .register(registry))
        .increment((double) count);
  }

  void retried(String reason) {
    retries
        .computeIfAbsent(
            reason,
            name ->
                Counter.builder("weir.sink.retries")
                    .description("Requests whose records are sent again, by reason")
                    .tags(tags.and("reason", name))
                    .register(registry))
        .increment();
  }

  void expired(long offsets) {
    expired.increment((double) offsets);
  }

  void holding(int partitions, int streams, long bytes) {
    heldPartitions.set(partitions);
    blockedStreams.set(streams);
    heldBytes.set(bytes);
  }

  void oldest(long millis) {
    oldest.set(millis);
  }

  void requests(int underWay, int limit) {
    requests.set(underWay);
    requestLimit.set(limit);
  }
}
