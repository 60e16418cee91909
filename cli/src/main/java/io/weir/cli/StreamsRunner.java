package io.weir.cli;

import io.weir.cli.config.StreamsSettings;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.Topology;

/** Runs a topology until the process is stopped. */
final class StreamsRunner {
  private static final Duration CLOSE = Duration.ofSeconds(20);

  private final StreamsSettings settings;
  private final ServiceProcess process;

  StreamsRunner(StreamsSettings settings, ServiceProcess process) {
    this.settings = settings;
    this.process = process;
  }

  private Properties properties(Map<String, Object> ofTopology) {
    Properties properties = new Properties();
    properties.putAll(ofTopology);
    properties.put(StreamsConfig.NUM_STREAM_THREADS_CONFIG, settings.threads());
    if (settings.stateDir() != null) {
      properties.put(StreamsConfig.STATE_DIR_CONFIG, settings.stateDir());
    }
    return properties;
  }

  /**
   * Runs until the process is stopped.
   *
   * @param ofTopology the settings that the topology relies on
   * @return the exit status
   */
  int run(Topology topology, Map<String, Object> ofTopology) {
    try (KafkaStreams streams = new KafkaStreams(topology, properties(ofTopology));
        KafkaProbe kafka = new KafkaProbe(settings.role().kafkaAdmin())) {
      process.collect(new KafkaMeters(streams::metrics));
      StreamFaults faults =
          new StreamFaults(Clock.systemUTC(), kafka::isOutageRecent, process::fail);
      streams.setUncaughtExceptionHandler(faults);
      streams.start();
      return process.run(
          settings.role().adminHost(),
          settings.role().adminPort(),
          new Health(() -> deadCause(streams), () -> notReadyCause(streams, kafka)),
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
