package io.weir.enrich;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.weir.enrich.events.EnrichMetrics;
import io.weir.enrich.events.EventLimits;
import io.weir.enrich.events.EventsTopology;
import io.weir.enrich.events.Oversize;
import io.weir.enrich.events.Processing;
import io.weir.enrich.incidents.IncidentTiming;
import io.weir.enrich.incidents.IncidentsMetrics;
import io.weir.enrich.incidents.IncidentsTopology;
import io.weir.enrich.redact.Policies;
import io.weir.enrich.redact.Pseudonyms;
import io.weir.enrich.redact.Redactor;
import io.weir.enrich.sigma.RuleSet;
import io.weir.ingest.event.EventIds;
import io.weir.ingest.parse.LineFormats;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.Topology;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** All stores are in memory, so 73 MB of native code for stores on disk are not shipped. */
class WithoutRocksDbTest {
  private static final Map<String, Object> KAFKA = Map.of("bootstrap.servers", "127.0.0.1:1");

  private static final PartitionProgress NOTHING_IS_KNOWN =
      new PartitionProgress() {
        @Override
        public int partitions(String topic) {
          return 0;
        }

        @Override
        public boolean isCaughtUp(String topic, int partition) {
          return false;
        }
      };

  @TempDir private Path state;

  @Test
  void theClassPathHasNone() {
    assertThatThrownBy(() -> Class.forName("org.rocksdb.RocksDB"))
        .isInstanceOf(ClassNotFoundException.class);
  }

  @Test
  void eventsStart() {
    Redactor redactor = new Redactor(Policies.standard(), Pseudonyms.development());

    assertStarts(
        EventsTopology.build(
            new Processing(
                EventIds.development(),
                LineFormats::standard,
                () -> redactor,
                EventLimits.of(Oversize.CUT)),
            NOTHING_IS_KNOWN,
            new EnrichMetrics(new SimpleMeterRegistry())),
        EventsTopology.streamsProperties(KAFKA, "events"));
  }

  @Test
  void incidentsStart() {
    RuleSet rules = RuleSet.shipped();

    assertStarts(
        IncidentsTopology.build(
            () -> rules,
            NOTHING_IS_KNOWN,
            new IncidentTiming(
                Duration.ofMinutes(1), Duration.ofSeconds(10), Duration.ofMinutes(30)),
            new IncidentsMetrics(new SimpleMeterRegistry())),
        IncidentsTopology.streamsProperties(KAFKA, "incidents"));
  }

  /** No broker answers; what Kafka Streams loads, it loads before it asks one. */
  private void assertStarts(Topology topology, Map<String, Object> settings) {
    Properties properties = new Properties();
    properties.putAll(settings);
    properties.put(StreamsConfig.STATE_DIR_CONFIG, state.toString());
    try (KafkaStreams streams = new KafkaStreams(topology, properties)) {
      streams.start();

      assertThat(streams.state().hasNotStarted()).isFalse();
      assertThat(streams.state()).isNotEqualTo(KafkaStreams.State.ERROR);
      streams.close(Duration.ofSeconds(5));
    }
  }
}
