package io.weir.sinks;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.ingest.wire.Topics;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
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
}
