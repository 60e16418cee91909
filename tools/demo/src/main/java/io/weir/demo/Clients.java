package io.weir.demo;

import io.weir.ingest.topic.Topic;
import io.weir.servers.KafkaServer;
import java.util.Map;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Kafka clients for those who play and watch. */
public final class Clients {
  private Clients() {}

  public static Map<String, Object> admin(KafkaServer kafka) {
    return Map.of("bootstrap.servers", kafka.bootstrapServers());
  }

  /** Sends as the agent does: nothing is lost, and the order of a key is kept. */
  public static Map<String, Object> producer(KafkaServer kafka) {
    return Map.of(
        "bootstrap.servers",
        kafka.bootstrapServers(),
        "acks",
        "all",
        "linger.ms",
        20,
        // A broker that was killed on a busy machine may need longer than the default of two
        // minutes.
        "delivery.timeout.ms",
        600_000,
        "max.request.size",
        Topic.LOGS_RAW.maxBytes(),
        "key.serializer",
        ByteArraySerializer.class,
        "value.serializer",
        ByteArraySerializer.class);
  }

  /** Reads what is committed, in no group. */
  public static KafkaConsumer<byte[], byte[]> watcher(KafkaServer kafka) {
    return new KafkaConsumer<>(
        Map.of(
            "bootstrap.servers",
            kafka.bootstrapServers(),
            "isolation.level",
            "read_committed",
            "enable.auto.commit",
            false,
            "max.poll.records",
            5_000),
        new ByteArrayDeserializer(),
        new ByteArrayDeserializer());
  }
}
