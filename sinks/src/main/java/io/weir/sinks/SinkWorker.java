package io.weir.sinks;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.RebalanceInProgressException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Carries records from Kafka to one store. Delivers, then commits: an offset is committed when all
 * records before it are stored or dead-lettered. A partition whose records are to be sent again is
 * paused, so that pressure shows as consumer lag and memory stays bounded by one fetch.
 */
public final class SinkWorker implements Runnable {
  private static final Logger LOG = LoggerFactory.getLogger(SinkWorker.class);
  private static final Duration POLL = Duration.ofMillis(100);
  private static final Duration LEDGER_INTERVAL = Duration.ofMillis(500);

  private final Sink sink;
  private final Collection<String> topics;
  private final Start start;
  private final Consumer<byte[], byte[]> consumer;
  private final SinkReports reports;
  private final BatchDelivery delivery;
  private final RandomGenerator random = RandomGenerator.getDefault();
  private final Map<TopicPartition, PartitionWork> work = new HashMap<>();
  private long ledgerWritten;
  private volatile boolean stopping;
  private volatile String fault;

  /** Where to begin in a partition. */
  public enum Start {
    /** Where the group has committed to. */
    COMMITTED,
    /** At the beginning, each time: the topic is compacted, and the store forgets. */
    BEGINNING
  }

  /**
   * A worker that owns the sink and the clients, and closes them when it ends.
   *
   * @param consumer with {@code read_committed} and without automatic commits
   * @param producer for dead letters and the ledger, idempotent, with {@code acks=all}
   */
  public SinkWorker(
      Sink sink,
      Collection<String> topics,
      Start start,
      Consumer<byte[], byte[]> consumer,
      Producer<byte[], byte[]> producer,
      MeterRegistry registry) {
    this.sink = sink;
    this.topics = List.copyOf(topics);
    this.start = start;
    this.consumer = consumer;
    this.reports = new SinkReports(sink.stage(), producer);
    this.delivery =
        new BatchDelivery(
            sink, reports, new SinkMetrics(registry, sink.stage()), Clock.systemUTC());
  }

  /** Works until {@link #stop}; ends with an exception only for what a restart may mend. */
  @Override
  public void run() {
    try (consumer;
        reports;
        sink) {
      consumer.subscribe(topics, new Assignment());
      while (!stopping) {
        round();
      }
      commit();
      writeLedger();
    } catch (RuntimeException e) {
      fault = e.getClass().getSimpleName();
      throw e;
    }
  }

  /** Lets {@link #run} end after the delivery that is under way; callable from any thread. */
  public void stop() {
    stopping = true;
  }

  /** Why the process should be restarted, or null. */
  public String fault() {
    return fault;
  }

  /** Why a delivery would not succeed, or null. */
  public String unhealthy() {
    return fault == null ? sink.unhealthy() : fault;
  }

  private void round() {
    for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
      work.get(new TopicPartition(record.topic(), record.partition())).add(record);
    }
    sink.tick();
    long now = System.currentTimeMillis();
    for (Map.Entry<TopicPartition, PartitionWork> entry : work.entrySet()) {
      if (entry.getValue().isDue(now)) {
        delivery.deliver(entry.getKey(), entry.getValue());
      }
    }
    pauseWhatWaits();
    commit();
    if (now - ledgerWritten >= LEDGER_INTERVAL.toMillis()) {
      ledgerWritten = now;
      writeLedger();
    }
  }

  private void pauseWhatWaits() {
    List<TopicPartition> waiting = new ArrayList<>();
    List<TopicPartition> free = new ArrayList<>();
    work.forEach((partition, todo) -> (todo.isEmpty() ? free : waiting).add(partition));
    consumer.pause(waiting);
    consumer.resume(free);
  }

  private void commit() {
    Map<TopicPartition, OffsetAndMetadata> offsets = new HashMap<>();
    work.forEach(
        (partition, todo) -> {
          // The counts of a range that is over stand nowhere but in the ledger.
          boolean kept =
              !todo.ledger().holdsFinishedRange() || reports.ledger(List.of(todo.ledger()));
          if (kept && todo.takeMoved()) {
            offsets.put(
                partition, new OffsetAndMetadata(todo.position(), todo.ledger().metadata()));
          }
        });
    if (!offsets.isEmpty()) {
      try {
        consumer.commitSync(offsets);
      } catch (RebalanceInProgressException e) {
        // What was delivered and is not committed is delivered again, and recognised there.
        LOG.debug("{}: a rebalance came before the commit", sink.stage());
      }
    }
  }

  private void writeLedger() {
    reports.ledger(work.values().stream().map(PartitionWork::ledger).toList());
  }

  /** Takes up and lays down partitions. */
  private final class Assignment implements ConsumerRebalanceListener {
    @Override
    public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
      Map<TopicPartition, OffsetAndMetadata> committed =
          start == Start.COMMITTED ? consumer.committed(new HashSet<>(partitions)) : Map.of();
      if (start == Start.BEGINNING) {
        consumer.seekToBeginning(partitions);
      }
      for (TopicPartition partition : partitions) {
        SinkLedger ledger = new SinkLedger(sink.stage(), partition.topic(), partition.partition());
        OffsetAndMetadata position = committed.get(partition);
        if (position != null) {
          ledger.restore(position.metadata());
        }
        long at = position == null ? 0 : position.offset();
        work.put(partition, new PartitionWork(ledger, at, random));
      }
    }

    @Override
    public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
      commit();
      writeLedger();
      onPartitionsLost(partitions);
    }

    @Override
    public void onPartitionsLost(Collection<TopicPartition> partitions) {
      partitions.forEach(work::remove);
      delivery.forget(partitions);
    }
  }
}
