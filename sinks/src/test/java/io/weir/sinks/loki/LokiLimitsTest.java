package io.weir.sinks.loki;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.weir.ingest.event.Event;
import io.weir.ingest.event.EventJson;
import io.weir.ingest.event.Field;
import io.weir.ingest.event.Fields;
import io.weir.ingest.event.Json;
import io.weir.ingest.topic.EventHeaders;
import io.weir.ingest.topic.Topic;
import io.weir.sinks.Deliveries;
import io.weir.sinks.Delivery;
import io.weir.sinks.SinkRecord;
import io.weir.sinks.http.StoreAddress;
import io.weir.sinks.loki.LokiSettings.LongLines;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What Loki does not take as it is, and is stored all the same. */
class LokiLimitsTest {
  private static final int MAX_LINE = 256 << 10;
  private final Instant now = Instant.now().truncatedTo(ChronoUnit.MILLIS);

  private final FakeLoki loki = new FakeLoki();

  @AfterEach
  void close() {
    loki.close();
  }

  /** It once became a dead letter. */
  @ParameterizedTest
  @ValueSource(strings = {"x", "ü", "€", "😀", "x€", "a b\n"})
  void aLineThatIsTooLongIsStoredCutAndSaysSo(String text) {
    String line = text.repeat(MAX_LINE / text.length() + 1_000);

    assertThat(deliver(sink(4_500, LongLines.CUT), event("id-1", line, fields("shop", "a"))))
        .containsOnly(Delivery.Done.STORED);

    assertThat(lines())
        .singleElement()
        .satisfies(
            stored -> {
              assertThat(bytes(stored)).isBetween(MAX_LINE - 200, MAX_LINE);
              assertThat(stored)
                  .endsWith(" … [cut: %d bytes, event id-1]".formatted(bytes(line)))
                  .doesNotContain("\uFFFD");
            });
  }

  @Test
  void aLineOfExactlyWhatLokiTakesIsNotCut() {
    String line = "x".repeat(MAX_LINE);

    deliver(sink(4_500, LongLines.CUT), event("id-1", line, fields("shop", "a")));

    assertThat(lines()).containsExactly(line);
  }

  @Test
  void byPolicyALineThatIsTooLongIsStoredInNumberedParts() {
    String line = "x".repeat(3 * MAX_LINE);

    deliver(sink(4_500, LongLines.PARTS), event("id-1", line, fields("shop", "a")));

    assertThat(lines()).hasSize(4).allMatch(part -> bytes(part) <= MAX_LINE);
    assertThat(lines().get(1)).endsWith(" … [part 2/4 of event id-1]");
    assertThat(lines().stream().mapToInt(part -> part.lastIndexOf(" … [")).sum())
        .isEqualTo(line.length());
  }

  /** A line of 189 KB once became one of 86 MB, and ended the process. */
  @Test
  void aDeepObjectDoesNotGrow() {
    ObjectNode content = Json.MAPPER.createObjectNode();
    ObjectNode at = content;
    for (int depth = 0; depth < 12; depth++) {
      at = at.putObject("a-rather-long-key-of-level-" + depth);
    }
    for (int leaf = 0; leaf < 10_000; leaf++) {
      at.put("k" + leaf, leaf);
    }
    Fields fields =
        fields("shop", "a").put(Field.WEIR_FORMAT, "json").put(Field.WEIR_FIELDS, content);
    Event event = new Event(now, "deep", fields.put(Field.EVENT_ID, "id-1"));

    assertThat(LokiLine.of(event).length()).isLessThan(2 * content.toString().length() + 100);
    assertThat(deliver(sink(4_500, LongLines.CUT), event)).containsOnly(Delivery.Done.STORED);
  }

  @Test
  void whatAnApplicationCallsATraceCannotFillTheMetadata() {
    Fields fields = fields("shop", "a").put(Field.TRACE_ID, "t".repeat(100_000));

    deliver(sink(4_500, LongLines.CUT), event("id-1", "x", fields));

    assertThat(loki.entries().get(0).metadata().get("trace_id")).hasSize(1_000);
  }

  /** Of a node whose clock is wrong once every line became a dead letter. */
  @ParameterizedTest
  @ValueSource(longs = {6, 11, 60 * 24, 60 * 24 * 365 * 73})
  void whatIsDatedIntoTheFutureIsStoredWhenTheBrokerTookIt(long minutesAhead) {
    Event event =
        new Event(
            now.plus(Duration.ofMinutes(minutesAhead)),
            "x",
            fields("shop", "a").put(Field.EVENT_ID, "id-1"));

    assertThat(deliver(sink(4_500, LongLines.CUT), event)).containsOnly(Delivery.Done.STORED);

    assertThat(loki.entries().get(0).time()).isBetween(now, now.plusMillis(1));
  }

  /** One pod once opened 5,000 streams by the services that its lines named. */
  @Test
  void whatALineSaysOfItselfIsNoLabel() {
    Fields fields = fields("shop", "made-up-by-the-line").put(Field.WEIR_SOURCE_APP, "checkout");

    deliver(sink(4_500, LongLines.CUT), event("id-1", "x", fields));

    assertThat(streams())
        .singleElement()
        .asString()
        .contains("app=\"checkout\"", "service_name=\"checkout\"")
        .doesNotContain("made-up");
  }

  @Test
  void oneNamespaceOfManyStreamsLeavesRoomForTheOthers() {
    LokiSink sink = sink(40, LongLines.CUT);
    List<Event> flood =
        IntStream.range(0, 100)
            .mapToObj(i -> event("flood-" + i, "line " + i, fields("noisy", "app-" + i)))
            .toList();

    assertThat(deliver(sink, flood.toArray(Event[]::new))).containsOnly(Delivery.Done.STORED);
    deliver(sink, event("quiet", "x", fields("shop", "checkout")));

    assertThat(streams()).hasSize(10 + 1 + 1);
    assertThat(streams())
        .anyMatch(stream -> stream.contains("app=\"checkout\""))
        .anyMatch(
            stream ->
                stream.contains("service_name=\"overflow\"")
                    && stream.contains("namespace=\"noisy\""));
    assertThat(entryOf("flood-99").metadata()).containsEntry("app", "app-99");
  }

  @Test
  void whenAllStreamsAreUsedTheRestOfAllNamespacesSharesOne() {
    LokiSink sink = sink(8, LongLines.CUT);
    for (int namespace = 0; namespace < 20; namespace++) {
      deliver(sink, event("id-" + namespace, "x", fields("ns-" + namespace, "a")));
    }

    assertThat(streams()).hasSize(8 + 1);
    assertThat(entryOf("id-19").metadata()).containsEntry("namespace", "ns-19");
  }

  @Test
  void whatIsOpenAlreadyStaysInItsStream() {
    LokiSink sink = sink(4, LongLines.CUT);
    deliver(sink, event("first", "x", fields("shop", "a")));
    for (int i = 0; i < 20; i++) {
      deliver(sink, event("id-" + i, "x", fields("ns-" + i, "a")));
    }
    deliver(sink, event("again", "y", fields("shop", "a")));

    assertThat(entryOf("again").stream()).isEqualTo(entryOf("first").stream());
  }

  /** The partition once stood still without a word. */
  @Test
  void whatLokiOpensNoStreamForGoesToTheStreamOfTheExcess() {
    LokiSink sink = sink(4_500, LongLines.CUT);
    for (int i = 0; i < 3; i++) {
      deliver(sink, event("open-" + i, "x", fields("shop", "app-" + i)));
    }
    loki.openAtMost(3);
    deliver(sink, event("refused", "x", fields("shop", "refused")));
    loki.openAtMost(4);
    deliver(sink, event("refused", "x", fields("shop", "refused")));
    List<Delivery> deliveries = new ArrayList<>();
    for (int i = 0; i < 10; i++) {
      deliveries.addAll(deliver(sink, event("new-" + i, "x", fields("shop", "new-" + i))));
    }

    assertThat(deliveries).hasSize(10).containsOnly(Delivery.Done.STORED);
    assertThat(streams()).hasSize(4);
    assertThat(entryOf("new-7").metadata())
        .containsEntry("app", "new-7")
        .containsEntry("namespace", "shop");
  }

  /** A refused batch was once halved down to its entries. */
  @Test
  void aLokiWithoutRoomIsNotFloodedWithHalves() {
    loki.openAtMost(0);
    int before = loki.requests();

    deliver(
        sink(4_500, LongLines.CUT),
        IntStream.range(0, 500)
            .mapToObj(i -> event("id-" + i, "line " + i, fields("shop", "a")))
            .toArray(Event[]::new));

    assertThat(loki.requests() - before).isEqualTo(2);
  }

  @Test
  void aLokiWithoutRoomForEvenTheExcessHoldsThatLaneOnly() {
    loki.openAtMost(0);

    assertThat(deliver(sink(4_500, LongLines.CUT), event("id", "x", fields("shop", "a"))))
        .containsOnly(Delivery.Retry.untilFixed("stream_limit").ofLane());
  }

  private LokiSink sink(int maxStreams, LongLines longLines) {
    return new LokiSink(
        new LokiSettings(StoreAddress.open(loki.uri()), null, maxStreams, MAX_LINE, longLines),
        Clock.systemUTC());
  }

  private List<Delivery> deliver(LokiSink sink, Event... events) {
    List<SinkRecord> records = new ArrayList<>();
    for (Event event : events) {
      records.add(record(event));
    }
    return Deliveries.of(sink, records);
  }

  private Event event(String id, String message, Fields fields) {
    return new Event(now, message, fields.put(Field.EVENT_ID, id));
  }

  private static Fields fields(String namespace, String app) {
    return new Fields()
        .put(Field.DATA_STREAM_DATASET, "kubernetes.container_logs")
        .put(Field.KUBERNETES_NAMESPACE, namespace)
        .put(Field.SERVICE_NAME, app);
  }

  private SinkRecord record(Event event) {
    RecordHeaders headers = new RecordHeaders();
    headers.add(EventHeaders.EVENT_ID, event.id().getBytes(StandardCharsets.UTF_8));
    return new SinkRecord(
        new ConsumerRecord<>(
            Topic.EVENTS.name(),
            0,
            0,
            now.toEpochMilli(),
            TimestampType.LOG_APPEND_TIME,
            0,
            0,
            null,
            EventJson.write(event),
            headers,
            Optional.empty()));
  }

  private List<String> lines() {
    return loki.entries().stream().map(FakeLoki.Entry::line).toList();
  }

  private List<String> streams() {
    return loki.entries().stream().map(FakeLoki.Entry::stream).distinct().toList();
  }

  private FakeLoki.Entry entryOf(String id) {
    return loki.entries().stream()
        .filter(entry -> id.equals(entry.metadata().get("event_id")))
        .findFirst()
        .orElseThrow();
  }

  private static int bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8).length;
  }
}
