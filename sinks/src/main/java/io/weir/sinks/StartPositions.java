package io.weir.sinks;

import java.time.Duration;
import java.util.Collection;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.InvalidOffsetException;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where a sink begins in each partition, and what it missed: records that the topic's retention
 * removed before they were read are counted and said, never passed over in silence.
 */
final class StartPositions {
  private static final Logger LOG = LoggerFactory.getLogger(StartPositions.class);

  private final String stage;
  private final Subscription subscription;
  private final Consumer<byte[], byte[]> consumer;
  private final SinkMetrics metrics;
  private int allPartitions;

  /** Partitions whose position is not in the topic any more. */
  private final Set<TopicPartition> outOfRange = new HashSet<>();

  StartPositions(String stage, Subscription subscription, SinkMetrics metrics) {
    this.stage = stage;
    this.subscription = subscription;
    this.consumer = subscription.consumer();
    this.metrics = metrics;
  }

  /** Partitions of all topics, as far as they are known. */
  int allPartitions() {
    return allPartitions;
  }

  /** Polls; a position that is not in the topic any more is set right first. */
  ConsumerRecords<byte[], byte[]> poll(Duration patience) {
    try {
      return consumer.poll(patience);
    } catch (InvalidOffsetException e) {
      outOfRange.addAll(e.partitions());
      return ConsumerRecords.empty();
    }
  }

  /**
   * Makes queues for partitions that have none, with the counts that were committed, and sets their
   * positions. If Kafka does not answer, all of it is done by the next call.
   *
   * @return whether there was anything to do
   */
  <T> boolean takeUp(
      Collection<TopicPartition> assigned, Map<TopicPartition, PartitionQueue<T>> work) {
    Set<TopicPartition> fresh = new HashSet<>(assigned);
    fresh.removeAll(work.keySet());
    if (fresh.isEmpty() && outOfRange.isEmpty()) {
      return false;
    }
    allPartitions =
        subscription.topics().stream()
            .mapToInt(topic -> consumer.partitionsFor(topic).size())
            .sum();
    boolean fromBeginning = subscription.start() == Subscription.Start.BEGINNING;
    Map<TopicPartition, OffsetAndMetadata> committed =
        fromBeginning || fresh.isEmpty() ? Map.of() : consumer.committed(fresh);
    Set<TopicPartition> asked = new HashSet<>(fresh);
    outOfRange.retainAll(assigned);
    asked.addAll(outOfRange);
    Map<TopicPartition, Long> beginnings = consumer.beginningOffsets(asked);
    for (TopicPartition partition : asked) {
      PartitionQueue<T> queue = work.get(partition);
      if (queue == null) {
        queue = queue(partition, committed.get(partition), beginnings.get(partition));
        work.put(partition, queue);
      }
      long beginning = beginnings.get(partition);
      if (queue.next() < beginning) {
        missed(partition, queue, beginning);
      } else if (outOfRange.contains(partition)) {
        queue.lose();
        queue = queue(partition, null, after(partition, queue.lastAppended()));
        work.put(partition, queue);
      }
      consumer.seek(partition, queue.next());
    }
    outOfRange.clear();
    return true;
  }

  /**
   * Where to continue in a partition that ends before our position: it was recreated, or has lost
   * its end with a broker. What was appended before the last record that we have is known.
   */
  private long after(TopicPartition partition, long lastAppended) {
    OffsetAndTimestamp found =
        consumer.offsetsForTimes(Map.of(partition, lastAppended)).get(partition);
    long offset =
        found == null ? consumer.endOffsets(Set.of(partition)).get(partition) : found.offset();
    LOG.warn("{}: {} ends before what was read of it; continuing at {}", stage, partition, offset);
    return offset;
  }

  private <T> PartitionQueue<T> queue(
      TopicPartition partition, OffsetAndMetadata committed, long beginning) {
    SinkLedger ledger = new SinkLedger(stage, partition.topic(), partition.partition());
    if (committed != null) {
      ledger.restore(committed.metadata());
    }
    return new PartitionQueue<>(ledger, committed == null ? beginning : committed.offset());
  }

  private void missed(TopicPartition partition, PartitionQueue<?> queue, long beginning) {
    long missed = beginning - queue.next();
    LOG.error(
        "{}: up to {} records of {} were removed by the topic's retention before they were read",
        stage,
        missed,
        partition);
    metrics.expired(missed);
    queue.skipExpired(beginning);
  }
}
