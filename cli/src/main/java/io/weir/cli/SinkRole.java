package io.weir.cli;

import io.micrometer.core.instrument.binder.kafka.KafkaClientMetrics;
import io.weir.cli.config.RoleConfig;
import io.weir.ingest.config.ConfigException;
import io.weir.sinks.Sink;
import io.weir.sinks.SinkInput;
import io.weir.sinks.SinkWorker;
import java.time.Clock;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
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
  private static final int MAX_FETCH_BYTES = 16 << 20;
  private static final int MAX_POLL_RECORDS = 1_000;
  private static final int REPORT_MILLIS = 30_000;
  private static final long STOP_MILLIS = 20_000;

  /**
   * Between two polls may lie a third of the time between them, half a minute of requests, a last
   * one of a minute, and half a minute for dead letters.
   */
  private static final Duration SHORTEST_POLL_INTERVAL = Duration.ofMinutes(3);

  private final RoleConfig config;
  private final String group;
  private final Duration maxPollInterval;

  /**
   * A sink's process.
   *
   * @throws ConfigException if the group would take it for dead while a slow store is waited for
   */
  SinkRole(RoleConfig config, String group) {
    this.config = config;
    this.group = group;
    this.maxPollInterval = maxPollInterval(config);
  }

  /** Returns the exit status. */
  int run(Sink sink, Collection<String> topics, SinkInput.Start start) {
    KafkaConsumer<byte[], byte[]> consumer = consumer();
    KafkaProducer<byte[], byte[]> producer = producer();
    try (Role process = new Role(sink.stage());
        KafkaClientMetrics metrics = new KafkaClientMetrics(consumer)) {
      metrics.bindTo(process.metrics());
      SinkWorker worker =
          new SinkWorker(
              sink,
              new SinkInput(consumer, topics, start, maxPollInterval),
              producer,
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
          worker::unhealthy,
          () -> stop(worker, thread));
    }
  }

  private static void stop(SinkWorker worker, Thread thread) {
    worker.stop();
    try {
      thread.join(STOP_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static Duration maxPollInterval(RoleConfig config) {
    String key = ConsumerConfig.MAX_POLL_INTERVAL_MS_CONFIG;
    Object byDefault = ConsumerConfig.configDef().defaultValues().get(key);
    String millis = config.kafka().getOrDefault(key, byDefault).toString().trim();
    Duration interval = parse(key, millis);
    if (interval.compareTo(SHORTEST_POLL_INTERVAL) < 0) {
      throw fault(
          key,
          "must be at least %d, not %s: a slow store may take a sink so long between two polls"
              .formatted(SHORTEST_POLL_INTERVAL.toMillis(), millis));
    }
    return interval;
  }

  private static Duration parse(String key, String millis) {
    try {
      return Duration.ofMillis(Integer.parseInt(millis));
    } catch (NumberFormatException e) {
      throw fault(key, "must be a whole number, not '" + millis + "'");
    }
  }

  private static ConfigException fault(String key, String reason) {
    return new ConfigException("kafka." + key, reason);
  }

  private KafkaConsumer<byte[], byte[]> consumer() {
    Map<String, Object> properties = new HashMap<>();
    properties.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, MAX_POLL_RECORDS);
    properties.put(ConsumerConfig.FETCH_MAX_BYTES_CONFIG, MAX_FETCH_BYTES);
    properties.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
    properties.putAll(config.kafka());
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
