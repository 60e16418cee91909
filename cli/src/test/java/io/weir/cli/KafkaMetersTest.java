package io.weir.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.Metric;
import org.apache.kafka.common.MetricName;
import org.junit.jupiter.api.Test;

class KafkaMetersTest {
  private static final String FETCH = "consumer-fetch-manager-metrics";

  private final Map<MetricName, Metric> metrics = new LinkedHashMap<>();

  @Test
  void theLagOfAPartitionIsTheGreatestOfAllClients() {
    add(FETCH, "records-lag-max", 7, "client-id", "a", "topic", "events", "partition", "3");
    add(FETCH, "records-lag-max", 9, "client-id", "b", "topic", "events", "partition", "3");
    add(FETCH, "records-lag-max", 1, "client-id", "b", "topic", "events", "partition", "4");
    // Of a client as a whole.
    add(FETCH, "records-lag-max", 99, "client-id", "b");

    assertThat(samples())
        .containsExactlyInAnyOrder(
            "kafka_consumer_fetch_manager_records_lag_max{partition=\"3\",topic=\"events\"} 9.0",
            "kafka_consumer_fetch_manager_records_lag_max{partition=\"4\",topic=\"events\"} 1.0");
  }

  @Test
  void countsOfThreadsAreOneCount() {
    add("producer-metrics", "record-error-total", 2, "client-id", "thread-1-producer");
    add("producer-metrics", "record-error-total", 3, "client-id", "thread-2-producer");

    assertThat(samples()).containsExactly("kafka_producer_record_error_total 5.0");
  }

  @Test
  void aTopicIsThereOnce() {
    add(FETCH, "records-consumed-total", 5, "client-id", "a", "topic", "logs.raw");
    add(FETCH, "records-consumed-total", 5, "client-id", "a", "topic", "logs_raw");

    assertThat(samples())
        .containsExactly(
            "kafka_consumer_fetch_manager_records_consumed_total{topic=\"logs.raw\"} 5.0");
  }

  @Test
  void theFillingOfAStoreIsNoLag() {
    add(
        FETCH,
        "records-lag-max",
        5,
        "client-id",
        "x-restore-consumer",
        "topic",
        "events",
        "partition",
        "0");

    assertThat(samples()).isEmpty();
  }

  @Test
  void whatNobodyActsOnAndWhatIsNotMeasuredYetIsLeftOut() {
    add("consumer-node-metrics", "request-latency-avg", 5, "node-id", "node-1");
    add("producer-metrics", "request-latency-max", Double.NaN, "client-id", "a");

    assertThat(samples()).isEmpty();
  }

  private void add(String group, String name, double value, String... tags) {
    Map<String, String> byName = new LinkedHashMap<>();
    for (int i = 0; i < tags.length; i += 2) {
      byName.put(tags[i], tags[i + 1]);
    }
    MetricName metric = new MetricName(name, group, "", byName);
    metrics.put(
        metric,
        new Metric() {
          @Override
          public MetricName metricName() {
            return metric;
          }

          @Override
          public Object metricValue() {
            return value;
          }
        });
  }

  /** As Prometheus reads them. */
  private List<String> samples() {
    PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    registry.getPrometheusRegistry().register(new KafkaMeters(() -> metrics));
    return registry.scrape().lines().filter(line -> line.startsWith("kafka_")).toList();
  }
}
