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
final class Commits {
  private static final Logger LOG = LoggerFactory.getLogger(Commits.class);
  private static final Duration COMMIT_INTERVAL = Duration.ofSeconds(1);
  private static final Duration LEDGER_INTERVAL = Duration.ofMillis(500);

  private final String stage;
  private final Consumer<byte[], byte[]> consumer;
  private final SinkReports reports;
  private final InstantSource clock;
  private long lastCommit;
  private long ledgerWritten;

  Commits(
      String stage, Consumer<byte[], byte[]> consumer, SinkReports reports, InstantSource clock) {
    this.stage = stage;
    this.consumer = consumer;
    this.reports = reports;
    this.clock = clock;
  }

  /** A store that is slow gets a commit for each batch, a fast one does not pay for so many. */
  boolean areDue() {
    return clock.millis() - lastCommit >= COMMIT_INTERVAL.toMillis();
  }

  /**
   * Commits what has moved. If it is too late for that, the next poll tells which partitions are
   * lost; what was delivered of them is delivered again by whoever has them, and recognised there.
   *
   * @return false if it was too late
   */
  boolean commit(Map<TopicPartition, PartitionWork> work) {
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
      LOG.warn("{}: its partitions were given away before the commit", stage);
      return false;
    }
    List<SinkLedger> finished = new ArrayList<>();
    for (TopicPartition partition : offsets.keySet()) {
      PartitionWork todo = work.get(partition);
      if (todo.ledger().holdsFinishedRange()) {
        finished.add(todo.ledger());
      } else {
        todo.committed();
      }
    }
    // Only now, for the counts of what is not ours any more would overwrite those of its new owner.
    return finished.isEmpty() || !reports.ledger(finished) || commit(work);
  }

  /** A commit has room for the counts of one range, so one that is over is committed at its end. */
  private static Map<TopicPartition, OffsetAndMetadata> offsetsToCommit(
      Map<TopicPartition, PartitionWork> work) {
    Map<TopicPartition, OffsetAndMetadata> offsets = new HashMap<>();
    work.forEach(
        (partition, todo) -> {
          if (todo.hasMoved()) {
            SinkLedger ledger = todo.ledger();
            long upTo = ledger.holdsFinishedRange() ? ledger.endOfFirstRange() : todo.position();
            offsets.put(partition, new OffsetAndMetadata(upTo, ledger.metadata()));
          }
        });
    return offsets;
  }

  void writeLedgerIfDue(Map<TopicPartition, PartitionWork> work) {
    if (clock.millis() - ledgerWritten >= LEDGER_INTERVAL.toMillis()) {
      writeLedger(work);
    }
  }

  private void writeLedger(Map<TopicPartition, PartitionWork> work) {
    ledgerWritten = clock.millis();
    reports.ledger(work.values().stream().map(PartitionWork::ledger).toList());
  }

  /** To be called before partitions are handed over. */
  void commitAndWriteLedger(Map<TopicPartition, PartitionWork> work) {
    if (commit(work)) {
      writeLedger(work);
    }
  }
}
