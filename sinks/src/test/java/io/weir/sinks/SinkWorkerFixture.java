package io.weir.sinks;

import com.fasterxml.jackson.databind.JsonNode;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.weir.ingest.event.Json;
import io.weir.ingest.topic.LedgerEntry;
import io.weir.ingest.topic.Topic;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.AbstractExecutorService;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.RebalanceInProgressException;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** One worker, a few partitions, a store and a group that do as they are told. */
abstract class SinkWorkerFixture {
  static final TopicPartition PARTITION = new TopicPartition(Topic.EVENTS.name(), 0);

  static final TopicPartition SECOND = new TopicPartition(Topic.EVENTS.name(), 1);

  final Group consumer = new Group();
  final MockProducer<byte[], byte[]> producer =
      new MockProducer<>(true, null, new ByteArraySerializer(), new ByteArraySerializer());
  final ObedientSink sink = new ObedientSink();
  final MeterRegistry registry = new SimpleMeterRegistry();
  DeliverySettings settings = new DeliverySettings(1 << 20, DeliverySettings.WhenFull.WAIT, 100, 4);
  String value = "{}";
  long beginning;
  long first;
  long now;

  void run(int records, int rounds) {
    run(records, rounds, () -> {}, 0);
  }

  void run(int records, int rounds, Runnable then, int more) {
    run(List.of(PARTITION), records, rounds, then, more);
  }

  /** Polls so many records of each, works for some rounds, does something, and works on. */
  void run(List<TopicPartition> partitions, int records, int rounds, Runnable then, int more) {
    SinkWorker<SinkRecord> worker =
        new SinkWorker<>(
            sink,
            new Subscription(
                consumer, producer, List.of(Topic.EVENTS.name()), Subscription.Start.COMMITTED),
            settings,
            registry,
            () -> Instant.ofEpochMilli(now),
            () -> 0L,
            new AtOnce());
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

  void assign(List<TopicPartition> partitions, int records) {
    consumer.updatePartitions(
        Topic.EVENTS.name(),
        List.of(
            new PartitionInfo(Topic.EVENTS.name(), 0, null, null, null),
            new PartitionInfo(Topic.EVENTS.name(), 1, null, null, null)));
    for (TopicPartition partition : partitions) {
      consumer.updateBeginningOffsets(Map.of(partition, beginning));
    }
    consumer.rebalance(partitions);
    for (TopicPartition partition : partitions) {
      consumer.add(partition, first, records, value);
    }
  }

  long committed() {
    OffsetAndMetadata offset = consumer.commits.get(PARTITION);
    return offset == null ? 0 : offset.offset();
  }

  JsonNode deadLetter() throws IOException {
    ProducerRecord<byte[], byte[]> letter =
        producer.history().stream()
            .filter(r -> r.topic().equals(Topic.DLQ.name()))
            .findFirst()
            .get();
    return Json.MAPPER.readTree(letter.value());
  }

  LedgerEntry newestLedger() {
    List<LedgerEntry> entries = ledger();
    return entries.isEmpty() ? null : entries.get(entries.size() - 1);
  }

  /** The newest counts by the first offset of their range. */
  Map<Long, Map<String, Long>> newestLedgerOfEach() {
    Map<Long, Map<String, Long>> counts = new HashMap<>();
    ledger().forEach(entry -> counts.put(entry.from(), entry.counts()));
    return counts;
  }

  List<LedgerEntry> ledger() {
    List<LedgerEntry> entries = new ArrayList<>();
    for (ProducerRecord<byte[], byte[]> record : producer.history()) {
      if (record.topic().equals(Topic.LEDGER.name())) {
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
  final class Group extends MockConsumer<byte[], byte[]> {
    final Map<TopicPartition, OffsetAndMetadata> commits = new HashMap<>();
    final List<OffsetAndMetadata> commitsInOrder = new ArrayList<>();
    final Deque<RuntimeException> commitFaults = new ArrayDeque<>();
    ConsumerRebalanceListener listener;
    boolean refusesUntilClosed;
    final List<ConsumerRecord<byte[], byte[]>> log = new ArrayList<>();
    final Set<ConsumerRecord<byte[], byte[]>> polled = new HashSet<>();
    int commitCalls;
    long longestWithoutPoll;
    long lastPoll;

    Group() {
      super("earliest");
    }

    void add(TopicPartition partition, long from, int records, String value) {
      for (long offset = from; offset < from + records; offset++) {
        ConsumerRecord<byte[], byte[]> record =
            new ConsumerRecord<>(
                partition.topic(),
                partition.partition(),
                offset,
                null,
                value.getBytes(StandardCharsets.UTF_8));
        log.add(record);
        addRecord(record);
      }
    }

    /** What was polled before can be polled again, as from a broker. */
    @Override
    public synchronized void seek(TopicPartition partition, long offset) {
      super.seek(partition, offset);
      List<ConsumerRecord<byte[], byte[]>> again =
          log.stream()
              .filter(record -> record.partition() == partition.partition())
              .filter(record -> record.offset() >= offset && polled.contains(record))
              .toList();
      again.forEach(this::addRecord);
      polled.removeAll(again);
    }

    /** As after a time without polls. */
    void lose() {
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
      ConsumerRecords<byte[], byte[]> records = super.poll(timeout);
      records.forEach(polled::add);
      return records;
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

  /** Runs what it is given before it returns, so that a test has one order of things. */
  static final class AtOnce extends AbstractExecutorService {
    private boolean shutDown;

    @Override
    public void execute(Runnable work) {
      work.run();
    }

    @Override
    public void shutdown() {
      shutDown = true;
    }

    @Override
    public List<Runnable> shutdownNow() {
      shutDown = true;
      return List.of();
    }

    @Override
    public boolean isShutdown() {
      return shutDown;
    }

    @Override
    public boolean isTerminated() {
      return shutDown;
    }

    @Override
    public boolean awaitTermination(long timeout, TimeUnit unit) {
      return true;
    }
  }

  /** Stores everything but what it was told otherwise. */
  final class ObedientSink implements Sink<SinkRecord> {
    final Map<Long, Delivery> answers = new HashMap<>();
    final Map<Long, String> lanes = new HashMap<>();
    final Map<Long, Integer> tries = new HashMap<>();
    final List<Integer> batches = new ArrayList<>();
    Duration takes = Duration.ZERO;
    Runnable beforeDelivery = () -> {};
    Long breaksAt;

    /** No batch with it is answered but with a fault of the whole store. */
    Long poison;

    boolean closed;

    @Override
    public String stage() {
      return "sink.obedient";
    }

    @Override
    public Batching batching() {
      return new Batching(1_000, 1 << 20, Duration.ZERO, true);
    }

    @Override
    public Prepared<SinkRecord> prepare(SinkRecord record) {
      return new Prepared.Ready<>(lanes.getOrDefault(record.at().offset(), "lane"), record, 0);
    }

    @Override
    public List<Delivery> deliver(String lane, List<SinkRecord> batch) {
      beforeDelivery.run();
      now += takes.toMillis();
      batches.add(batch.size());
      if (poison != null && batch.stream().anyMatch(r -> r.at().offset() == poison)) {
        return Collections.nCopies(batch.size(), Delivery.Retry.soon("status_502"));
      }
      List<Delivery> deliveries = new ArrayList<>();
      for (SinkRecord record : batch) {
        long offset = record.at().offset();
        if (breaksAt != null && offset == breaksAt) {
          throw new IllegalStateException("the sink has met what it cannot bear");
        }
        tries.merge(offset, 1, Integer::sum);
        deliveries.add(answers.getOrDefault(offset, Delivery.Done.STORED));
      }
      return deliveries;
    }

    @Override
    public String probe() {
      return null;
    }

    @Override
    public void close() {
      closed = true;
    }
  }
}
