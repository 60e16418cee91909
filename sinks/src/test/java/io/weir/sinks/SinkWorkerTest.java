package io.weir.sinks;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.ingest.topic.LedgerEntry;
import io.weir.ingest.topic.Topic;
import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What becomes of records, and what is committed and counted of them. */
class SinkWorkerTest extends SinkWorkerFixture {
  @Test
  void commitsWhatIsStored() {
    run(3, 2);

    assertThat(committed()).isEqualTo(3);
    assertThat(newestLedger().counts()).containsEntry("stored", 3L).containsEntry("received", 3L);
  }

  @Test
  void commitsOnlyUpToTheFirstRecordThatIsNotSettled() {
    sink.answers.put(1L, Delivery.Retry.soon("busy"));
    run(3, 2);

    assertThat(committed()).isEqualTo(1);
  }

  @Test
  void sendsAgainOnlyWhatIsNotSettled() {
    sink.answers.put(1L, Delivery.Retry.soon("busy"));
    run(3, 1, () -> sink.answers.clear(), 10);

    assertThat(committed()).isEqualTo(3);
    assertThat(sink.tries).containsEntry(0L, 1).containsEntry(1L, 2).containsEntry(2L, 1);
  }

  @Test
  void whatTheStoreNeverTakesBecomesADeadLetterAndTheRestIsDelivered() throws IOException {
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
  void commitsTwiceASecondAtMost() {
    run(List.of(PARTITION, SECOND), 3, 12, () -> {}, 0);

    assertThat(consumer.commits).hasSize(2);
    assertThat(consumer.commitCalls).isLessThanOrEqualTo(2);
  }

  @Test
  void aStoreThatTakesNothingIsAskedForOneLaneOnlyAndNotAtOnceAgain() {
    for (long offset = 0; offset < 6; offset++) {
      sink.lanes.put(offset, "lane-" + offset);
      sink.answers.put(offset, Delivery.Retry.soon("unreachable"));
    }
    run(6, 2);

    assertThat(sink.tries.values()).allMatch(tries -> tries <= 2);
    assertThat(sink.batches.size()).isLessThanOrEqualTo(3);
  }

  /** A 429 that had stored part of the batch once made the next wait twice as long. */
  @Test
  void aStoreThatTakesAPartEachTimeIsNotWaitedForLongerAndLonger() {
    Delivery.Retry full = Delivery.Retry.soon("rate_limited");
    for (long offset = 1; offset < 20; offset++) {
      sink.answers.put(offset, full);
    }
    long[] next = {1};
    sink.beforeDelivery = () -> sink.answers.remove(next[0]++);
    run(20, 30);

    assertThat(committed()).isEqualTo(20);
  }

  @Test
  void whatOneLaneDoesNotTakeStopsNoOther() {
    sink.lanes.put(0L, "blocked");
    sink.answers.put(0L, Delivery.Retry.untilFixed("no_template").ofLane());
    run(List.of(PARTITION), 3, 1, () -> consumer.add(PARTITION, 3, 3, value), 8);

    assertThat(sink.tries.keySet()).containsExactlyInAnyOrder(0L, 1L, 2L, 3L, 4L, 5L);
    assertThat(committed()).isZero();
  }

  @Test
  void whatHasPassedARecordThatWaitsIsCommittedWithItAndNotSentAgain() {
    sink.lanes.put(0L, "blocked");
    sink.answers.put(0L, Delivery.Retry.untilFixed("no_template").ofLane());
    run(List.of(PARTITION), 3, 3, () -> sink.answers.clear(), 20);

    assertThat(committed()).isEqualTo(3);
    assertThat(sink.tries).containsEntry(1L, 1).containsEntry(2L, 1);
    assertThat(newestLedger().counts()).containsEntry("stored", 3L).containsEntry("received", 3L);
  }

  @Test
  void aPartitionWhoseRecordsFillItsMemoryIsPausedAndNoOther() {
    settings = new DeliverySettings(8_000, DeliverySettings.WhenFull.WAIT, 100, 4);
    sink.answers.put(0L, Delivery.Retry.untilFixed("no_template").ofLane());
    value = "x".repeat(5_000);
    Set<TopicPartition> paused = new HashSet<>();
    consumer.schedulePollTask(() -> assign(List.of(PARTITION), 1));
    run(List.of(PARTITION, SECOND), 0, 2, () -> paused.addAll(consumer.paused()), 1);

    assertThat(paused).containsExactly(PARTITION);
  }

  /** One poll of large records once held more than the memory of all partitions. */
  @Test
  void whatAPartitionHasNoRoomForIsPolledAgainLater() {
    settings = new DeliverySettings(12_000, DeliverySettings.WhenFull.WAIT, 100, 4);
    value = "x".repeat(5_000);
    run(20, 30);

    assertThat(sink.batches).allMatch(size -> size <= 3);
    assertThat(sink.tries.values()).containsOnly(1);
    assertThat(committed()).isEqualTo(20);
  }

  @Test
  void whatFillsAPartitionForLongIsGivenUpIfThePolicySaysSo() throws IOException {
    settings = new DeliverySettings(4_000, DeliverySettings.WhenFull.DEAD_LETTER, 100, 4);
    sink.lanes.put(0L, "blocked");
    sink.answers.put(0L, Delivery.Retry.untilFixed("no_template").ofLane());
    value = "x".repeat(5_000);
    run(List.of(PARTITION), 3, 700, () -> {}, 10);

    assertThat(deadLetter().at("/weir/reason").asText()).isEqualTo("given_up_no_template");
    assertThat(committed()).isEqualTo(3);
    assertThat(newestLedger().balances()).isTrue();
  }

  @Test
  void byDefaultNothingIsGivenUp() {
    settings = new DeliverySettings(4_000, DeliverySettings.WhenFull.WAIT, 100, 4);
    sink.answers.put(0L, Delivery.Retry.untilFixed("no_template").ofLane());
    value = "x".repeat(5_000);
    run(List.of(PARTITION), 3, 700, () -> {}, 10);

    assertThat(committed()).isZero();
    assertThat(producer.history()).noneMatch(record -> record.topic().equals(Topic.DLQ.name()));
  }

  /** A limit that is set wrong once emptied a whole topic into dead letters. */
  @Test
  void aBurstOfEqualRejectionsIsHeldAndSaidAndDeliveredOnceTheLimitIsRight() {
    settings = new DeliverySettings(1 << 20, DeliverySettings.WhenFull.WAIT, 10, 4);
    for (long offset = 0; offset < 50; offset++) {
      sink.answers.put(offset, new Delivery.Rejected("line_too_long", null));
    }
    try (Logged logged = Logged.of(Lanes.class)) {
      run(List.of(PARTITION), 50, 30, () -> sink.answers.clear(), 400);

      assertThat(logged.lines())
          .first()
          .asString()
          .contains("ERROR", "held until this is fixed: many_rejected_as_line_too_long");
    }
    assertThat(producer.history().stream().filter(r -> r.topic().equals(Topic.DLQ.name())))
        .hasSize(10);
    assertThat(committed()).isEqualTo(50);
    assertThat(newestLedger().counts())
        .containsEntry("dead_lettered.line_too_long", 10L)
        .containsEntry("stored", 40L);
  }

  /** Held rejections once stayed before all that came after them. */
  @Test
  void goodRecordsPassThoseThatAreHeldForTheirRejection() {
    settings = new DeliverySettings(1 << 20, DeliverySettings.WhenFull.WAIT, 10, 4);
    for (long offset = 0; offset < 50; offset++) {
      sink.answers.put(offset, new Delivery.Rejected("line_too_long", null));
    }
    run(List.of(PARTITION), 50, 10, () -> consumer.add(PARTITION, 50, 20, value), 100);

    for (long offset = 50; offset < 70; offset++) {
      assertThat(sink.tries).containsEntry(offset, 1);
    }
    assertThat(committed()).isEqualTo(10);
  }

  @Test
  void aBurstInOneLaneHoldsNothingOfAnother() {
    settings = new DeliverySettings(1 << 20, DeliverySettings.WhenFull.WAIT, 10, 4);
    for (long offset = 0; offset < 11; offset++) {
      sink.answers.put(offset, new Delivery.Rejected("line_too_long", null));
    }
    sink.lanes.put(11L, "other");
    run(12, 0);
    consumer.schedulePollTask(() -> {});

    assertThat(sink.tries).containsEntry(11L, 1);
  }

  /** Where only one stream is active, one record once held all of it with faults of the store. */
  @Test
  void aRecordThatTheStoreFailsOverIsPassedByAllOthers() {
    sink.poison = 5L;
    run(40, 600);

    assertThat(committed()).isEqualTo(5);
    for (long offset = 6; offset < 40; offset++) {
      assertThat(sink.tries).as("offset %d", offset).containsEntry(offset, 1);
    }
  }

  @Test
  void aRecordThatWaitsWhileOthersPassItIsSaid() {
    sink.lanes.put(0L, "blocked");
    sink.answers.put(0L, Delivery.Retry.soon("status_500").ofLane());
    try (Logged logged = Logged.of(Upkeep.class)) {
      run(3, 3_200);

      assertThat(logged.lines())
          .singleElement()
          .asString()
          .contains("events-0 offset 0 has waited 300 s", "nothing after it is committed");
    }
    assertThat(registry.get("weir.sink.oldest.seconds").gauge().value()).isGreaterThan(300);
  }

  @Test
  void rejectionsThatMayBeManyAreNoBurst() {
    settings = new DeliverySettings(1 << 20, DeliverySettings.WhenFull.WAIT, 10, 4);
    for (long offset = 0; offset < 50; offset++) {
      sink.answers.put(offset, new Delivery.Rejected("too_old", null, true));
    }
    run(50, 2);

    assertThat(committed()).isEqualTo(50);
  }

  /**
   * One that the sink fails over is found and put aside; the sink once met it after each restart.
   */
  @Test
  void aRecordThatTheSinkFailsOverBecomesADeadLetterAndTheRestIsDelivered() throws IOException {
    sink.breaksAt = 5L;
    run(8, 200);

    assertThat(committed()).isEqualTo(8);
    assertThat(deadLetter().at("/weir/reason").asText()).isEqualTo("sink_failed");
    assertThat(newestLedger().counts()).containsEntry("stored", 7L);
  }

  @Test
  void anErrorOfKafkaEndsNothing() {
    consumer.commitFaults.add(new org.apache.kafka.common.errors.TimeoutException("no broker"));
    consumer.commitFaults.add(
        new org.apache.kafka.common.errors.TopicAuthorizationException("events"));
    run(List.of(PARTITION), 3, 20, () -> {}, 0);

    assertThat(committed()).isEqualTo(3);
  }

  /** 154 of 1,800 records once arrived, and the ledger balanced. */
  @Test
  void whatRetentionRemovedBeforeItWasReadIsCountedAndSaid() {
    consumer.commits.put(PARTITION, new OffsetAndMetadata(100, ""));
    beginning = 150;
    first = 150;
    try (Logged logged = Logged.of(StartPositions.class)) {
      run(3, 2);

      assertThat(logged.lines())
          .singleElement()
          .asString()
          .isEqualTo(
              "ERROR sink.obedient: up to 50 records of events-0 were removed by the topic's"
                  + " retention before they were read");
    }
    assertThat(committed()).isEqualTo(153);
    assertThat(newestLedger().counts())
        .containsEntry("expired", 50L)
        .containsEntry("stored", 3L)
        .containsEntry("received", 53L);
    assertThat(registry.get("weir.sink.expired").counter().count()).isEqualTo(50);
  }

  @Test
  void aGapOfManyRangesIsCountedInTheOneThatIsReadOn() {
    consumer.commits.put(PARTITION, new OffsetAndMetadata(5, "0;received=5;stored=5"));
    beginning = 7 * LedgerEntry.RANGE;
    first = beginning;
    run(3, 4);

    assertThat(committed()).isEqualTo(beginning + 3);
    assertThat(newestLedgerOfEach().get(beginning)).containsEntry("expired", beginning - 5);
  }

  @Test
  void whatWaitsForLongIsSaidWithItsReasonAndThatItIsOver() {
    sink.answers.put(0L, Delivery.Retry.soon("unreachable"));
    try (Logged logged = Logged.of(Lanes.class)) {
      run(List.of(PARTITION), 1, 800, () -> sink.answers.clear(), 400);

      assertThat(logged.lines())
          .hasSize(2)
          .satisfies(
              lines -> {
                assertThat(lines.get(0))
                    .startsWith("WARN sink.obedient: records for the store have waited");
                assertThat(lines.get(1)).contains("the store takes records again");
              });
    }
  }

  @Test
  void deadLettersAreSaidOnceAMinuteWithTheFirstOfThem() {
    settings = new DeliverySettings(1 << 20, DeliverySettings.WhenFull.WAIT, 0, 4);
    for (long offset = 0; offset < 20; offset++) {
      sink.answers.put(offset, new Delivery.Rejected("refused", null));
    }
    try (Logged logged = Logged.of(DeadLetters.class)) {
      run(20, 30);

      assertThat(logged.lines())
          .containsExactly(
              "WARN sink.obedient: 20 records became dead letters as refused, the first is"
                  + " events/0 offset 0");
    }
  }
}
