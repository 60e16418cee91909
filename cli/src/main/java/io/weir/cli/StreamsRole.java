package io.weir.cli;

import io.micrometer.core.instrument.binder.kafka.KafkaStreamsMetrics;
import io.weir.ingest.config.Settings;
import java.time.Duration;
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
  private static final int MAX_THREADS = 64;
  private static final Duration CLOSE = Duration.ofSeconds(20);

  private final Settings settings;
  private final Role process;
  private final Properties config;
  private final String adminHost;
  private final int adminPort;

  StreamsRole(Settings settings, String applicationId, Role process) {
    this.settings = settings;
    this.process = process;
    this.config = config(settings, applicationId);
    this.adminHost = RoleSettings.adminHost(settings);
    this.adminPort = RoleSettings.adminPort(settings);
  }

  private static Properties config(Settings settings, String applicationId) {
    Properties config = new Properties();
    config.put(StreamsConfig.REPLICATION_FACTOR_CONFIG, "-1");
    config.put(StreamsConfig.ENSURE_EXPLICIT_INTERNAL_RESOURCE_NAMING_CONFIG, "true");
    config.put(StreamsConfig.producerPrefix(ProducerConfig.COMPRESSION_TYPE_CONFIG), "lz4");
    config.put(
        StreamsConfig.producerPrefix(ProducerConfig.MAX_REQUEST_SIZE_CONFIG), MAX_RECORD_BYTES);
    // A new group begins with the oldest record: what came before it was installed counts too.
    config.put(
        StreamsConfig.mainConsumerPrefix(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG), "earliest");
    config.putAll(RoleSettings.kafka(settings));
    config.put(StreamsConfig.APPLICATION_ID_CONFIG, applicationId);
    config.put(StreamsConfig.PROCESSING_GUARANTEE_CONFIG, StreamsConfig.EXACTLY_ONCE_V2);
    config.put(
        StreamsConfig.NUM_STREAM_THREADS_CONFIG, settings.number("threads", 1, 1, MAX_THREADS));
    String stateDir = settings.text("state.dir", null);
    if (stateDir != null) {
      config.put(StreamsConfig.STATE_DIR_CONFIG, stateDir);
    }
    return config;
  }

  /** Returns the exit status. */
  int run(Topology topology) {
    settings.rejectUnknown();
    try (KafkaStreams streams = new KafkaStreams(topology, config);
        KafkaStreamsMetrics binder = new KafkaStreamsMetrics(streams)) {
      binder.bindTo(process.metrics());
      streams.setUncaughtExceptionHandler(
          e -> {
            process.fail(sentence(e));
            return StreamThreadExceptionResponse.SHUTDOWN_CLIENT;
          });
      streams.start();
      return process.run(
          adminHost,
          adminPort,
          () -> streams.state().hasNotStarted() || isWorking(streams) ? null : state(streams),
          () -> isWorking(streams) ? null : state(streams),
          () -> streams.close(CLOSE));
    }
  }

  private static boolean isWorking(KafkaStreams streams) {
    return streams.state().isRunningOrRebalancing();
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
