package io.weir.cli;

import io.micrometer.core.instrument.binder.kafka.KafkaStreamsMetrics;
import io.weir.cli.config.StreamsSettings;
import java.time.Duration;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.errors.MissingSourceTopicException;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse;

/** Runs a topology exactly once until the process is told to stop. */
final class StreamsRole {
  private static final int MAX_RECORD_BYTES = 5 << 20;
  private static final Duration CLOSE = Duration.ofSeconds(20);

  private final StreamsSettings settings;
  private final Role process;

  StreamsRole(StreamsSettings settings, Role process) {
    this.settings = settings;
    this.process = process;
  }

  private Properties properties(Map<String, Object> ofTopology) {
    Properties properties = new Properties();
    properties.put(StreamsConfig.REPLICATION_FACTOR_CONFIG, "-1");
    properties.put(StreamsConfig.ENSURE_EXPLICIT_INTERNAL_RESOURCE_NAMING_CONFIG, "true");
    properties.put(StreamsConfig.producerPrefix(ProducerConfig.COMPRESSION_TYPE_CONFIG), "lz4");
    properties.put(
        StreamsConfig.producerPrefix(ProducerConfig.MAX_REQUEST_SIZE_CONFIG), MAX_RECORD_BYTES);
    // A new group begins with the oldest record: what came before it was installed counts too.
    properties.put(
        StreamsConfig.mainConsumerPrefix(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG), "earliest");
    properties.putAll(ofTopology);
    properties.putAll(settings.role().kafka());
    properties.put(StreamsConfig.APPLICATION_ID_CONFIG, settings.applicationId());
    properties.put(StreamsConfig.PROCESSING_GUARANTEE_CONFIG, StreamsConfig.EXACTLY_ONCE_V2);
    properties.put(StreamsConfig.NUM_STREAM_THREADS_CONFIG, settings.threads());
    if (settings.stateDir() != null) {
      properties.put(StreamsConfig.STATE_DIR_CONFIG, settings.stateDir());
    }
    return properties;
  }

  /**
   * Runs until the process is stopped.
   *
   * @param client settings of Kafka's clients that the topology relies on
   * @return the exit status
   */
  int run(Topology topology, Map<String, Object> client) {
    try (KafkaStreams streams = new KafkaStreams(topology, properties(client));
        KafkaStreamsMetrics binder = new KafkaStreamsMetrics(streams)) {
      binder.bindTo(process.metrics());
      streams.setUncaughtExceptionHandler(
          e -> {
            process.fail(sentence(e));
            return StreamThreadExceptionResponse.SHUTDOWN_CLIENT;
          });
      streams.start();
      return process.run(
          settings.role().adminHost(),
          settings.role().adminPort(),
          () -> mayStillWork(streams) ? null : state(streams),
          () -> streams.state() == KafkaStreams.State.RUNNING ? null : state(streams),
          () -> streams.close(CLOSE));
    }
  }

  /** Waiting for Kafka is no reason for a restart. */
  private static boolean mayStillWork(KafkaStreams streams) {
    return streams.state().hasNotStarted() || streams.state().isRunningOrRebalancing();
  }

  private static String state(KafkaStreams streams) {
    return "the stream is " + streams.state();
  }

  /** Never the message of an exception that may quote a record. */
  private static String sentence(Throwable e) {
    for (Throwable cause = e; cause != null; cause = cause.getCause()) {
      if (cause instanceof MissingSourceTopicException) {
        return "a topic to read from is missing; run weir setup first";
      }
    }
    Throwable root = e;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    return e.getClass().getName() + " because of " + root.getClass().getName();
  }
}
