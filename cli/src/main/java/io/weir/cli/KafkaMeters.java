package io.weir.cli;

import io.prometheus.metrics.model.registry.MultiCollector;
import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.CounterSnapshot.CounterDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot.GaugeDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricMetadata;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import io.weir.ingest.topic.Topic;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.DoubleBinaryOperator;
import java.util.function.Supplier;
import org.apache.kafka.common.Metric;
import org.apache.kafka.common.MetricName;

/**
 * What of the metrics of Kafka's clients somebody acts on, read when it is asked for. The clients
 * have thousands, each with the ids of client, thread, task and node as labels, which change with
 * every start: here those of one process are one number, by topic and partition at most.
 *
 * @see <a href="https://kafka.apache.org/40/documentation.html#monitoring">Kafka: Monitoring</a>
 */
final class KafkaMeters implements MultiCollector {
  /** Consumers that fill a store again after a start; how far they are is no lag. */
  private static final String RESTORE = "restore-consumer";

  enum Kind {
    /** Added up over the clients, and only grows. */
    COUNTER,
    /** Added up over the clients. */
    SUM,
    /** The greatest of the clients. */
    MAX
  }

  /**
   * A metric of Kafka's.
   *
   * @param name with the group, as Prometheus has it
   * @param labels those that are kept
   */
  record Meter(
      String group, String metric, Kind kind, String name, List<String> labels, String help) {}

  private static final List<String> BY_TOPIC = List.of("topic");
  private static final List<String> BY_PARTITION = List.of("topic", "partition");
  private static final List<String> WHOLE = List.of();

  static final List<Meter> METERS =
      List.of(
          consumed("records-lag-max", Kind.MAX, BY_PARTITION, "Records that wait in a partition"),
          consumed("records-consumed-total", Kind.COUNTER, BY_TOPIC, "Records read"),
          consumed("bytes-consumed-total", Kind.COUNTER, BY_TOPIC, "Bytes read"),
          meter(
              "consumer-metrics",
              "last-poll-seconds-ago",
              Kind.MAX,
              WHOLE,
              "Seconds since the last poll, of the thread that polled longest ago"),
          coordinated("assigned-partitions", Kind.SUM, "Partitions that this process reads"),
          coordinated("rebalance-total", Kind.COUNTER, "Times that partitions were divided anew"),
          coordinated("failed-rebalance-total", Kind.COUNTER, "Of those, how many failed"),
          coordinated("commit-latency-max", Kind.MAX, "Milliseconds of the slowest commit"),
          produced("record-send-total", Kind.COUNTER, "Records written"),
          produced("record-retry-total", Kind.COUNTER, "Records written again"),
          produced("record-error-total", Kind.COUNTER, "Records that could not be written"),
          produced("request-latency-max", Kind.MAX, "Milliseconds of the slowest write"),
          produced("bufferpool-wait-ratio", Kind.MAX, "Part of the time that writes wait for room"),
          streamed("alive-stream-threads", "Threads that process records"),
          streamed("failed-stream-threads", "Threads that have ended with a fault"),
          meter(
              "stream-processor-node-metrics",
              "record-e2e-latency-max",
              Kind.MAX,
              List.of("processor-node-id"),
              "Milliseconds from a record's time to a node of the topology"),
          meter(
              "stream-task-metrics",
              "dropped-records-total",
              Kind.COUNTER,
              WHOLE,
              "Records that Kafka Streams has left out"));

  private final Supplier<Map<MetricName, ? extends Metric>> metrics;

  /**
   * Meters of clients.
   *
   * @param metrics of one client, or of the streams with all of theirs
   */
  KafkaMeters(Supplier<Map<MetricName, ? extends Metric>> metrics) {
    this.metrics = metrics;
  }

  private static Meter consumed(String metric, Kind kind, List<String> labels, String help) {
    return meter("consumer-fetch-manager-metrics", metric, kind, labels, help);
  }

  private static Meter coordinated(String metric, Kind kind, String help) {
    return meter("consumer-coordinator-metrics", metric, kind, WHOLE, help);
  }

  private static Meter produced(String metric, Kind kind, String help) {
    return meter("producer-metrics", metric, kind, WHOLE, help);
  }

  private static Meter streamed(String metric, String help) {
    return meter("stream-metrics", metric, Kind.SUM, WHOLE, help);
  }

  private static Meter meter(
      String group, String metric, Kind kind, List<String> labels, String help) {
    String prefix = "kafka_" + group.substring(0, group.length() - "-metrics".length());
    // Counters get their _total when they are written.
    String name = (prefix + "_" + metric).replace('-', '_').replaceFirst("_total$", "");
    return new Meter(group, metric, kind, name, labels, help);
  }

  @Override
  public MetricSnapshots collect() {
    Map<Meter, Map<Labels, Double>> values = new HashMap<>();
    Map<String, Meter> wanted = new HashMap<>();
    METERS.forEach(meter -> wanted.put(meter.group() + "/" + meter.metric(), meter));
    metrics
        .get()
        .forEach(
            (name, metric) -> {
              Meter meter = wanted.get(name.group() + "/" + name.name());
              Labels labels = meter == null ? null : labels(meter, name.tags());
              if (labels != null && metric.metricValue() instanceof Number value) {
                add(values, meter, labels, value.doubleValue());
              }
            });
    List<MetricSnapshot> snapshots = new ArrayList<>();
    METERS.stream()
        .filter(values::containsKey)
        .forEach(meter -> snapshots.add(snapshot(meter, values.get(meter))));
    return new MetricSnapshots(snapshots);
  }

  /** The labels that are kept, or null if the metric is about something else than the meter. */
  private static Labels labels(Meter meter, Map<String, String> tags) {
    if (tags.getOrDefault("client-id", "").contains(RESTORE)) {
      return null;
    }
    Map<String, String> labels = new TreeMap<>();
    for (String label : meter.labels()) {
      String value = tags.get(label);
      if (value == null) {
        return null;
      }
      labels.put(label.replace('-', '_'), value);
    }
    String topic = labels.get("topic");
    // Kafka has topics with dots twice, the second time with underscores.
    boolean known = topic == null || Topic.ALL.stream().anyMatch(it -> it.name().equals(topic));
    boolean finer = !meter.labels().contains("partition") && tags.containsKey("partition");
    return known && !finer ? Labels.of(keys(labels), values(labels)) : null;
  }

  private static String[] keys(Map<String, String> labels) {
    return labels.keySet().toArray(String[]::new);
  }

  private static String[] values(Map<String, String> labels) {
    return labels.values().toArray(String[]::new);
  }

  /** What a client has not measured yet is not a number, and says nothing. */
  private static void add(
      Map<Meter, Map<Labels, Double>> values, Meter meter, Labels labels, double value) {
    if (!Double.isNaN(value)) {
      DoubleBinaryOperator both = meter.kind() == Kind.MAX ? Math::max : Double::sum;
      values
          .computeIfAbsent(meter, it -> new HashMap<>())
          .merge(labels, value, both::applyAsDouble);
    }
  }

  private static MetricSnapshot snapshot(Meter meter, Map<Labels, Double> values) {
    MetricMetadata metadata = new MetricMetadata(meter.name(), meter.help());
    if (meter.kind() == Kind.COUNTER) {
      List<CounterDataPointSnapshot> points = new ArrayList<>();
      values.forEach(
          (labels, value) -> points.add(new CounterDataPointSnapshot(value, labels, null, 0)));
      return new CounterSnapshot(metadata, points);
    }
    List<GaugeDataPointSnapshot> points = new ArrayList<>();
    values.forEach((labels, value) -> points.add(new GaugeDataPointSnapshot(value, labels, null)));
    return new GaugeSnapshot(metadata, points);
  }
}
