package io.weir.sinks;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.weir.ingest.meter.BoundedLabel;
import io.weir.ingest.meter.MeterFamily;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/** What a sink counts; the families say of what. */
public final class SinkMetrics {
  /** Five seconds are what the pipeline promises; an hour is an outage. */
  private static final List<Double> FRESHNESS_BOUNDS =
      List.of(0.5, 1.0, 2.0, 3.0, 5.0, 10.0, 30.0, 60.0, 300.0, 1_800.0, 3_600.0);

  private static final List<Double> ANSWER_BOUNDS =
      List.of(0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 30.0);

  private static final String SINK = "sink";

  private static final MeterFamily RECORDS =
      MeterFamily.counter(
          "weir.sink.records", "Raw records by what became of them at the store", SINK, "outcome");
  private static final MeterFamily RETRIES =
      MeterFamily.counter(
          "weir.sink.retries", "Requests whose records are sent again, by reason", SINK, "reason");
  private static final MeterFamily STORED_BYTES =
      MeterFamily.counter(
              "weir.sink.stored.bytes",
              "JSON of events that the store has, by namespace: the first hundred, and * for others",
              SINK,
              "namespace")
          .in("bytes");
  private static final MeterFamily EXPIRED =
      MeterFamily.counter(
          "weir.sink.expired",
          "Offsets that the topic's retention removed before they were read",
          SINK);
  private static final MeterFamily FRESHNESS =
      MeterFamily.histogram(
          "weir.sink.freshness",
          "From the append of an event's first raw record until the store has the event",
          FRESHNESS_BOUNDS,
          SINK);
  private static final MeterFamily ANSWERS =
      MeterFamily.histogram(
          "weir.sink.answers",
          "How long the store takes to answer for a batch",
          ANSWER_BOUNDS,
          SINK);
  private static final MeterFamily HELD_PARTITIONS =
      MeterFamily.gauge(
          "weir.sink.held.partitions", "Partitions with records that wait for an operator", SINK);
  private static final MeterFamily HELD_BYTES =
      MeterFamily.gauge("weir.sink.held.bytes", "Memory of records that are not settled", SINK)
          .in("bytes");
  private static final MeterFamily HELD_LIMIT =
      MeterFamily.gauge("weir.sink.held.limit.bytes", "How much memory such records may take", SINK)
          .in("bytes");
  private static final MeterFamily BLOCKED_STREAMS =
      MeterFamily.gauge(
          "weir.sink.blocked.streams", "Streams of the store that take nothing now", SINK);
  private static final MeterFamily OLDEST =
      MeterFamily.gauge(
              "weir.sink.oldest.seconds",
              "How long the first record that is not settled has waited",
              SINK)
          .in("seconds");
  private static final MeterFamily REQUESTS =
      MeterFamily.gauge("weir.sink.requests", "Requests under way", SINK);
  private static final MeterFamily REQUESTS_LIMIT =
      MeterFamily.gauge(
          "weir.sink.requests.limit", "How many requests may be under way at once", SINK);

  /** As many namespaces have a count of their own; of more, Prometheus would have to keep all. */
  private static final int MAX_NAMESPACES = 100;

  private final MeterRegistry registry;
  private final String stage;
  private final Map<String, Counter> records = new HashMap<>();
  private final Map<String, Counter> retries = new HashMap<>();
  private final BoundedLabel<Counter> bytes;
  private final Counter expired;
  private final Timer freshness;
  private final Timer answers;
  private final AtomicLong heldPartitions;
  private final AtomicLong heldBytes;
  private final AtomicLong heldLimit;
  private final AtomicLong blockedStreams;
  private final AtomicLong oldest = new AtomicLong();
  private final AtomicLong requests;
  private final AtomicLong requestLimit;

  SinkMetrics(MeterRegistry registry, String stage) {
    this.registry = registry;
    this.stage = stage;
    this.bytes =
        new BoundedLabel<>(
            MAX_NAMESPACES, namespace -> STORED_BYTES.counter(registry, stage, namespace));
    this.expired = EXPIRED.counter(registry, stage);
    this.freshness = FRESHNESS.histogram(registry, stage);
    this.answers = ANSWERS.histogram(registry, stage);
    heldPartitions = gauge(HELD_PARTITIONS);
    heldBytes = gauge(HELD_BYTES);
    heldLimit = gauge(HELD_LIMIT);
    blockedStreams = gauge(BLOCKED_STREAMS);
    OLDEST.gauge(registry, oldest, millis -> millis.get() / 1e3, stage);
    requests = gauge(REQUESTS);
    requestLimit = gauge(REQUESTS_LIMIT);
  }

  /** All that is published here, for the page of metrics. */
  public static List<MeterFamily> families() {
    return List.of(
        RECORDS,
        RETRIES,
        EXPIRED,
        STORED_BYTES,
        FRESHNESS,
        ANSWERS,
        OLDEST,
        HELD_PARTITIONS,
        BLOCKED_STREAMS,
        HELD_BYTES,
        HELD_LIMIT,
        REQUESTS,
        REQUESTS_LIMIT);
  }

  private AtomicLong gauge(MeterFamily family) {
    AtomicLong value = new AtomicLong();
    family.gauge(registry, value, AtomicLong::doubleValue, stage);
    return value;
  }

  /** Raw records that are settled: stored, duplicate, not_routed, or dead_lettered.REASON. */
  void settled(String outcome, long count) {
    records
        .computeIfAbsent(outcome, name -> RECORDS.counter(registry, stage, name))
        .increment((double) count);
  }

  /** An event that the store has now. */
  void stored(SinkRecord event, long now) {
    if (event.rawAppended() > 0) {
      freshness.record(Math.max(0, now - event.rawAppended()), TimeUnit.MILLISECONDS);
    }
    bytes.of(event.namespace()).increment(event.value() == null ? 0 : event.value().length);
  }

  /** How long a store took for a batch; callable from several threads. */
  void answered(long nanos) {
    answers.record(nanos, TimeUnit.NANOSECONDS);
  }

  void retried(String reason) {
    retries.computeIfAbsent(reason, name -> RETRIES.counter(registry, stage, name)).increment();
  }

  void expired(long offsets) {
    expired.increment((double) offsets);
  }

  void holding(int partitions, int streams, long bytes) {
    heldPartitions.set(partitions);
    blockedStreams.set(streams);
    heldBytes.set(bytes);
  }

  /** How much memory may be held; said once. */
  void heldLimit(long bytes) {
    heldLimit.set(bytes);
  }

  void oldest(long millis) {
    oldest.set(millis);
  }

  void requests(int underWay, int limit) {
    requests.set(underWay);
    requestLimit.set(limit);
  }
}
