package io.weir.enrich.incidents;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.weir.enrich.PartitionProgress;
import io.weir.enrich.sigma.RuleSet;
import io.weir.enrich.sigma.Rules;
import io.weir.ingest.event.EventJson;
import io.weir.ingest.topic.Topic;
import java.io.File;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Properties;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.processor.TaskId;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.Stores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ProcessorsTest {
  private static final Instant START = Instant.parse("2026-11-23T00:00:00Z");

  private static final IncidentTiming TIMING =
      new IncidentTiming(Duration.ofMinutes(1), Duration.ZERO, Duration.ofMinutes(30));

  private static final PartitionProgress ENDS =
      new PartitionProgress() {
        @Override
        public int partitions(String topic) {
          return 1;
        }

        @Override
        public boolean isCaughtUp(String topic, int partition) {
          return false;
        }
      };

  private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
  private final IncidentsMetrics metrics = new IncidentsMetrics(registry);
  @TempDir private File directory;

  private MockProcessorContext<byte[], byte[]> context(String topic) {
    MockProcessorContext<byte[], byte[]> context =
        new MockProcessorContext<>(new Properties(), new TaskId(0, 0), directory);
    context.setCurrentSystemTimeMs(START.toEpochMilli());
    context.setRecordMetadata(topic, 0, 7);
    for (String name :
        new String[] {IncidentsTopology.CORRELATIONS, IncidentsTopology.OPEN_INCIDENTS}) {
      KeyValueStore<String, byte[]> store =
          Stores.keyValueStoreBuilder(
                  Stores.inMemoryKeyValueStore(name), Serdes.String(), Serdes.ByteArray())
              .withLoggingDisabled()
              .build();
      store.init(context.getStateStoreContext(), store);
      context.addStateStore(store);
    }
    return context;
  }

  private static Record<byte[], byte[]> record(String json) {
    return new Record<>(
        "key".getBytes(StandardCharsets.UTF_8),
        json.getBytes(StandardCharsets.UTF_8),
        START.toEpochMilli());
  }

  private MatchProcessor match() {
    return new MatchProcessor(RuleSet::shipped, ENDS, TIMING, metrics);
  }

  /** Kafka Streams does so after a commit that took too long. */
  @Test
  void aProcessorThatIsInitialisedAgainBeginsAnew() {
    MatchProcessor processor = match();
    Record<byte[], byte[]> event =
        new Record<>(
            null,
            EventJson.write(Rules.event("\"@timestamp\":\"%s\"".formatted(START))),
            START.toEpochMilli());
    MockProcessorContext<byte[], byte[]> first = context(Topic.EVENTS.name());
    processor.init(first);
    processor.process(event);
    processor.process(event);
    assertThat(first.forwarded()).hasSize(1);

    MockProcessorContext<byte[], byte[]> second = context(Topic.EVENTS.name());
    processor.init(second);
    processor.process(event);

    assertThat(second.forwarded()).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "null",
        "{}",
        "[]",
        "",
        "{\"rule\":\"r\",\"group\":[null],\"event\":\"e\",\"time\":\"2026-11-23T00:00:00Z\",\"steps\":[],\"values\":{},\"entity\":\"pod:x\",\"related\":[]}",
        "{\"rule\":\"r\",\"group\":[],\"event\":\"e\",\"time\":\"+999999999-11-23T00:00:00Z\",\"steps\":[],\"values\":{},\"entity\":\"pod:x\",\"related\":[]}",
        "{\"rule\":\"r\",\"title\":\"r\",\"level\":\"HIGH\",\"tactics\":[],\"techniques\":[],\"group\":[],\"time\":\"2026-11-23T00:00:00Z\",\"entity\":\"pod:x\",\"related\":[],\"evidence\":[]}"
      })
  void whatIsNeitherAMatchNorAFindingIsLeftOutAndCounted(String json) {
    isLeftOut(
        new CorrelateProcessor(RuleSet::shipped, ENDS, Duration.ofMinutes(5), metrics),
        "correlate",
        json);
    isLeftOut(
        new CollectProcessor(Duration.ofMinutes(30), () -> 1 << 20, metrics), "collect", json);
  }

  @Test
  void anEventThatIsNestedWithoutEndIsLeftOutAndCounted() {
    isLeftOut(match(), "match", "null");
    isLeftOut(match(), "match", "{\"a\":".repeat(1_000_000));
  }

  @Test
  void anEventThatARuleIsTooDeepForIsLeftOutAndCounted() {
    MatchProcessor processor =
        new MatchProcessor(
            () -> {
              throw new StackOverflowError();
            },
            ENDS,
            TIMING,
            metrics);
    processor.init(context(Topic.EVENTS.name()));

    processor.process(
        new Record<>(
            null,
            EventJson.write(Rules.event("\"@timestamp\":\"%s\"".formatted(START))),
            START.toEpochMilli()));

    assertThat(unreadable("match")).isEqualTo(1);
  }

  private void isLeftOut(
      Processor<byte[], byte[], byte[], byte[]> processor, String step, String json) {
    double before = unreadable(step);
    processor.init(context(Topic.MATCHES.name()));

    processor.process(record(json));
    processor.process(
        new Record<>(
            IncidentsTopology.watermarkKey(),
            json.getBytes(StandardCharsets.UTF_8),
            START.toEpochMilli()));

    assertThat(unreadable(step)).isEqualTo(before + 2);
  }

  private double unreadable(String step) {
    return registry.get("weir.incidents.unreadable").tag("step", step).counter().count();
  }
}
