package io.weir.enrich.incidents;

import static org.assertj.core.api.Assertions.as;
import static org.assertj.core.api.Assertions.assertThat;

import io.weir.enrich.PartitionProgress;
import io.weir.enrich.incidents.RecordedEvents.Keyed;
import io.weir.enrich.sigma.RuleSet;
import io.weir.enrich.sigma.Rules;
import io.weir.ingest.event.Event;
import io.weir.ingest.event.EventJson;
import io.weir.ingest.event.Field;
import io.weir.ingest.topic.EventHeaders;
import io.weir.ingest.topic.Topic;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.TestOutputTopic;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.test.TestRecord;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class IncidentsTopologyTest {
  private static final Instant START = Instant.parse("2026-11-23T00:00:00Z");
  private static final Duration GRACE = Duration.ofMinutes(1);

  private final AtomicReference<RuleSet> rules = new AtomicReference<>(RuleSet.shipped());
  private boolean readToEnd;
  private boolean unused;
  private Instant clock = START;
  private TopologyTestDriver driver;
  private TestInputTopic<byte[], byte[]> events;
  private TestOutputTopic<byte[], byte[]> output;

  @BeforeEach
  void start() {
    Properties config = new Properties();
    config.put(StreamsConfig.APPLICATION_ID_CONFIG, "incidents-test");
    config.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, "none:1");
    config.put(StreamsConfig.PROCESSING_GUARANTEE_CONFIG, StreamsConfig.EXACTLY_ONCE_V2);
    PartitionProgress ends =
        new PartitionProgress() {
          @Override
          public int partitions(String topic) {
            return 1;
          }

          @Override
          public boolean isCaughtUp(String topic, int partition) {
            return readToEnd;
          }

          @Override
          public boolean isUnused(String topic, int partition) {
            return unused;
          }
        };
    driver =
        new TopologyTestDriver(
            IncidentsTopology.build(
                rules::get,
                ends,
                new IncidentTiming(GRACE, Duration.ZERO, Duration.ofMinutes(30)),
                IncidentsMetrics.none()),
            config,
            START);
    events =
        driver.createInputTopic(
            Topic.EVENTS.name(), new ByteArraySerializer(), new ByteArraySerializer());
    output =
        driver.createOutputTopic(
            Topic.INCIDENTS.name(), new ByteArrayDeserializer(), new ByteArrayDeserializer());
  }

  @AfterEach
  void stop() {
    driver.close();
  }

  @Test
  void findsWhatTheStageFinds() throws IOException {
    Map<String, Event> expected = new LinkedHashMap<>();
    BatchIncidents stage =
        new BatchIncidents(
            rules.get(), incident -> expected.put(incident.id(), IncidentEvents.of(incident)));
    List<Keyed> recorded = RecordedEvents.all();
    recorded.forEach(event -> stage.add(event.event()));
    stage.finish();

    recorded.stream()
        .sorted(Comparator.comparing(event -> event.event().timestamp()))
        .forEach(this::append);
    readToEnd = true;
    clockTo(clock.plus(Duration.ofHours(3)));
    tick();

    Map<String, Event> found = new LinkedHashMap<>();
    for (TestRecord<byte[], byte[]> record : output.readRecordsToList()) {
      Event incident = EventJson.read(record.value());
      String id = new String(record.key(), StandardCharsets.UTF_8);
      assertThat(incident.fields().text(Field.WEIR_INCIDENT_ID)).isEqualTo(id);
      assertThat(new String(header(record, EventHeaders.EVENT_ID), StandardCharsets.UTF_8))
          .isEqualTo(incident.id());
      found.put(id, incident);
    }
    assertThat(found).hasSize(3).isEqualTo(expected);
  }

  @Test
  void anIncidentIsWrittenWhenTheGraceIsOverAndAgainWhenItCloses() {
    statement("COPY t TO PROGRAM 'sh'", 0);
    tick();
    assertThat(output.isEmpty()).isTrue();

    statement("SELECT 1", 62);
    tick();
    assertThat(statuses()).containsExactly("1 open");

    statement("SELECT 1", 2000);
    tick();
    assertThat(statuses()).containsExactly("2 closed");
  }

  @Test
  void silenceIsNoProofThatNothingIsLeftToRead() {
    statement("COPY t TO PROGRAM 'sh'", 0);
    clockTo(clock.plus(Duration.ofHours(1)));
    assertThat(output.isEmpty()).isTrue();

    readToEnd = true;
    tick();
    assertThat(statuses()).containsExactly("2 closed");
  }

  @Test
  void timesAheadOfTheTimeOfAppendingMoveNothing() {
    statement("COPY t TO PROGRAM 'sh'", 0);
    Event future = event("SELECT 1", 5);
    events.pipeInput(
        new TestRecord<>(
            null,
            EventJson.write(
                new Event(START.plus(Duration.ofDays(900)), future.message(), future.fields())),
            START.plusSeconds(5)));
    tick();

    assertThat(output.isEmpty()).isTrue();
  }

  @Test
  void aLineThatIsDatedAheadIsJudgedWhenItCame() {
    clockTo(START.plusSeconds(5));
    Event future = event("COPY t TO PROGRAM 'sh'", 5);
    events.pipeInput(
        new TestRecord<>(
            null,
            EventJson.write(new Event(Instant.parse("2099-01-01T00:00:00Z"), "", future.fields())),
            START.plusSeconds(5)));
    statement("SELECT 1", 70);
    tick();

    assertThat(statuses()).containsExactly("1 open");
  }

  @Test
  void aPartitionThatWasNeverWrittenToHoldsNobodyUp() {
    unused = true;
    readToEnd = true;
    clockTo(START.plusSeconds(100));
    assertThat(output.isEmpty()).isTrue();

    // It has its first record, of long ago: nothing was late for it.
    unused = false;
    readToEnd = false;
    events.pipeInput(
        new TestRecord<>(
            null, EventJson.write(event("COPY t TO PROGRAM 'sh'", 0)), START.plusSeconds(100)));
    statement("SELECT 1", 200);
    tick();

    assertThat(output.readValuesToList())
        .singleElement(as(InstanceOfAssertFactories.BYTE_ARRAY))
        .asString(StandardCharsets.UTF_8)
        .contains("incident")
        .doesNotContain("\"late\"");
  }

  @Test
  void rulesAreSwappedWhileRunning() {
    rules.set(
        Rules.of(
            """
            title: Any statement
            logsource: {product: postgresql}
            detection: {sel: {weir.db.statement: SELECT 1}, condition: sel}
            level: high
            """));
    statement("COPY t TO PROGRAM 'sh'", 0);
    statement("SELECT 1", 1);
    readToEnd = true;
    clockTo(clock.plus(Duration.ofMinutes(2)));
    tick();

    assertThat(output.readValue()).asString(StandardCharsets.UTF_8).contains("Any statement");
    assertThat(output.isEmpty()).isTrue();
  }

  @Test
  void whatIsNoEventStopsNothing() {
    events.pipeInput("s3cret".getBytes(StandardCharsets.UTF_8));
    events.pipeInput((byte[]) null);
    statement("COPY t TO PROGRAM 'sh'", 0);
    readToEnd = true;
    clockTo(clock.plus(Duration.ofMinutes(2)));
    tick();

    assertThat(statuses()).containsExactly("1 open");
  }

  /** The broker's clock and ours are one; nothing is appended before it happens. */
  private void clockTo(Instant time) {
    if (time.isAfter(clock)) {
      driver.advanceWallClockTime(Duration.between(clock, time));
      clock = time;
    }
  }

  private void append(Keyed event) {
    clockTo(event.event().timestamp());
    events.pipeInput(
        new TestRecord<>(
            event.key().getBytes(StandardCharsets.UTF_8),
            EventJson.write(event.event()),
            event.event().timestamp()));
  }

  private void statement(String sql, long second) {
    clockTo(START.plusSeconds(second));
    events.pipeInput(
        new TestRecord<>(null, EventJson.write(event(sql, second)), START.plusSeconds(second)));
  }

  private static Event event(String sql, long second) {
    return Rules.event(
        """
        "@timestamp":"%s","event.id":"e%d","weir.format":"postgresql","weir.db.statement":"%s",
        "kubernetes.pod.name":"db"
        """
            .formatted(START.plusSeconds(second), second, sql));
  }

  private void tick() {
    clockTo(clock.plus(Duration.ofSeconds(1)));
  }

  private List<String> statuses() {
    return output.readValuesToList().stream().map(IncidentsTopologyTest::status).toList();
  }

  private static String status(byte[] json) {
    try {
      Event incident = EventJson.read(json);
      return incident.fields().text(Field.WEIR_INCIDENT_REVISION)
          + " "
          + incident.fields().text(Field.WEIR_INCIDENT_STATUS);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static byte[] header(TestRecord<byte[], byte[]> record, String name) {
    return record.headers().lastHeader(name).value();
  }
}
