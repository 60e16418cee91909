package io.weir.enrich.events;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.weir.enrich.PartitionProgress;
import io.weir.enrich.redact.Policies;
import io.weir.enrich.redact.Pseudonyms;
import io.weir.enrich.redact.Redactor;
import io.weir.ingest.assemble.HeldBudget;
import io.weir.ingest.event.EventIds;
import io.weir.ingest.event.Json;
import io.weir.ingest.parse.LineFormats;
import io.weir.ingest.topic.EventHeaders;
import io.weir.ingest.topic.LedgerEntry;
import io.weir.ingest.topic.Topic;
import io.weir.ingest.yaml.YamlNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.TestOutputTopic;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class EventsTopologyTest {
  private static final Path RECORDED = Path.of("..", "tools", "recorded", "records");

  private final Redactor standard = new Redactor(Policies.standard(), Pseudonyms.development());
  private Redactor redactor = standard;
  private TopologyTestDriver driver;

  private final EverythingIsRead ends = new EverythingIsRead();
  private SimpleMeterRegistry metrics;
  private EventLimits limits = EventLimits.of(Oversize.CUT);
  private LineFormats formats = LineFormats.standard();

  @BeforeEach
  void start() {
    metrics = new SimpleMeterRegistry();
    Properties config = new Properties();
    config.put(StreamsConfig.APPLICATION_ID_CONFIG, "events-test");
    config.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, "none:1");
    driver =
        new TopologyTestDriver(
            EventsTopology.build(
                new Processing(EventIds.development(), () -> formats, () -> redactor, limits),
                ends,
                new EnrichMetrics(metrics)),
            config);
  }

  @AfterEach
  void stop() {
    driver.close();
  }

  @Test
  void everyRecordedRawRecordIsRepresentedOnce() throws IOException {
    play(Topic.LOGS_RAW.name(), "logs.raw");
    play(Topic.FALCO_RAW.name(), "falco.raw");
    play(Topic.FALCO_RAW.name(), "falco.http.raw");
    driver.advanceWallClockTime(Duration.ofMinutes(2));

    List<TestRecord<byte[], byte[]>> events = read(Topic.EVENTS.name());
    assertThat(events.stream().mapToLong(EventsTopologyTest::records).sum()).isEqualTo(1485 + 128);
    assertThat(read(Topic.DLQ.name())).isEmpty();
    assertThat(
            events.stream()
                .filter(event -> header(event, EventHeaders.DATA_STREAM).contains("falco"))
                .map(event -> header(event, EventHeaders.EVENT_ID))
                .distinct())
        .hasSize(100);
    assertThat(ledger().values())
        .allSatisfy(entry -> assertThat(entry.balances()).isTrue())
        .allSatisfy(entry -> assertThat(entry.counts()).doesNotContainKey(LedgerEntry.HELD));
  }

  /**
   * By the status in the lines of the recording, counted without any parser, and without probes.
   */
  @Test
  void requestsOfTheRecordingAreCountedByServiceAndStatus() throws IOException {
    play(Topic.LOGS_RAW.name(), "logs.raw");
    driver.advanceWallClockTime(Duration.ofMinutes(2));

    assertThat(
            Stream.of("2xx", "3xx", "4xx", "5xx")
                .map(
                    code ->
                        metrics
                            .get("weir.app.requests")
                            .tags("service", "ingress-nginx", "code", code)
                            .counter()
                            .count()))
        .containsExactly(166.0, 21.0, 33.0, 15.0);
    assertThat(
            metrics
                .get("weir.app.request.duration")
                .tag("service", "ingress-nginx")
                .timer()
                .count())
        .isEqualTo(166 + 21 + 33 + 15);
  }

  @Test
  void everyByteOfTheRecordingBelongsToANamespace() throws IOException {
    play(Topic.LOGS_RAW.name(), "logs.raw");
    driver.advanceWallClockTime(Duration.ofMinutes(2));

    long bytes = 0;
    for (String line : Files.readAllLines(RECORDED.resolve("logs.raw.jsonl"))) {
      bytes += bytes(line).length;
    }
    assertThat(
            metrics.find("weir.enrich.raw.bytes").counters().stream()
                .mapToDouble(Counter::count)
                .sum())
        .isEqualTo((double) bytes);
  }

  @Test
  void theSameRecordsAgainGiveTheSameIds() throws IOException {
    play(Topic.LOGS_RAW.name(), "logs.raw");
    driver.advanceWallClockTime(Duration.ofMinutes(2));
    List<String> first = ids(read(Topic.EVENTS.name()));

    play(Topic.LOGS_RAW.name(), "logs.raw");
    driver.advanceWallClockTime(Duration.ofMinutes(2));

    assertThat(ids(read(Topic.EVENTS.name()))).containsExactlyElementsOf(first);
    assertThat(first).doesNotHaveDuplicates();
  }

  @Test
  void whatCannotBeReadBecomesADeadLetterWithCoordinates() throws IOException {
    input(Topic.LOGS_RAW.name()).pipeInput(bytes("{\"log\":\"fine\"}"));
    input(Topic.LOGS_RAW.name()).pipeInput(bytes("s3cret garbage"));

    TestRecord<byte[], byte[]> letter = read(Topic.DLQ.name()).get(0);
    JsonNode json = Json.MAPPER.readTree(letter.value());
    assertThat(json.at("/weir/reason").asText()).isEqualTo("not_json");
    assertThat(json.at("/weir/source/offsets")).hasToString("[1,1]");
    assertThat(json.toString()).doesNotContain("s3cret");
    assertThat(letter.key()).isEqualTo(bytes("logs.raw/0"));
  }

  @Test
  void nothingLeavesWhenRedactionFails() throws IOException {
    redactor = null;
    input(Topic.LOGS_RAW.name()).pipeInput(bytes("{\"log\":\"password=hunter2\"}"));
    driver.advanceWallClockTime(Duration.ofMinutes(2));

    assertThat(read(Topic.EVENTS.name())).isEmpty();
    JsonNode letter = Json.MAPPER.readTree(read(Topic.DLQ.name()).get(0).value());
    assertThat(letter.at("/weir/reason").asText()).isEqualTo("redaction_failed");
    assertThat(letter.toString()).doesNotContain("hunter2");
  }

  @Test
  void oddInputNeverStopsThePartition() throws IOException {
    TestInputTopic<byte[], byte[]> logs = input(Topic.LOGS_RAW.name());
    logs.pipeInput((byte[]) null);
    logs.pipeInput(new byte[0]);
    logs.pipeInput(bytes("{\"log\":\"" + "a".repeat(1 << 20) + "\"}"));
    logs.pipeInput(bytes("{\"log\":\"" + "@".repeat(1 << 20) + "\"}"));
    logs.pipeInput(bytes("{\"a\":".repeat(100_000)));
    logs.pipeInput(bytes("{\"log\":\"" + "[{\\\"a\\\":".repeat(100_000) + "\"}"));
    logs.pipeInput(bytes("{\"log\":{},\"time\":[],\"kubernetes\":7,\"stream\":{}}"));
    logs.pipeInput(bytes("{\"log\":\"last\"}"));
    driver.advanceWallClockTime(Duration.ofMinutes(2));

    assertThat(read(Topic.EVENTS.name())).hasSize(5);
    assertThat(read(Topic.DLQ.name())).hasSize(3);
    assertThat(ledger().values()).allSatisfy(entry -> assertThat(entry.balances()).isTrue());
  }

  @Test
  void aPartitionReadAgainFromALaterOffsetCountsWhatIsMissing() {
    ReadProgress progress = progress();
    assertThat(progress.expiredBefore(1_000)).as("nothing is known before the first").isZero();
    progress.read(1_000);
    progress.write();
    assertThat(progress.expiredBefore(1_001)).isZero();

    ends.beginning = 500;
    assertThat(progress.expiredBefore(1_003)).as("the ends of transactions").isZero();
    ends.asked = 0;
    assertThat(progress.expiredBefore(1_002)).as("the end of a transaction").isZero();
    assertThat(ends.asked).as("that is no question worth asking").isZero();
    ends.beginning = 5_000;
    assertThat(progress.expiredBefore(5_007)).isEqualTo(5_000 - 1_001);
    assertThat(progress.expiredBefore(3_000)).as("more expired meanwhile").isEqualTo(3_000 - 1_001);

    assertThat(progress().next()).as("after a restart").isEqualTo(1_001);
  }

  @Test
  void whatExpiredIsReceivedAndExpiredInTheRangesOfItsOffsets() {
    EnrichLedger counts =
        new EnrichLedger(
            Topic.LOGS_RAW.name(),
            0,
            driver.getKeyValueStore(EventsTopology.ledgerName(Topic.LOGS_RAW.name())));
    counts.addAll(99_990, 200_010, List.of(LedgerEntry.RECEIVED, LedgerEntry.EXPIRED));
    List<LedgerEntry> entries = new ArrayList<>();
    counts.drain(entries::add);

    assertThat(entries).allSatisfy(entry -> assertThat(entry.balances()).isTrue());
    assertThat(entries.stream().map(entry -> entry.counts().get(LedgerEntry.EXPIRED)))
        .containsExactly(10L, 100_000L, 10L);
  }

  /** It is a reason of its own in the ledger, which still balances. */
  @Test
  void anEventThatIsNotWantedIsAccountedFor() {
    formats =
        LineFormats.of(
            YamlNode.documents(
                "t", "transforms: [{when: {message: 'GET /healthz*'}, drop_event: health}]"));
    TestInputTopic<byte[], byte[]> input = input(Topic.LOGS_RAW.name());
    input.pipeInput(bytes("{\"log\":\"{\\\"msg\\\":\\\"GET /healthz\\\"}\"}"));
    input.pipeInput(bytes("{\"log\":\"{\\\"msg\\\":\\\"GET /pay\\\"}\"}"));
    driver.advanceWallClockTime(Duration.ofMinutes(2));

    assertThat(read(Topic.EVENTS.name())).hasSize(1);
    LedgerEntry entry = ledger().get("enrich/logs.raw/0/0");
    assertThat(entry.counts())
        .containsEntry(LedgerEntry.DROPPED + "health", 1L)
        .containsEntry(LedgerEntry.REPRESENTED, 1L);
    assertThat(entry.balances()).isTrue();
    assertThat(metrics.get("weir.enrich.dropped").tag("rule", "health").counter().count())
        .isEqualTo(1);
  }

  /** A sink sees it without reading the value. */
  @Test
  void whereAnEventGoesIsInItsHeaders() {
    formats =
        LineFormats.of(
            YamlNode.documents("t", "transforms: [{when: {message: a}, route: [loki]}]"));
    TestInputTopic<byte[], byte[]> input = input(Topic.LOGS_RAW.name());
    input.pipeInput(bytes("{\"log\":\"a\"}"));
    input.pipeInput(bytes("{\"log\":\"b\"}"));
    driver.advanceWallClockTime(Duration.ofMinutes(2));

    List<TestRecord<byte[], byte[]>> events = read(Topic.EVENTS.name());
    assertThat(events.get(0).headers().lastHeader(EventHeaders.ROUTE).value())
        .isEqualTo(bytes("loki"));
    assertThat(events.get(1).headers().lastHeader(EventHeaders.ROUTE)).isNull();
  }

  /** Every part is of the same record, which is counted once. */
  @Test
  void anEventInPartsRepresentsItsRecordsOnce() {
    restart(new EventLimits(new HeldBudget(8 << 20, 1 << 30), Oversize.PARTS));
    input(Topic.LOGS_RAW.name())
        .pipeInput(bytes("{\"log\":\"" + "word ".repeat(1_000_000) + "\"}"));
    driver.advanceWallClockTime(Duration.ofMinutes(2));

    List<TestRecord<byte[], byte[]>> events = read(Topic.EVENTS.name());
    assertThat(events.size()).isGreaterThan(20);
    assertThat(events.stream().mapToLong(EventsTopologyTest::records).sum()).isEqualTo(1);
    assertThat(ledger().get("enrich/logs.raw/0/0").counts())
        .containsEntry(LedgerEntry.REPRESENTED, 1L)
        .doesNotContainKey(LedgerEntry.HELD);
  }

  @Test
  void linesThatTakeTooMuchMemoryAreLetGoAndCounted() {
    restart(new EventLimits(new HeldBudget(4 << 20, 1 << 30), Oversize.CUT));
    for (int pod = 0; pod < 20; pod++) {
      input(Topic.LOGS_RAW.name()).pipeInput(bytes(part(pod, "x ".repeat(250_000))));
    }

    assertThat(metrics.get("weir.enrich.held.bytes").gauge().value()).isBetween(1e6, 4.2e6);
    assertThat(
            metrics
                .get("weir.enrich.cut")
                .tag("topic", Topic.LOGS_RAW.name())
                .tag("cause", "partition_full")
                .counter()
                .count())
        .isEqualTo(18);
    assertThat(read(Topic.EVENTS.name())).hasSize(18);
    LedgerEntry entry = ledger().get("enrich/logs.raw/0/0");
    assertThat(entry.balances()).isTrue();
    assertThat(entry.counts()).containsEntry(LedgerEntry.HELD, 2L);

    for (int pod = 0; pod < 20; pod++) {
      input(Topic.LOGS_RAW.name())
          .pipeInput(bytes(part(pod, "rest of it").replace("\"P\"", "\"F\"")));
    }
    driver.advanceWallClockTime(Duration.ofMinutes(2));

    assertThat(metrics.get("weir.enrich.held.bytes").gauge().value()).isZero();
    assertThat(ledger().get("enrich/logs.raw/0/0").counts())
        .containsEntry(LedgerEntry.REPRESENTED, 40L)
        .doesNotContainKey(LedgerEntry.HELD);
    assertThat(driver.getKeyValueStore(EventsTopology.heldName(Topic.LOGS_RAW.name())).all())
        .isExhausted();
    assertThat(driver.getKeyValueStore(EventsTopology.progressName(Topic.LOGS_RAW.name())).all())
        .toIterable()
        .as("no cut is left, only the next offset")
        .hasSize(1);
  }

  @Test
  void aRecordTooLargeForAStoreIsNotHeldBack() {
    input(Topic.LOGS_RAW.name()).pipeInput(bytes(part(1, "x ".repeat(2_000_000))));
    assertThat(ledger().get("enrich/logs.raw/0/0").counts()).doesNotContainKey(LedgerEntry.HELD);
    assertThat(read(Topic.EVENTS.name())).hasSize(1);
  }

  @Test
  void whatTheRawTopicTakesCanBeHeldBack() {
    assertThat(Topic.RAW)
        .extracting(Topic::maxBytes)
        .allSatisfy(
            raw ->
                assertThat(EventsTopology.changelogSettings("weir").values())
                    .allSatisfy(
                        settings ->
                            assertThat(Integer.parseInt(settings.get("max.message.bytes")))
                                .isGreaterThan(raw)));
    input(Topic.LOGS_RAW.name()).pipeInput(bytes(part(1, "x".repeat(2_000_000))));

    assertThat(ledger().get("enrich/logs.raw/0/0").counts()).containsEntry(LedgerEntry.HELD, 1L);
  }

  /** Or what waits for others is lost while its raw record could still be read. */
  @Test
  void whatIsHeldIsKeptLongerThanItsRawRecord() {
    assertThat(EventsTopology.changelogSettings("weir").values())
        .allSatisfy(
            settings ->
                assertThat(Long.parseLong(settings.get("retention.ms")))
                    .isEqualTo(Duration.ofDays(4).toMillis()));
  }

  @Test
  void clocksThatAreWrongAreCounted() {
    input(Topic.LOGS_RAW.name())
        .pipeInput(
            bytes(
                "{\"@timestamp\":\"2026-11-23T01:00:00Z\",\"log\":\"2026-11-23 10:00:00 INFO x\"}"));
    driver.advanceWallClockTime(Duration.ofMinutes(2));

    assertThat(
            metrics.get("weir.enrich.clock.faults").tag("fault", "zone_guessed").counter().count())
        .isEqualTo(1);
  }

  /** By it, sinks count how old an event is when it is stored. */
  @Test
  void anEventKnowsWhenItsFirstRecordWasAppended() {
    TestInputTopic<byte[], byte[]> input = input(Topic.LOGS_RAW.name());
    input.pipeInput(new TestRecord<>(null, bytes(part(1, "one ")), null, 1_764_200_000_000L));
    input.pipeInput(new TestRecord<>(null, bytes(part(2, "alone ")), null, 1_764_200_000_200L));
    String end = part(1, "two").replace("\"P\"", "\"F\"");
    input.pipeInput(new TestRecord<>(null, bytes(end), null, 1_764_200_000_300L));
    driver.advanceWallClockTime(Duration.ofMinutes(2));

    assertThat(read(Topic.EVENTS.name()))
        .extracting(event -> header(event, EventHeaders.APPENDED))
        .containsExactly("1764200000000", "1764200000200");
  }

  /** As a container runtime writes a line that it cuts. */
  private static String part(int pod, String text) {
    return "{\"@timestamp\":\"2026-11-23T01:00:00Z\",\"logtag\":\"P\",\"stream\":\"stdout\",\"kafka_key\":\"shop/p%d\",\"message\":\"%s\"}"
        .formatted(pod, text);
  }

  private ReadProgress progress() {
    return new ReadProgress(
        Topic.LOGS_RAW.name(),
        0,
        driver.getKeyValueStore(EventsTopology.progressName(Topic.LOGS_RAW.name())),
        ends);
  }

  private void restart(EventLimits other) {
    stop();
    limits = other;
    start();
  }

  private void play(String topic, String file) throws IOException {
    TestInputTopic<byte[], byte[]> input = input(topic);
    for (String line : Files.readAllLines(RECORDED.resolve(file + ".jsonl"))) {
      input.pipeInput(bytes(line));
    }
  }

  private TestInputTopic<byte[], byte[]> input(String topic) {
    return driver.createInputTopic(topic, new ByteArraySerializer(), new ByteArraySerializer());
  }

  private List<TestRecord<byte[], byte[]>> read(String topic) {
    TestOutputTopic<byte[], byte[]> output =
        driver.createOutputTopic(topic, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    return output.readRecordsToList();
  }

  private Map<String, LedgerEntry> ledger() {
    driver.advanceWallClockTime(Duration.ofSeconds(1));
    Map<String, LedgerEntry> newest = new HashMap<>();
    for (TestRecord<byte[], byte[]> record : read(Topic.LEDGER.name())) {
      try {
        LedgerEntry entry = LedgerEntry.read(record.value());
        newest.put(entry.key(), entry);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    return newest;
  }

  private static List<String> ids(List<TestRecord<byte[], byte[]>> events) {
    return events.stream()
        .map(event -> header(event, EventHeaders.EVENT_ID))
        .sorted()
        .collect(Collectors.toList());
  }

  private static long records(TestRecord<byte[], byte[]> event) {
    return Long.parseLong(header(event, EventHeaders.RECORDS));
  }

  private static String header(TestRecord<byte[], byte[]> event, String name) {
    return new String(event.headers().lastHeader(name).value(), StandardCharsets.UTF_8);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static final class EverythingIsRead implements PartitionProgress {
    private long beginning;
    private int asked;

    @Override
    public long beginning(String topic, int partition) {
      asked++;
      return beginning;
    }

    @Override
    public int partitions(String topic) {
      return 1;
    }

    @Override
    public boolean isCaughtUp(String topic, int partition) {
      return true;
    }
  }
}
