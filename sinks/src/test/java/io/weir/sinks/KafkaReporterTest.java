package io.weir.sinks;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.weir.ingest.topic.LedgerEntry;
import io.weir.ingest.topic.Topic;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;

/** Letters and counts on their way to a broker that answers late, or not. */
class KafkaReporterTest {
  private static final Instant NOW = Instant.parse("2026-11-23T01:20:03Z");

  private final List<SinkRecord> records = IntStream.range(0, 3).mapToObj(this::record).toList();

  @Test
  void allLettersOfABatchAreUnderWayBeforeTheFirstIsWaitedFor() {
    MockProducer<byte[], byte[]> producer = producer();
    CompletableFuture<Set<SinkRecord>> taken = deadLetters(producer);

    await().until(() -> producer.history().size() == 3);
    assertThat(taken).isNotDone();
    producer.completeNext();
    producer.completeNext();
    producer.completeNext();

    assertThat(taken.join()).containsExactlyInAnyOrderElementsOf(records);
  }

  @Test
  void onlyTheLetterThatTheBrokerDidNotTakeIsNotCertain() {
    MockProducer<byte[], byte[]> producer = producer();
    CompletableFuture<Set<SinkRecord>> taken = deadLetters(producer);

    await().until(() -> producer.history().size() == 3);
    producer.completeNext();
    producer.errorNext(new TimeoutException("no leader"));
    producer.completeNext();

    assertThat(taken.join()).containsExactlyInAnyOrder(records.get(0), records.get(2));
  }

  /** Each letter of a batch once waited a minute for a topic without a leader. */
  @Test
  void noLetterFollowsTheFirstThatTheProducerGivesUp() {
    GivingUp producer = new GivingUp();

    assertThat(reports(producer).deadLetters(rejected())).isEmpty();

    assertThat(producer.sends).isEqualTo(1);
  }

  @Test
  void aLedgerThatIsNotWrittenIsWrittenAgain() {
    SinkLedger ledger = new SinkLedger("sink.test", Topic.EVENTS.name(), 0);
    ledger.add(0, LedgerEntry.RECEIVED, 1);

    assertThat(reports(new GivingUp()).ledger(List.of(ledger))).isFalse();

    assertThat(ledger.changed()).hasSize(1);
  }

  @Test
  void theLedgersOfAllPartitionsAreUnderWayBeforeTheFirstIsWaitedFor() {
    MockProducer<byte[], byte[]> producer = producer();
    List<SinkLedger> ledgers =
        IntStream.range(0, 2)
            .mapToObj(i -> new SinkLedger("sink.test", Topic.EVENTS.name(), i))
            .toList();
    ledgers.forEach(ledger -> ledger.add(0, LedgerEntry.RECEIVED, 1));
    KafkaReporter reports = reports(producer);
    CompletableFuture<Boolean> written =
        CompletableFuture.supplyAsync(() -> reports.ledger(ledgers));

    await().until(() -> producer.history().size() == 2);
    producer.completeNext();
    producer.completeNext();

    assertThat(written.join()).isTrue();
    assertThat(ledgers).allSatisfy(ledger -> assertThat(ledger.changed()).isEmpty());
  }

  @Test
  void aLetterSaysWhenItWasWritten() {
    MockProducer<byte[], byte[]> producer =
        new MockProducer<>(true, null, new ByteArraySerializer(), new ByteArraySerializer());

    reports(producer).deadLetters(rejected());

    assertThat(producer.history())
        .hasSize(3)
        .allSatisfy(letter -> assertThat(new String(letter.value(), UTF_8)).contains("" + NOW));
  }

  private static KafkaReporter reports(MockProducer<byte[], byte[]> producer) {
    return new KafkaReporter("sink.test", producer, () -> NOW);
  }

  private CompletableFuture<Set<SinkRecord>> deadLetters(MockProducer<byte[], byte[]> producer) {
    KafkaReporter reports = reports(producer);
    return CompletableFuture.supplyAsync(() -> reports.deadLetters(rejected()));
  }

  private Map<SinkRecord, Delivery.Rejected> rejected() {
    Map<SinkRecord, Delivery.Rejected> rejected = new LinkedHashMap<>();
    records.forEach(record -> rejected.put(record, new Delivery.Rejected("refused", null)));
    return rejected;
  }

  private SinkRecord record(int offset) {
    return new SinkRecord(
        new ConsumerRecord<>(Topic.EVENTS.name(), 0, offset, null, "{}".getBytes(UTF_8)));
  }

  /** Answers nothing until it is told to. */
  private static MockProducer<byte[], byte[]> producer() {
    return new MockProducer<>(false, null, new ByteArraySerializer(), new ByteArraySerializer());
  }

  /** Knows no leader: what is sent has failed when the call returns. */
  private static final class GivingUp extends MockProducer<byte[], byte[]> {
    private int sends;

    GivingUp() {
      super(false, null, new ByteArraySerializer(), new ByteArraySerializer());
    }

    @Override
    public synchronized Future<RecordMetadata> send(ProducerRecord<byte[], byte[]> record) {
      sends++;
      return CompletableFuture.failedFuture(new TimeoutException("no leader"));
    }
  }
}
