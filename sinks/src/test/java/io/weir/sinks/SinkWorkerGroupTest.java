package io.weir.sinks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import io.weir.ingest.topic.LedgerEntry;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.CommitFailedException;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.errors.RebalanceInProgressException;
import org.junit.jupiter.api.Test;

/**
 * A group that takes partitions away, and a worker that is killed: what is committed and counted.
 */
class SinkWorkerGroupTest extends SinkWorkerFixture {
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
        8,
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
  void nothingAfterTheEndOfARangeIsCommittedAsLongAsItIsNotCounted() {
    first = LedgerEntry.RANGE - 2;
    producer.sendException = new org.apache.kafka.common.errors.TimeoutException("no broker");
    run(List.of(PARTITION), 4, 16, () -> producer.sendException = null, 0);
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
    run(List.of(PARTITION), 3, 8, () -> consumer.rebalance(List.of()), 1);

    assertThat(committed()).isEqualTo(3);
    assertThat(newestLedger().counts()).containsEntry("stored", 3L);
  }

  /** The worker once asked for partitions that it no longer had, and ended. */
  @Test
  void aCommitThatFailsWhilePartitionsAreHandedOverEndsNothing() {
    run(
        List.of(PARTITION, SECOND),
        3,
        1,
        () -> {
          consumer.commitFaults.add(new org.apache.kafka.common.errors.TimeoutException("slow"));
          try {
            consumer.rebalance(List.of(SECOND));
          } catch (org.apache.kafka.common.errors.TimeoutException e) {
            // As the real one: it throws from the poll, without the partitions.
            consumer.rebalance(List.of(SECOND));
          }
        },
        20);

    assertThat(consumer.commits).containsKey(SECOND);
  }

  @Test
  void aPartitionThatIsHandedOverIsNotDeliveredAnyMore() {
    sink.answers.put(0L, Delivery.Retry.untilFixed("forbidden"));
    run(List.of(PARTITION), 1, 1, () -> consumer.rebalance(List.of()), 10);

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
}
