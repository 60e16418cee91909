package io.weir.sinks;

import io.weir.ingest.topic.Topic;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;

/**
 * The settings of Kafka's clients that the worker relies on. The user's go before ours, but for
 * those without which records would be lost, or delivered before they are committed.
 */
final class ClientSettings {
  /**
   * A poll is bounded by the number of its records alone, however much they unpack to, and one may
   * have five megabytes. The worker polls again until it has enough.
   */
  private static final int MAX_POLL_RECORDS = 16;

  private static final int MAX_FETCH_BYTES = 8 << 20;
  private static final Duration API_TIMEOUT = Duration.ofSeconds(15);

  /** The worker waits for its reports between two polls. */
  private static final Duration REPORT_TIMEOUT = Duration.ofSeconds(30);

  private ClientSettings() {}

  static Map<String, Object> consumer(Map<String, Object> kafka, String group) {
    Map<String, Object> properties = new HashMap<>();
    properties.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, MAX_POLL_RECORDS);
    properties.put(ConsumerConfig.FETCH_MAX_BYTES_CONFIG, MAX_FETCH_BYTES);
    properties.put(ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, (int) API_TIMEOUT.toMillis());
    properties.putAll(kafka);
    // The worker sets positions itself, so that nothing is passed over in silence.
    properties.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "none");
    properties.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
    properties.put(ConsumerConfig.GROUP_ID_CONFIG, group);
    properties.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
    properties.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
    return properties;
  }

  static Map<String, Object> producer(Map<String, Object> kafka) {
    Map<String, Object> properties = new HashMap<>();
    properties.put(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, Topic.DLQ.maxBytes());
    properties.put(ProducerConfig.COMPRESSION_TYPE_CONFIG, "lz4");
    properties.putAll(kafka);
    properties.put(ProducerConfig.ACKS_CONFIG, "all");
    properties.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
    int timeout = (int) REPORT_TIMEOUT.toMillis();
    properties.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, timeout);
    properties.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, timeout);
    properties.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, timeout / 3);
    return properties;
  }
}
