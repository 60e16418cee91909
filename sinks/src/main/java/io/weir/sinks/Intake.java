package io.weir.sinks;

import io.weir.sinks.PartitionQueue.Item;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.TopicPartition;

/**
 * Polls the partitions of a sink within their shares of the memory, and has the sink prepare what
 * comes. Not thread-safe.
 */
final class Intake<T> implements ConsumerRebalanceListener {
  /** No more than this is polled before something is sent. */
  private static final int MAX_POLLED = 1_000;

  private final Sink<T> sink;
  private final Subscription subscription;
  private final Consumer<byte[], byte[]> consumer;
  private final StartPositions positions;
  private final Lanes<T> lanes;
  private final Settlement<T> settlement;
  private final long heldBytes;
  private final InstantSource clock;
  private final Map<TopicPartition, PartitionQueue<T>> work = new LinkedHashMap<>();
  private Runnable handOver = () -> {};

  Intake(
      Sink<T> sink,
      Subscription subscription,
      StartPositions positions,
      Lanes<T> lanes,
      Settlement<T> settlement,
      long heldBytes,
      InstantSource clock) {
    this.sink = sink;
    this.subscription = subscription;
    this.consumer = subscription.consumer();
    this.positions = positions;
    this.lanes = lanes;
    this.settlement = settlement;
    this.heldBytes = heldBytes;
    this.clock = clock;
  }

  /**
   * Joins the group.
   *
   * @param before called when partitions are handed over, while they are still ours
   */
  void subscribe(Runnable before) {
    handOver = before;
    consumer.subscribe(subscription.topics(), this);
  }

  /** What was polled and is not committed, by partition; changes with the assignment. */
  Map<TopicPartition, PartitionQueue<T>> work() {
    return work;
  }

  /** Partitions that are paused because they are full. */
  Collection<PartitionQueue<T>> full() {
    long share = share();
    return work.values().stream().filter(queue -> queue.heldBytes() >= share).toList();
  }

  private void takeUp(Collection<TopicPartition> assigned) {
    if (positions.takeUp(assigned, work)) {
      lanes.removeLost();
      sink.assigned(work.size(), positions.allPartitions());
    }
  }

  /**
   * Polls until nothing more is there or it is enough for now.
   *
   * @param most how long the first poll may wait
   */
  void poll(Duration most) {
    takeUp(consumer.assignment());
    Duration patience = most;
    int polled = 0;
    ConsumerRecords<byte[], byte[]> records;
    do {
      pauseFullPartitions();
      records = positions.poll(patience);
      for (TopicPartition partition : records.partitions()) {
        take(partition, records.records(partition));
      }
      polled += records.count();
      patience = Duration.ZERO;
    } while (!records.isEmpty() && polled < MAX_POLLED);
  }

  /** Takes what there is room for; the rest is polled again later. */
  private void take(TopicPartition partition, List<ConsumerRecord<byte[], byte[]>> polled) {
    PartitionQueue<T> queue = work.get(partition);
    long share = share();
    for (ConsumerRecord<byte[], byte[]> record : polled) {
      if (queue.heldBytes() >= share) {
        consumer.seek(partition, record.offset());
        return;
      }
      take(queue, new SinkRecord(record));
    }
  }

  private void take(PartitionQueue<T> queue, SinkRecord record) {
    Item<T> item = queue.add(record, clock.millis());
    Prepared<T> prepared;
    try {
      prepared = sink.prepare(record);
    } catch (RuntimeException | StackOverflowError e) {
      // No word of the exception, which may quote the record.
      prepared = Prepared.rejected("unreadable");
    }
    if (prepared instanceof Prepared.Settled<T> settled) {
      if (settled.delivery() instanceof Delivery.Rejected) {
        // Until its dead letter is written.
        queue.hold(item, null, 0);
      }
      settlement.atOnce(item, settled.delivery());
    } else if (prepared instanceof Prepared.Ready<T> ready) {
      queue.hold(item, ready.payload(), ready.bytes());
      lanes.add(ready.lane(), item, clock.millis());
    }
  }

  /** Each partition has its share of the memory, so a blocked one stops no other. */
  private long share() {
    return heldBytes / Math.max(1, work.size());
  }

  private void pauseFullPartitions() {
    long share = share();
    List<TopicPartition> full = new ArrayList<>();
    List<TopicPartition> free = new ArrayList<>();
    Set<TopicPartition> paused = consumer.paused();
    work.forEach(
        (partition, queue) -> {
          boolean isFull = queue.heldBytes() >= share;
          if (isFull != paused.contains(partition)) {
            (isFull ? full : free).add(partition);
          }
        });
    // A poll has few records, so this is done often, and mostly there is nothing to change.
    if (!full.isEmpty()) {
      consumer.pause(full);
    }
    if (!free.isEmpty()) {
      consumer.resume(free);
    }
  }

  @Override
  public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
    takeUp(partitions);
  }

  @Override
  public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
    try {
      handOver.run();
    } finally {
      onPartitionsLost(partitions);
    }
  }

  @Override
  public void onPartitionsLost(Collection<TopicPartition> partitions) {
    for (TopicPartition partition : partitions) {
      PartitionQueue<T> queue = work.remove(partition);
      if (queue != null) {
        queue.lose();
      }
    }
    lanes.removeLost();
    sink.assigned(work.size(), positions.allPartitions());
  }
}
