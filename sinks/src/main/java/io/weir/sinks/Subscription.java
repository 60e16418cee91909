package io.weir.sinks;

import java.util.Collection;
import java.util.Map;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * Where a sink's records come from and where it reports to. The worker closes both clients.
 *
 * @param consumer with {@code read_committed}, without automatic commits and resets, and with few
 *     records a poll: what one poll returns is bounded by their number alone
 * @param producer for dead letters and the ledger, idempotent, with {@code acks=all} and time
 *     limits well below the longest interval between polls
 * @param topics which the consumer subscribes to
 * @param start where it begins in a partition that is assigned to it
 */
public record Subscription(
    Consumer<byte[], byte[]> consumer,
    Producer<byte[], byte[]> producer,
    Collection<String> topics,
    Start start) {

  /**
   * Opens both clients with the settings that the worker relies on.
   *
   * @param kafka the user's settings, {@code bootstrap.servers} at least
   * @throws org.apache.kafka.common.KafkaException if a setting cannot be used
   */
  public static Subscription open(
      Map<String, Object> kafka, String group, Collection<String> topics, Start start) {
    return new Subscription(
        new KafkaConsumer<>(
            ClientSettings.consumer(kafka, group),
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer()),
        new KafkaProducer<>(
            ClientSettings.producer(kafka), new ByteArraySerializer(), new ByteArraySerializer()),
        topics,
        start);
  }

  /** Where to begin in a partition. */
  public enum Start {
    /** Where the group has committed to; at the beginning if it has not. */
    COMMITTED,
    /** At the beginning, each time: the topic is compacted, and the store forgets. */
    BEGINNING
  }
}
