package io.weir.enrich;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.enrich.events.EventsTopology;
import io.weir.enrich.incidents.IncidentsTopology;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Stream;
import org.apache.kafka.streams.StreamsConfig;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class StreamsPropertiesTest {
  private static final Map<String, Object> USER =
      Map.of(
          "bootstrap.servers",
          "kafka:9092",
          "processing.guarantee",
          "at_least_once",
          "application.id",
          "other",
          "isolation.level",
          "read_uncommitted",
          "enable.auto.commit",
          "true",
          "metadata.max.age.ms",
          "5000");

  static Stream<Map<String, Object>> topologies() {
    return Stream.of(
        EventsTopology.streamsProperties(USER, "weir"),
        IncidentsTopology.streamsProperties(USER, "weir"));
  }

  /** As Kafka Streams itself understands them. */
  private static Map<String, Object> consumer(Map<String, Object> properties) {
    return config(properties).getMainConsumerConfigs("weir", "client", 0);
  }

  private static StreamsConfig config(Map<String, Object> properties) {
    Properties all = new Properties();
    all.putAll(properties);
    return new StreamsConfig(all);
  }

  @ParameterizedTest
  @MethodSource("topologies")
  void noSettingOfTheUserMakesRecordsCountTwice(Map<String, Object> properties) {
    assertThat(config(properties).getString("processing.guarantee")).isEqualTo("exactly_once_v2");
    assertThat(consumer(properties))
        .containsEntry("isolation.level", "read_committed")
        .containsEntry("enable.auto.commit", "false")
        .containsEntry("group.id", "weir")
        .containsEntry("auto.offset.reset", "earliest");
    assertThat(config(properties).getProducerConfigs("client"))
        .containsEntry("enable.idempotence", true);
  }

  @ParameterizedTest
  @MethodSource("topologies")
  void allElseIsTheUsers(Map<String, Object> properties) {
    assertThat(properties)
        .containsEntry("bootstrap.servers", "kafka:9092")
        .containsEntry("metadata.max.age.ms", "5000");
  }
}
