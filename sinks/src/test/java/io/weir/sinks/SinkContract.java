package io.weir.sinks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.weir.ingest.event.Event;
import io.weir.ingest.event.EventJson;
import io.weir.ingest.event.Field;
import io.weir.ingest.event.Fields;
import io.weir.ingest.topic.EventHeaders;
import io.weir.ingest.topic.Topic;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What every sink of events keeps, whatever its store: each event is there once, and what the store
 * never takes does not stand in the way of the rest. Each test has events of its own in a store
 * that all tests share.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
public abstract class SinkContract<T> {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  /** When the first event of a test happened; the others follow by seconds. */
  protected Instant start;

  protected Sink<T> sink;
  private String test;

  /** A new sink for the store. */
  protected abstract Sink<T> open();

  /** The ids of all events in the store, as often as a query returns them. */
  protected abstract List<String> storedIds();

  /** Lets the store be out. */
  protected abstract void stop();

  /** Lets it be there again, with all it had. */
  protected abstract void restart();

  /** A record that the store never takes. */
  protected abstract SinkRecord refused(int number);

  @BeforeEach
  void openSink() {
    start = Instant.now().truncatedTo(ChronoUnit.MILLIS).minusSeconds(600);
    test = UUID.randomUUID().toString();
    sink = open();
  }

  @AfterEach
  void closeSink() {
    if (sink != null) {
      sink.close();
    }
  }

  @Test
  void everyEventOfABatchIsThereOnce() {
    List<SinkRecord> batch = records(20);

    assertThat(deliver(batch)).hasSize(20).containsOnly(Delivery.Done.STORED);

    assertThat(seen()).containsExactlyInAnyOrderElementsOf(ids(batch));
    assertThat(sink.probe()).isNull();
  }

  @Test
  void theSameBatchAgainAddsNothingThatIsSeen() {
    List<SinkRecord> batch = records(20);
    deliver(batch);

    assertThat(deliver(batch)).hasSize(20).hasOnlyElementsOfType(Delivery.Done.class);

    assertThat(seen()).containsExactlyInAnyOrderElementsOf(ids(batch));
  }

  @Test
  void oneRecordThatIsRefusedLeavesTheRestStored() {
    List<SinkRecord> good = records(8);
    List<SinkRecord> batch = new ArrayList<>(good);
    batch.add(3, refused(100));

    List<Delivery> deliveries = new ArrayList<>(deliver(batch));

    assertThat(deliveries.remove(3)).isInstanceOf(Delivery.Rejected.class);
    assertThat(deliveries).hasSize(8).hasOnlyElementsOfType(Delivery.Done.class);
    assertThat(seen()).containsExactlyInAnyOrderElementsOf(ids(good));
  }

  @Test
  void nothingOfARefusedRecordIsShown() {
    assertThat(deliver(List.of(refused(0))))
        .allSatisfy(
            delivery -> assertThat(((Delivery.Rejected) delivery).detail()).as("detail").isNull());
  }

  @Test
  void whatAStoreThatIsOutDidNotTakeIsStoredOnceItIsBack() {
    List<SinkRecord> batch = records(5);
    stop();
    try {
      assertThat(deliver(batch))
          .hasSize(5)
          .allSatisfy(
              delivery ->
                  assertThat(delivery)
                      .isInstanceOfSatisfying(
                          Delivery.Retry.class,
                          retry -> assertThat(retry.needsOperator()).isFalse()));
      assertThat(sink.probe()).isNotNull();
    } finally {
      restart();
    }

    await()
        .atMost(PATIENCE)
        .untilAsserted(() -> assertThat(deliver(batch)).hasOnlyElementsOfType(Delivery.Done.class));
    assertThat(seen()).containsExactlyInAnyOrderElementsOf(ids(batch));
    assertThat(sink.probe()).isNull();
  }

  @Test
  void aBatchMayHoldRecordsOfSeveralStreams() {
    List<SinkRecord> batch =
        List.of(
            record(event(0, "shop", "one")),
            record(event(1, "data", "two")),
            record(event(2, "shop", "three")),
            record(event(3, "mail", "four")));

    assertThat(deliver(batch)).hasSize(4).containsOnly(Delivery.Done.STORED);

    assertThat(seen()).containsExactlyInAnyOrderElementsOf(ids(batch));
  }

  @Test
  void aTombstoneIsNotMeantForAStore() {
    SinkRecord tombstone = record("tombstone", "logs-x-y", null);
    List<SinkRecord> good = records(2);

    assertThat(deliver(List.of(good.get(0), tombstone, good.get(1))))
        .containsExactly(Delivery.Done.STORED, Delivery.Done.NOT_ROUTED, Delivery.Done.STORED);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "\n", "[]", "plain text", "{\"cut\":", "{\"two\":\n\"lines\"}", "{}"})
  void aValueThatIsNoEventIsRefusedAlone(String value) {
    List<SinkRecord> good = records(2);
    SinkRecord unreadable =
        record(
            test + ":unreadable", good.get(0).dataStream(), value.getBytes(StandardCharsets.UTF_8));

    List<Delivery> deliveries = deliver(List.of(good.get(0), unreadable, good.get(1)));

    assertThat(deliveries.get(1)).isInstanceOf(Delivery.Rejected.class);
    assertThat(List.of(deliveries.get(0), deliveries.get(2)))
        .hasOnlyElementsOfType(Delivery.Done.class);
    assertThat(seen()).containsExactlyInAnyOrderElementsOf(ids(good));
  }

  /** What became of each record. */
  protected final List<Delivery> deliver(List<SinkRecord> records) {
    return Deliveries.of(sink, records);
  }

  /** The ids of this test's events that the store shows, as often as it does. */
  protected final List<String> seen() {
    return storedIds().stream().filter(id -> id.startsWith(test)).toList();
  }

  protected static List<String> ids(List<SinkRecord> records) {
    return records.stream().map(SinkRecord::eventId).toList();
  }

  /** Records of one stream, a second apart. */
  protected final List<SinkRecord> records(int count) {
    List<SinkRecord> records = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      records.add(record(event(i, "shop", "line " + i)));
    }
    return records;
  }

  /** An event so many seconds after the start. */
  protected Event event(int second, String namespace, String message) {
    Fields fields =
        new Fields()
            .put(Field.EVENT_ID, test + ":" + second)
            .put(Field.DATA_STREAM_DATASET, "kubernetes.container_logs")
            .put(Field.KUBERNETES_NAMESPACE, namespace)
            .put(Field.SERVICE_NAME, "checkout");
    return new Event(start.plusSeconds(second), message, fields);
  }

  protected static SinkRecord record(Event event) {
    return record(event.id(), event.dataStream(), EventJson.write(event));
  }

  /** A record as it lies on the topic; what is null is not there. */
  protected static SinkRecord record(String eventId, String dataStream, byte[] value) {
    RecordHeaders headers = new RecordHeaders();
    if (eventId != null) {
      headers.add(EventHeaders.EVENT_ID, eventId.getBytes(StandardCharsets.UTF_8));
    }
    if (dataStream != null) {
      headers.add(EventHeaders.DATA_STREAM, dataStream.getBytes(StandardCharsets.UTF_8));
    }
    return new SinkRecord(
        new ConsumerRecord<>(
            Topic.EVENTS.name(),
            0,
            0,
            0,
            TimestampType.LOG_APPEND_TIME,
            0,
            0,
            null,
            value,
            headers,
            Optional.empty()));
  }
}
