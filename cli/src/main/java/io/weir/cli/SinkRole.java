package io.weir.cli;

import io.micrometer.core.instrument.binder.kafka.KafkaClientMetrics;
import io.weir.cli.config.RoleConfig;
import io.weir.ingest.topic.Topics;
import io.weir.sinks.DeliverySettings;
import io.weir.sinks.Sink;
import io.weir.sinks.SinkWorker;
import io.weir.sinks.Subscription;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Runs one sink until the process is told to stop. */
final class SinkRole {
  private static final int MAX_RECORD_BYTES = 7 << 20;
  private static final int MAX_FETCH_BYTES = 8 << 20;

  /**
   * A poll is bounded by the number of its records alone, however much they unpack to, and one may
   * have five megabytes. The worker polls again until it has enough.
   */
  private static final int MAX_POLL_RECORDS = 16;

  private static final int API_MILLIS = 15_000;
  private static final int REPORT_MILLIS = 30_000;
  private static final long STOP_MILLIS = 20_000;

  private final RoleConfig config;
  private final String group;
  private final DeliverySettings delivery;

  SinkRole(RoleConfig config, String group, DeliverySettings delivery) {
    this.config = config;
    this.group = group;
    this.delivery = delivery;
  }

  /** Returns the exit status. */
  <T> int run(Sink<T> sink, Collection<String> topics, Subscription.Start start)
      throws InterruptedException {
    List<String> all = new ArrayList<>(topics);
    all.addAll(List.of(Topics.DLQ, Topics.LEDGER));
    TopicCheck.require(config.kafkaAdmin(), all);
    KafkaConsumer<byte[], byte[]> consumer = consumer();
    KafkaProducer<byte[], byte[]> producer = producer();
    try (Role process = new Role(sink.stage());
        KafkaClientMetrics metrics = new KafkaClientMetrics(consumer);
        KafkaProbe kafka = new KafkaProbe(config.kafkaAdmin())) {
      metrics.bindTo(process.metrics());
      SinkWorker<T> worker =
          new SinkWorker<>(
              sink,
              new Subscription(consumer, producer, topics, start),
              delivery,
              process.metrics(),
              Clock.systemUTC(),
              RandomGenerator.getDefault());
      Thread thread = new Thread(worker, sink.stage());
      thread.setUncaughtExceptionHandler((t, e) -> process.fail(e.getClass().getName()));
      thread.start();
      return process.run(
          config.adminHost(),
          config.adminPort(),
          worker::fault,
          () -> kafka.unreachable() == null ? worker.healthProblem() : kafka.unreachable(),
          () -> stop(worker, thread));
    }
  }

  private static void stop(SinkWorker<?> worker, Thread thread) {
    worker.stop();
    try {
      thread.join(STOP_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private KafkaConsumer<byte[], byte[]> consumer() {
    Map<String, Object> properties = new HashMap<>();
    properties.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, MAX_POLL_RECORDS);
    properties.put(ConsumerConfig.FETCH_MAX_BYTES_CONFIG, MAX_FETCH_BYTES);
    properties.put(ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, API_MILLIS);
    properties.putAll(config.kafka());
    // The worker sets positions itself, so that nothing is passed over in silence.
    properties.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "none");
    properties.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
    properties.put(ConsumerConfig.GROUP_ID_CONFIG, group);
    properties.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
    properties.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
    return new KafkaConsumer<>(
        properties, new ByteArrayDeserializer(), new ByteArrayDeserializer());
  }

  private KafkaProducer<byte[], byte[]> producer() {
    Map<String, Object> properties = new HashMap<>();
    properties.put(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, MAX_RECORD_BYTES);
    properties.put(ProducerConfig.COMPRESSION_TYPE_CONFIG, "lz4");
    properties.putAll(config.kafka());
    properties.put(ProducerConfig.ACKS_CONFIG, "all");
    properties.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
    // The worker waits for its reports between two polls.
    properties.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, REPORT_MILLIS);
    properties.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, REPORT_MILLIS);
    properties.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, REPORT_MILLIS / 3);
    return new KafkaProducer<>(properties, new ByteArraySerializer(), new ByteArraySerializer());
  }
}
