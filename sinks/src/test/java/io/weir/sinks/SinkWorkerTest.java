package io.weir.sinks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import com.fasterxml.jackson.databind.JsonNode;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.weir.ingest.event.Json;
import io.weir.ingest.wire.LedgerEntry;
import io.weir.ingest.wire.Topics;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.CommitFailedException;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.RebalanceInProgressException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** One worker, a few partitions, a store and a group that do as they are told. */
class SinkWorkerTest {
  private static final TopicPartition PARTITION = new TopicPartition(Topics.EVENTS, 0);

  private static final TopicPartition SECOND = new TopicPartition(Topics.EVENTS, 1);
  private static final Duration MAX_POLL_INTERVAL = Duration.ofMinutes(5);

  private final Group consumer = new Group();
  private final MockProducer<byte[], byte[]> producer =
      new MockProducer<>(true, null, new ByteArraySerializer(), new ByteArraySerializer());
  private final ObedientSink sink = new ObedientSink();
  private final MeterRegistry registry = new SimpleMeterRegistry();
  private String value = "{}";
  private long first;
  private long now;

  @Test
  void commitsWhatIsStored() {
    run(3, 2);

    assertThat(committed()).isEqualTo(3);
    assertThat(newestLedger().counts()).containsEntry("stored", 3L).containsEntry("received", 3L);
  }

  @Test
  void commitsOnlyUpToTheFirstRecordThatIsNotSettled() {
    sink.answers.put(1L, Delivery.Retry.soon("busy"));
    run(3, 1);

    assertThat(committed()).isEqualTo(1);
  }

  @Test
  void sendsAgainOnlyWhatIsNotSettled() {
    sink.answers.put(1L, Delivery.Retry.soon("busy"));
    run(3, 0, () -> sink.answers.clear(), 10);

    assertThat(committed()).isEqualTo(3);
    assertThat(sink.tries).containsEntry(0L, 1).containsEntry(1L, 2).containsEntry(2L, 1);
  }

  @Test
  void pausesAPartitionThatWaits() {
    sink.answers.put(0L, Delivery.Retry.untilMended("forbidden"));
    Set<TopicPartition> paused = new HashSet<>();
    run(1, 1, () -> paused.addAll(consumer.paused()), 1);

    assertThat(paused).containsExactly(PARTITION);
    assertThat(sink.closed).isTrue();
  }

  @Test
  void whatTheStoreNeverTakesBecomesADeadLetterAndTheRestGoesOn() throws IOException {
    sink.answers.put(1L, new Delivery.Rejected("document_parsing_exception", null));
    run(3, 2);

    assertThat(committed()).isEqualTo(3);
    assertThat(deadLetter().at("/weir/reason").asText()).isEqualTo("document_parsing_exception");
    assertThat(deadLetter().at("/weir/source/offsets")).hasToString("[1,1]");
    assertThat(deadLetter().path("document")).hasToString("{}");
    assertThat(newestLedger().balances()).isTrue();
  }

  /** It once ended the worker, which then met it again after each restart. */
  @ParameterizedTest
  @ValueSource(strings = {"", "unreadable", "{\"cut\":"})
  void whatIsNoJsonBecomesADeadLetterWithoutItself(String unreadable) throws IOException {
    value = unreadable;
    sink.answers.put(0L, new Delivery.Rejected("unreadable", null));
    run(1, 2);

    assertThat(committed()).isEqualTo(1);
    assertThat(deadLetter().at("/weir/reason").asText()).isEqualTo("unreadable");
    assertThat(deadLetter().has("document")).isFalse();
  }

  @Test
  void nothingIsCommittedIfADeadLetterCannotBeWritten() {
    sink.answers.put(0L, new Delivery.Rejected("refused", null));
    producer.sendException = new org.apache.kafka.common.errors.TimeoutException("no broker");
    run(1, 2);

    assertThat(committed()).isZero();
  }

  @Test
  void whatASlowStoreTookIsCommittedBeforeTheNextBatch() {
    List<Long> committedAtDelivery = new ArrayList<>();
    sink.takes = Duration.ofSeconds(20);
    sink.beforeDelivery = () -> committedAtDelivery.add((long) consumer.commits.size());
    run(List.of(PARTITION, SECOND), 3, 1, () -> {}, 0);

    assertThat(committedAtDelivery).containsExactly(0L, 1L);
  }

  @Test
  void aFastStoreCostsOneCommitARound() {
    run(List.of(PARTITION, SECOND), 3, 2, () -> {}, 0);

    assertThat(consumer.commitCalls).isEqualTo(1);
    assertThat(consumer.commits).hasSize(2);
  }

  @Test
  void pollsInTimeHoweverSlowTheStoreAndServesAllPartitions() {
    List<TopicPartition> ten =
        IntStream.range(0, 10).mapToObj(i -> new TopicPartition(Topics.EVENTS, i)).toList();
    sink.takes = Duration.ofSeconds(60);
    run(ten, 1, 1, () -> {}, 10);

    assertThat(consumer.longestWithoutPoll).isLessThan(MAX_POLL_INTERVAL.toMillis() * 2 / 3);
    assertThat(consumer.commits).hasSize(10);
  }

  @Test
  void aPartitionThatIsAlwaysDueDoesNotKeepOthersFromTheirTurn() {
    AtomicLong next = new AtomicLong(1);
    sink.takes = MAX_POLL_INTERVAL.dividedBy(2);
    sink.beforeDelivery = () -> consumer.add(PARTITION, next.getAndIncrement(), 1, value);
    run(List.of(PARTITION, SECOND), 1, 3, () -> {}, 0);

    assertThat(consumer.commits).containsKey(SECOND);
  }

  @Test
  void aRebalanceBeforeTheCommitPutsItOffAndNothingIsSentAgain() {
    consumer.commitFaults.add(new RebalanceInProgressException());
    run(3, 2);

    assertThat(committed()).isEqualTo(3);
    assertThat(sink.tries).containsOnly(entry(0L, 1), entry(1L, 1), entry(2L, 1));
  }

  /** It once ended the worker, which then delivered the same batches again and ended again. */
  @Test
  void partitionsThatWereGivenAwayBeforeTheCommitAreTakenUpAgain() {
    consumer.commitFaults.add(new CommitFailedException());
    run(
        List.of(PARTITION),
        3,
        0,
        () -> {
          consumer.lose();
          assign(List.of(PARTITION), 3);
        },
        2);

    assertThat(committed()).isEqualTo(3);
    assertThat(sink.tries).containsOnly(entry(0L, 2), entry(1L, 2), entry(2L, 2));
    assertThat(newestLedger().counts()).containsEntry("received", 3L);
  }

  @Test
  void partitionsThatWereGivenAwayHaveTheLedgerOfTheirNewOwner() {
    consumer.commitFaults.add(new CommitFailedException());
    run(List.of(PARTITION), 3, 0, consumer::lose, 10);

    assertThat(newestLedger()).isNull();
  }

  /** A worker that woke from a long pause there once wrote over what its successor had counted. */
  @Test
  void aWorkerThatWasTakenForDeadAcrossTheEndOfARangeCountsNothing() {
    first = LedgerEntry.RANGE - 2;
    consumer.commitFaults.add(new CommitFailedException());
    run(List.of(PARTITION), 4, 0, consumer::lose, 10);

    assertThat(newestLedger()).isNull();
  }

  @Test
  void theEndOfARangeIsCommittedBeforeItIsCountedAndTheRestAfterwards() {
    first = LedgerEntry.RANGE - 2;
    run(4, 0);

    assertThat(consumer.commitsInOrder)
        .containsExactly(
            new OffsetAndMetadata(LedgerEntry.RANGE, "0;received=2;stored=2"),
            new OffsetAndMetadata(LedgerEntry.RANGE + 2, "100000;received=2;stored=2"));
    assertThat(newestLedgerOfEach())
        .containsOnly(
            entry(0L, Map.of("received", 2L, "stored", 2L)),
            entry(LedgerEntry.RANGE, Map.of("received", 2L, "stored", 2L)));
  }

  @Test
  void nothingBehindTheEndOfARangeIsCommittedAsLongAsItIsNotCounted() {
    first = LedgerEntry.RANGE - 2;
    producer.sendException = new org.apache.kafka.common.errors.TimeoutException("no broker");
    run(List.of(PARTITION), 4, 3, () -> producer.sendException = null, 0);
    assertThat(consumer.commitsInOrder)
        .startsWith(
            new OffsetAndMetadata(LedgerEntry.RANGE, "0;received=2;stored=2"),
            new OffsetAndMetadata(LedgerEntry.RANGE, "0;received=2;stored=2"));
    assertThat(committed()).isEqualTo(LedgerEntry.RANGE + 2);
    assertThat(newestLedgerOfEach()).containsOnlyKeys(0L, LedgerEntry.RANGE);
  }

  /** What was killed between its commit and the ledger. */
  @Test
  void whatWasCommittedAndNotCountedIsCountedByTheNextOwner() {
    consumer.commits.put(PARTITION, new OffsetAndMetadata(3, "0;received=3;stored=3"));
    run(0, 10);

    assertThat(newestLedgerOfEach()).containsOnly(entry(0L, Map.of("received", 3L, "stored", 3L)));
  }

  @Test
  void whatIsDeliveredIsCommittedAndCountedBeforeAPartitionIsHandedOver() {
    consumer.commitFaults.add(new RebalanceInProgressException());
    run(List.of(PARTITION), 3, 0, () -> consumer.rebalance(List.of()), 1);

    assertThat(committed()).isEqualTo(3);
    assertThat(newestLedger().counts()).containsEntry("stored", 3L);
  }

  @Test
  void aPartitionThatIsHandedOverIsNotDeliveredAnyMore() {
    sink.answers.put(0L, Delivery.Retry.untilMended("forbidden"));
    run(List.of(PARTITION), 1, 0, () -> consumer.rebalance(List.of()), 10);

    assertThat(sink.tries).containsEntry(0L, 1);
    assertThat(registry.get("weir.sink.held.partitions").gauge().value()).isZero();
  }

  /** The producer was once closed before the consumer, which writes the ledger when it closes. */
  @Test
  void theConsumerIsClosedFirstAndCanStillWriteTheLedger() {
    consumer.refusesUntilClosed = true;
    run(3, 0);

    assertThat(committed()).isEqualTo(3);
    assertThat(newestLedger().counts()).containsEntry("stored", 3L);
    assertThat(producer.closed()).isTrue();
    assertThat(sink.closed).isTrue();
  }

  private void run(int records, int rounds) {
    run(records, rounds, () -> {}, 0);
  }

  private void run(int records, int rounds, Runnable then, int more) {
    run(List.of(PARTITION), records, rounds, then, more);
  }

  /** Polls so many records of each, works for some rounds, does something, and works on. */
  private void run(
      List<TopicPartition> partitions, int records, int rounds, Runnable then, int more) {
    SinkWorker worker =
        new SinkWorker(
            sink,
            new SinkInput(
                consumer, List.of(Topics.EVENTS), SinkInput.Start.COMMITTED, MAX_POLL_INTERVAL),
            producer,
            registry,
            () -> Instant.ofEpochMilli(now));
    consumer.schedulePollTask(() -> assign(partitions, records));
    for (int i = 0; i < rounds; i++) {
      consumer.schedulePollTask(() -> {});
    }
    consumer.schedulePollTask(then);
    for (int i = 0; i < more; i++) {
      consumer.schedulePollTask(() -> {});
    }
    consumer.schedulePollTask(worker::stop);
    worker.run();
  }

  private void assign(List<TopicPartition> partitions, int records) {
    consumer.rebalance(partitions);
    for (TopicPartition partition : partitions) {
      consumer.updateBeginningOffsets(Map.of(partition, 0L));
      consumer.add(partition, first, records, value);
    }
  }

  private long committed() {
    OffsetAndMetadata offset = consumer.commits.get(PARTITION);
    return offset == null ? 0 : offset.offset();
  }

  private JsonNode deadLetter() throws IOException {
    ProducerRecord<byte[], byte[]> letter =
        producer.history().stream().filter(r -> r.topic().equals(Topics.DLQ)).findFirst().get();
    return Json.MAPPER.readTree(letter.value());
  }

  private LedgerEntry newestLedger() {
    List<LedgerEntry> entries = ledger();
    return entries.isEmpty() ? null : entries.get(entries.size() - 1);
  }

  /** The newest counts by the first offset of their range. */
  private Map<Long, Map<String, Long>> newestLedgerOfEach() {
    Map<Long, Map<String, Long>> counts = new HashMap<>();
    ledger().forEach(entry -> counts.put(entry.from(), entry.counts()));
    return counts;
  }

  private List<LedgerEntry> ledger() {
    List<LedgerEntry> entries = new ArrayList<>();
    for (ProducerRecord<byte[], byte[]> record : producer.history()) {
      if (record.topic().equals(Topics.LEDGER)) {
        try {
          entries.add(LedgerEntry.read(record.value()));
        } catch (IOException e) {
          throw new UncheckedIOException(e);
        }
      }
    }
    return entries;
  }

  /** A consumer whose polls take their time, and whose group refuses commits when told to. */
  private final class Group extends MockConsumer<byte[], byte[]> {
    private final Map<TopicPartition, OffsetAndMetadata> commits = new HashMap<>();
    private final List<OffsetAndMetadata> commitsInOrder = new ArrayList<>();
    private final Deque<RuntimeException> commitFaults = new ArrayDeque<>();
    private ConsumerRebalanceListener listener;
    private boolean refusesUntilClosed;
    private int commitCalls;
    private long longestWithoutPoll;
    private long lastPoll;

    Group() {
      super("earliest");
    }

    private void add(TopicPartition partition, long from, int records, String value) {
      for (long offset = from; offset < from + records; offset++) {
        addRecord(
            new ConsumerRecord<>(
                partition.topic(),
                partition.partition(),
                offset,
                null,
                value.getBytes(StandardCharsets.UTF_8)));
      }
    }

    /** As after a time without polls. */
    private void lose() {
      listener.onPartitionsLost(assignment());
      rebalance(List.of());
    }

    @Override
    public void subscribe(Collection<String> topics, ConsumerRebalanceListener by) {
      listener = by;
      super.subscribe(topics, by);
    }

    @Override
    public synchronized ConsumerRecords<byte[], byte[]> poll(Duration timeout) {
      longestWithoutPoll = Math.max(longestWithoutPoll, now - lastPoll);
      now += timeout.toMillis();
      lastPoll = now;
      return super.poll(timeout);
    }

    @Override
    public synchronized void commitSync(Map<TopicPartition, OffsetAndMetadata> offsets) {
      commitCalls++;
      if (refusesUntilClosed) {
        throw new RebalanceInProgressException();
      }
      if (!commitFaults.isEmpty()) {
        throw commitFaults.remove();
      }
      super.commitSync(offsets);
      commits.putAll(offsets);
      commitsInOrder.addAll(offsets.values());
    }

    @Override
    public synchronized Map<TopicPartition, OffsetAndMetadata> committed(
        Set<TopicPartition> partitions) {
      Map<TopicPartition, OffsetAndMetadata> committed = new HashMap<>(commits);
      committed.keySet().retainAll(partitions);
      return committed;
    }

    /** Gives its partitions up first, as the real one does. */
    @Override
    public void close() {
      refusesUntilClosed = false;
      rebalance(List.of());
      super.close();
    }
  }

  /** Stores everything but what it was told otherwise. */
  private final class ObedientSink implements Sink {
    private final Map<Long, Delivery> answers = new HashMap<>();
    private final Map<Long, Integer> tries = new HashMap<>();
    private Duration takes = Duration.ZERO;
    private Runnable beforeDelivery = () -> {};
    private boolean closed;

    @Override
    public String stage() {
      return "sink.obedient";
    }

    @Override
    public List<Delivery> deliver(List<SinkRecord> batch) {
      beforeDelivery.run();
      now += takes.toMillis();
      List<Delivery> deliveries = new ArrayList<>();
      for (SinkRecord record : batch) {
        long offset = record.at().offset();
        tries.merge(offset, 1, Integer::sum);
        deliveries.add(answers.getOrDefault(offset, Delivery.Done.STORED));
      }
      return deliveries;
    }

    @Override
    public String unhealthy() {
      return null;
    }

    @Override
    public void close() {
      closed = true;
    }
  }
}
