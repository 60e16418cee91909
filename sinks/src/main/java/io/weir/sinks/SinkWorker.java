package io.weir.sinks;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.TopicPartition;

/**
 * Carries records from Kafka to one store. Delivers, then commits: an offset is committed when all
 * records before it are stored or dead-lettered. A partition whose records are to be sent again is
 * paused, so that pressure shows as consumer lag and memory stays bounded by one fetch.
 */
public final class SinkWorker implements Runnable {
  private static final Duration POLL = Duration.ofMillis(100);

  /** A round begins no batch after this part of the time between polls, for a batch takes some. */
  private static final int ROUND_PART = 3;

  private final Sink sink;
  private final SinkInput input;
  private final Consumer<byte[], byte[]> consumer;
  private final SinkReports reports;
  private final BatchDelivery delivery;
  private final Commits commits;
  private final InstantSource clock;
  private final RandomGenerator random;
  private final Map<TopicPartition, PartitionWork> work = new LinkedHashMap<>();
  private volatile boolean stopping;
  private volatile String fault;

  /**
   * A worker that owns the sink and the clients, and closes them when it ends.
   *
   * @param producer for dead letters and the ledger, idempotent, with {@code acks=all} and time
   *     limits well below the longest interval between polls
   * @param random spreads the waits before a next try
   */
  public SinkWorker(
      Sink sink,
      SinkInput input,
      Producer<byte[], byte[]> producer,
      MeterRegistry registry,
      InstantSource clock,
      RandomGenerator random) {
    this.sink = sink;
    this.input = input;
    this.consumer = input.consumer();
    this.clock = clock;
    this.random = random;
    sink.measure(registry);
    this.reports = new SinkReports(sink.stage(), producer, clock);
    this.delivery =
        new BatchDelivery(sink, reports, new SinkMetrics(registry, sink.stage()), clock);
    this.commits = new Commits(sink.stage(), consumer, reports, clock);
  }

  /** Works until {@link #stop}; ends with an exception only for what a restart may mend. */
  @Override
  public void run() {
    // Closed from the last to the first: the consumer still writes the ledger when it closes.
    try (sink;
        reports;
        consumer) {
      consumer.subscribe(input.topics(), new Assignment());
      while (!stopping) {
        round();
      }
      commits.commitAndWriteLedger(work);
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
    boolean committed = deliverWhatIsDue() && commits.commit(work);
    pauseWhatWaits();
    if (committed) {
      commits.writeLedgerIfDue(work);
    }
  }

  /** Ends in time for the next poll; returns false if a commit failed. */
  private boolean deliverWhatIsDue() {
    long until = clock.millis() + input.maxPollInterval().dividedBy(ROUND_PART).toMillis();
    for (TopicPartition partition : List.copyOf(work.keySet())) {
      long now = clock.millis();
      if (now >= until) {
        return true;
      }
      PartitionWork todo = work.get(partition);
      if (todo.isDue(now)) {
        delivery.deliver(partition, todo);
        putBehindTheOthers(partition);
        if (commits.areDue() && !commits.commit(work)) {
          return false;
        }
      }
    }
    return true;
  }

  /** So that a round that ends early begins the next time with those that had no turn. */
  private void putBehindTheOthers(TopicPartition partition) {
    work.put(partition, work.remove(partition));
  }

  private void pauseWhatWaits() {
    List<TopicPartition> waiting = new ArrayList<>();
    List<TopicPartition> free = new ArrayList<>();
    work.forEach((partition, todo) -> (todo.isEmpty() ? free : waiting).add(partition));
    consumer.pause(waiting);
    consumer.resume(free);
  }

  /** Takes up and lays down partitions. */
  private final class Assignment implements ConsumerRebalanceListener {
    @Override
    public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
      Map<TopicPartition, OffsetAndMetadata> committed =
          input.start() == SinkInput.Start.COMMITTED
              ? consumer.committed(new HashSet<>(partitions))
              : Map.of();
      if (input.start() == SinkInput.Start.BEGINNING) {
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
      commits.commitAndWriteLedger(work);
      onPartitionsLost(partitions);
    }

    @Override
    public void onPartitionsLost(Collection<TopicPartition> partitions) {
      partitions.forEach(work::remove);
      delivery.forget(partitions);
    }
  }
}
