package io.weir.sinks;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.ingest.topic.LedgerEntry;
import io.weir.ingest.topic.Topic;
import io.weir.sinks.PartitionQueue.Item;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;

class PartitionQueueTest {
  private final SinkLedger ledger = new SinkLedger("sink.test", Topic.EVENTS.name(), 0);

  /** Settled records behind one that waited once cost memory each, for as long as it waited. */
  @Test
  void whatIsSettledAfterARecordThatWaitsIsOneItemHoweverItWasSettled() {
    PartitionQueue<String> queue = new PartitionQueue<>(ledger, 0);
    Item<String> waiting = add(queue, 0);
    for (long offset = 1; offset < 10_000; offset++) {
      queue.settle(add(queue, offset), offset % 2 == 0 ? "stored" : "not_routed");
    }

    assertThat(queue.items()).isEqualTo(2);
    queue.settle(waiting, "stored");
    queue.advance();

    assertThat(queue.position()).isEqualTo(10_000);
    assertThat(ledger.changed().get(0).counts())
        .isEqualTo(Map.of("received", 10_000L, "stored", 5_000L, "not_routed", 5_000L));
  }

  /** In whatever order answers come, the position is that of the first that is not settled. */
  @RepeatedTest(50)
  void thePositionNeverPassesWhatIsNotSettledAndCountsAddUp(RepetitionInfo seed) {
    Random random = new Random(seed.getCurrentRepetition());
    long first = LedgerEntry.RANGE - 50;
    PartitionQueue<String> queue = new PartitionQueue<>(ledger, first);
    List<Item<String>> items = new ArrayList<>();
    for (long offset = first; offset < first + 200; offset += 1 + random.nextInt(2)) {
      Item<String> item = add(queue, offset);
      queue.hold(item, "payload", 10);
      items.add(item);
    }
    List<Item<String>> order = new ArrayList<>(items);
    Collections.shuffle(order, random);
    List<Item<String>> open = new ArrayList<>(items);
    for (Item<String> item : order) {
      queue.settle(item, List.of("stored", "duplicate", "dead_lettered.x").get(random.nextInt(3)));
      open.remove(item);
      queue.advance();
      long limit = open.isEmpty() ? queue.next() : open.get(0).record().at().offset();
      // Ends of transactions have offsets too, so the next record may lie a little later.
      assertThat(queue.position()).isBetween(Math.max(first, limit - 1), limit);
    }

    assertThat(queue.heldBytes()).isZero();
    assertThat(queue.isEmpty()).isTrue();
    Map<String, Long> sums = new HashMap<>();
    ledger.changed().forEach(e -> e.counts().forEach((k, n) -> sums.merge(k, n, Long::sum)));
    assertThat(sums.get("received")).isEqualTo(items.size());
    assertThat(ledger.changed()).hasSize(2).allMatch(LedgerEntry::balances);
  }

  /** A record that was polled after an answer out of order once hung on an item that was gone. */
  @RepeatedTest(50)
  void recordsAreAddedBetweenAnswersInAnyOrder(RepetitionInfo seed) {
    Random random = new Random(seed.getCurrentRepetition());
    PartitionQueue<String> queue = new PartitionQueue<>(ledger, 0);
    List<Item<String>> open = new ArrayList<>();
    Map<Item<String>, Long> offsets = new HashMap<>();
    long next = 0;
    for (int step = 0; step < 400; step++) {
      if (next < 150 && (open.isEmpty() || random.nextBoolean())) {
        Item<String> item = add(queue, next);
        offsets.put(item, next++);
        open.add(item);
      } else if (!open.isEmpty()) {
        queue.settle(open.remove(random.nextInt(open.size())), "stored");
      }
      queue.advance();
      long limit = open.stream().mapToLong(offsets::get).min().orElse(next);
      assertThat(queue.position()).isEqualTo(limit);
    }
    List.copyOf(open).forEach(item -> queue.settle(item, "stored"));
    queue.advance();

    assertThat(queue.position()).isEqualTo(150);
    assertThat(ledger.changed().get(0).counts())
        .isEqualTo(Map.of("received", 150L, "stored", 150L));
  }

  private static Item<String> add(PartitionQueue<String> queue, long offset) {
    return queue.add(
        new SinkRecord(new ConsumerRecord<>(Topic.EVENTS.name(), 0, offset, null, null)), 0);
  }
}
