package io.weir.sinks;

import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.CommitFailedException;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.RebalanceInProgressException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Says how far the work on each partition is: to the group, and in the ledger. */
final class OffsetCommitter {
  private static final Logger LOG = LoggerFactory.getLogger(OffsetCommitter.class);
  private static final Duration COMMIT_INTERVAL = Duration.ofMillis(500);
  private static final Duration LEDGER_INTERVAL = Duration.ofMillis(500);

  private final String stage;
  private final Consumer<byte[], byte[]> consumer;
  private final KafkaReporter reporter;
  private final InstantSource clock;
  private long lastCommit;
  private long ledgerWritten;

  OffsetCommitter(
      String stage,
      Consumer<byte[], byte[]> consumer,
      KafkaReporter reporter,
      InstantSource clock) {
    this.stage = stage;
    this.consumer = consumer;
    this.reporter = reporter;
    this.clock = clock;
  }

  /** True if the last commit is long enough ago for another to be worth its cost. */
  boolean isDue() {
    return clock.millis() - lastCommit >= COMMIT_INTERVAL.toMillis();
  }

  /**
   * Commits what has moved. If it is too late, the next poll reports the partitions as lost; what
   * was delivered of them is delivered again by their new owner, and recognised there.
   *
   * @return false if it was too late
   */
  boolean commit(Map<TopicPartition, ? extends PartitionQueue<?>> work) {
    lastCommit = clock.millis();
    Map<TopicPartition, OffsetAndMetadata> offsets = offsetsToCommit(work);
    if (offsets.isEmpty()) {
      return true;
    }
    try {
      consumer.commitSync(offsets);
    } catch (RebalanceInProgressException e) {
      LOG.debug("{}: a rebalance came before the commit", stage);
      return false;
    } catch (CommitFailedException e) {
      LOG.warn("{}: its partitions were reassigned before the commit", stage);
      return false;
    }
    List<SinkLedger> finished = new ArrayList<>();
    for (TopicPartition partition : offsets.keySet()) {
      PartitionQueue<?> queue = work.get(partition);
      if (queue.ledger().holdsFinishedRange()) {
        finished.add(queue.ledger());
      } else {
        queue.committed();
      }
    }
    // Only now, for the counts of what is not ours any more would overwrite those of its new owner.
    return finished.isEmpty() || !reporter.ledger(finished) || commit(work);
  }

  /** A commit has room for the counts of one range, so one that is over is committed at its end. */
  private static Map<TopicPartition, OffsetAndMetadata> offsetsToCommit(
      Map<TopicPartition, ? extends PartitionQueue<?>> work) {
    Map<TopicPartition, OffsetAndMetadata> offsets = new HashMap<>();
    work.forEach(
        (partition, queue) -> {
          if (queue.hasMoved()) {
            SinkLedger ledger = queue.ledger();
            long upTo = ledger.holdsFinishedRange() ? ledger.endOfFirstRange() : queue.position();
            offsets.put(partition, new OffsetAndMetadata(upTo, ledger.metadata()));
          }
        });
    return offsets;
  }

  void writeLedgerIfDue(Map<TopicPartition, ? extends PartitionQueue<?>> work) {
    if (clock.millis() - ledgerWritten >= LEDGER_INTERVAL.toMillis()) {
      writeLedger(work);
    }
  }

  private void writeLedger(Map<TopicPartition, ? extends PartitionQueue<?>> work) {
    ledgerWritten = clock.millis();
    reporter.ledger(work.values().stream().map(PartitionQueue::ledger).toList());
  }

  /** To be called before partitions are handed over. */
  void commitAndWriteLedger(Map<TopicPartition, ? extends PartitionQueue<?>> work) {
    if (commit(work)) {
      writeLedger(work);
    }
  }
}
