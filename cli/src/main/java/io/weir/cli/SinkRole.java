package io.weir.cli;

import io.micrometer.core.instrument.binder.kafka.KafkaClientMetrics;
import io.weir.ingest.config.Settings;
import io.weir.sinks.Sink;
import io.weir.sinks.SinkWorker;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
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
  private static final long STOP_MILLIS = 20_000;

  private final Settings settings;
  private final String group;
  private final Map<String, Object> kafka;
  private final String adminHost;
  private final int adminPort;

  SinkRole(Settings settings, String group) {
    this.settings = settings;
    this.group = settings.text("group.id", group);
    this.kafka = RoleSettings.kafka(settings);
    this.adminHost = RoleSettings.adminHost(settings);
    this.adminPort = RoleSettings.adminPort(settings);
  }

  /** Returns the exit status. */
  int run(Sink sink, Collection<String> topics, SinkWorker.Start start) {
    settings.rejectUnknown();
    KafkaConsumer<byte[], byte[]> consumer = consumer();
    KafkaProducer<byte[], byte[]> producer = producer();
    try (Role process = new Role(sink.stage());
        KafkaClientMetrics metrics = new KafkaClientMetrics(consumer)) {
      metrics.bindTo(process.metrics());
      SinkWorker worker =
          new SinkWorker(sink, topics, start, consumer, producer, process.metrics());
      Thread thread = new Thread(worker, sink.stage());
      thread.setUncaughtExceptionHandler((t, e) -> process.fail(e.getClass().getName()));
      thread.start();
      return process.run(
          adminHost, adminPort, worker::fault, worker::unhealthy, () -> stop(worker, thread));
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

  private KafkaConsumer<byte[], byte[]> consumer() {
    Map<String, Object> config = new HashMap<>();
    config.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, MAX_POLL_RECORDS);
    config.put(ConsumerConfig.FETCH_MAX_BYTES_CONFIG, MAX_FETCH_BYTES);
    config.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
    config.putAll(kafka);
    config.put(ConsumerConfig.GROUP_ID_CONFIG, group);
    config.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
    config.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
    return new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer());
  }

  private KafkaProducer<byte[], byte[]> producer() {
    Map<String, Object> config = new HashMap<>();
    config.put(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, MAX_RECORD_BYTES);
    config.put(ProducerConfig.COMPRESSION_TYPE_CONFIG, "lz4");
    config.putAll(kafka);
    config.put(ProducerConfig.ACKS_CONFIG, "all");
    config.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
    return new KafkaProducer<>(config, new ByteArraySerializer(), new ByteArraySerializer());
  }
}
