package io.weir.sinks;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.DoubleStream;

/** What a sink counts; the descriptions say of what. */
final class SinkMetrics {
  /** Five seconds are what the pipeline promises; an hour is an outage. */
  private static final Duration[] FRESHNESS =
      seconds(0.5, 1, 2, 3, 5, 10, 30, 60, 300, 1_800, 3_600);

  private static final Duration[] ANSWERS =
      seconds(0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30);

  /** As many namespaces have a count of their own; of more, Prometheus would have to keep all. */
  private static final int MAX_NAMESPACES = 100;

  /** Where what is about no pod is counted; Kubernetes takes no such name. */
  private static final String NO_NAMESPACE = "-";

  /** Where the namespaces that come later are counted. */
  private static final String OTHERS = "*";

  private final MeterRegistry registry;
  private final Tags tags;
  private final Map<String, Counter> records = new HashMap<>();
  private final Map<String, Counter> retries = new HashMap<>();
  private final Map<String, Counter> bytes = new HashMap<>();
  private final Counter expired;
  private final Timer freshness;
  private final Timer answers;
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
    this.freshness =
        timer(
            "weir.sink.freshness",
            "From the append of an event's first raw record until the store has the event",
            FRESHNESS);
    this.answers =
        timer("weir.sink.answers", "How long the store takes to answer for a batch", ANSWERS);
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

  private static Duration[] seconds(double... bounds) {
    return DoubleStream.of(bounds)
        .mapToObj(bound -> Duration.ofNanos((long) (bound * 1e9)))
        .toArray(Duration[]::new);
  }

  private Timer timer(String name, String description, Duration... bounds) {
    return Timer.builder(name)
        .description(description)
        .tags(tags)
        .serviceLevelObjectives(bounds)
        .register(registry);
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

  /** An event that the store has now. */
  void stored(SinkRecord event, long now) {
    if (event.rawAppended() > 0) {
      freshness.record(Math.max(0, now - event.rawAppended()), TimeUnit.MILLISECONDS);
    }
    String namespace = event.namespace() == null ? NO_NAMESPACE : event.namespace();
    Counter counter = bytes.get(namespace);
    if (counter == null) {
      String counted = bytes.size() < MAX_NAMESPACES ? namespace : OTHERS;
      counter = bytes.computeIfAbsent(counted, this::bytesOf);
    }
    counter.increment(event.value() == null ? 0 : event.value().length);
  }

  private Counter bytesOf(String namespace) {
    return Counter.builder("weir.sink.stored.bytes")
        .description(
            "JSON of events that the store has, by namespace: the first hundred, and * for others")
        .tags(tags.and("namespace", namespace))
        .register(registry);
  }

  /** How long a store took for a batch; callable from several threads. */
  void answered(long nanos) {
    answers.record(nanos, TimeUnit.NANOSECONDS);
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
