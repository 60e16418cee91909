package io.weir.cli;

import io.micrometer.core.instrument.binder.kafka.KafkaStreamsMetrics;
import io.weir.cli.config.StreamsSettings;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.Topology;

/** Runs a topology exactly once until the process is told to stop. */
final class StreamsRole {
  private static final int MAX_RECORD_BYTES = 5 << 20;
  private static final Duration CLOSE = Duration.ofSeconds(20);

  /** An outage may last. Kafka's own five minutes would end the work of a task. */
  private static final Duration LONGEST_OUTAGE = Duration.ofDays(3650);

  /** When a topic that was made wider is read whole. */
  private static final Duration METADATA_AGE = Duration.ofMinutes(1);

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
    properties.put(StreamsConfig.TASK_TIMEOUT_MS_CONFIG, LONGEST_OUTAGE.toMillis());
    properties.put(StreamsConfig.METADATA_MAX_AGE_CONFIG, (int) METADATA_AGE.toMillis());
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
        KafkaStreamsMetrics binder = new KafkaStreamsMetrics(streams);
        KafkaProbe kafka = new KafkaProbe(settings.role().kafkaAdmin())) {
      binder.bindTo(process.metrics());
      StreamFaults faults =
          new StreamFaults(Clock.systemUTC(), kafka::isOutageRecent, process::fail);
      streams.setUncaughtExceptionHandler(faults);
      streams.start();
      return process.run(
          settings.role().adminHost(),
          settings.role().adminPort(),
          () -> deadCause(streams),
          () -> notReadyCause(streams, kafka),
          () -> {
            faults.stop();
            streams.close(CLOSE);
          });
    }
  }

  /** Waiting for Kafka is no reason for a restart. */
  private static String deadCause(KafkaStreams streams) {
    boolean mayStillWork =
        streams.state().hasNotStarted() || streams.state().isRunningOrRebalancing();
    if (!mayStillWork) {
      return state(streams);
    }
    boolean anyThread =
        streams.state().hasNotStarted() || !streams.metadataForLocalThreads().isEmpty();
    return anyThread ? null : "no thread of the stream is left";
  }

  /** The stream itself stays RUNNING while no broker answers. */
  private static String notReadyCause(KafkaStreams streams, KafkaProbe kafka) {
    String unreachable = kafka.unreachable();
    if (unreachable != null) {
      return unreachable;
    }
    return streams.state() == KafkaStreams.State.RUNNING ? null : state(streams);
  }

  private static String state(KafkaStreams streams) {
    return "the stream is " + streams.state();
  }
}
