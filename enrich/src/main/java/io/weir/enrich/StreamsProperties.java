package io.weir.enrich;

import io.weir.ingest.topic.Topic;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.streams.StreamsConfig;

/** The settings of Kafka Streams that every topology here relies on. */
public final class StreamsProperties {
  /** An outage may last. Kafka's own five minutes would end the work of a task. */
  private static final Duration LONGEST_OUTAGE = Duration.ofDays(3650);

  /** When a topic that was made wider is read whole. */
  private static final Duration METADATA_AGE = Duration.ofMinutes(1);

  private StreamsProperties() {}

  /**
   * The settings of one topology. The user's go before ours, but for those without which results
   * would be wrong: the application's id, and that each record counts exactly once.
   *
   * @param kafka the user's, {@code bootstrap.servers} at least
   * @param topology what this topology needs and others do not
   */
  public static Map<String, Object> of(
      Map<String, Object> kafka, String applicationId, Map<String, Object> topology) {
    Map<String, Object> properties = new HashMap<>();
    properties.put(StreamsConfig.REPLICATION_FACTOR_CONFIG, "-1");
    properties.put(StreamsConfig.ENSURE_EXPLICIT_INTERNAL_RESOURCE_NAMING_CONFIG, "true");
    properties.put(StreamsConfig.producerPrefix(ProducerConfig.COMPRESSION_TYPE_CONFIG), "lz4");
    properties.put(
        StreamsConfig.producerPrefix(ProducerConfig.MAX_REQUEST_SIZE_CONFIG),
        Topic.EVENTS.maxBytes());
    // A new group begins with the oldest record: what came before it was installed counts too.
    properties.put(
        StreamsConfig.mainConsumerPrefix(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG), "earliest");
    properties.put(StreamsConfig.TASK_TIMEOUT_MS_CONFIG, LONGEST_OUTAGE.toMillis());
    properties.put(StreamsConfig.METADATA_MAX_AGE_CONFIG, (int) METADATA_AGE.toMillis());
    properties.putAll(topology);
    properties.putAll(kafka);
    properties.put(StreamsConfig.APPLICATION_ID_CONFIG, applicationId);
    // With it, consumers read what is committed only, and commit nothing by themselves.
    properties.put(StreamsConfig.PROCESSING_GUARANTEE_CONFIG, StreamsConfig.EXACTLY_ONCE_V2);
    return properties;
  }
}
