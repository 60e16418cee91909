package io.weir.sinks;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.ingest.topic.Topic;
import java.time.Duration;
import java.util.Random;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;

/** When a stream of the store is worth a request. */
class LanesTest {
  private static final long NOW = 1_000_000;
  private static final Batching BATCHING = new Batching(10, 1 << 20, Duration.ofSeconds(1), true);

  private final PartitionQueue<String> queue =
      new PartitionQueue<>(new SinkLedger("sink.test", Topic.EVENTS.name(), 0), 0);
  private final Lanes<String> lanes =
      new Lanes<>("sink.test", BATCHING, new RequestLimit(16), new Random(1));
  private long offset;

  @Test
  void whatCameFirstWaitsForMoreToComeAndNoLonger() {
    add("a", 1);

    assertThat(lanes.next(NOW + 999, Set.of())).isEmpty();
    assertThat(lanes.next(NOW + 1_000, Set.of())).isPresent();
  }

  @Test
  void aWholeBatchWaitsForNothing() {
    add("a", 10);

    assertThat(lanes.next(NOW, Set.of())).isPresent();
  }

  @Test
  void withoutRoomForMoreTheFullerStreamsAreSentAtOnce() {
    add("few", 1);
    add("many", 8);
    add("none", 2);

    assertThat(next(false)).isNull();
    assertThat(next(true)).isEqualTo("many");
  }

  @Test
  void whatIsDueComesBeforeWhatIsFull() {
    add("many", 8);
    lanes.add("old", item(), NOW - 2_000);

    assertThat(next(true)).isEqualTo("old");
    assertThat(next(true)).isEqualTo("many");
  }

  @Test
  void aStreamHasOneRequestUnderWayHoweverFullItIs() {
    add("a", 10);
    assertThat(next(true)).isEqualTo("a");

    add("a", 10);

    assertThat(next(true)).isNull();
  }

  @Test
  void theRoomOfOnePartitionIsNoneOfAnother() {
    add("many", 8);
    PartitionQueue<String> other =
        new PartitionQueue<>(new SinkLedger("sink.test", Topic.EVENTS.name(), 1), 0);

    assertThat(lanes.next(NOW, Set.of(other))).isEmpty();
  }

  /** The stream of the next batch, or null if nothing is to be sent. */
  private String next(boolean pressed) {
    return lanes
        .next(NOW, pressed ? Set.of(queue) : Set.of())
        .map(batch -> batch.lane().name())
        .orElse(null);
  }

  private void add(String lane, int records) {
    for (int i = 0; i < records; i++) {
      lanes.add(lane, item(), NOW);
    }
  }

  private PartitionQueue.Item<String> item() {
    SinkRecord record =
        new SinkRecord(new ConsumerRecord<>(Topic.EVENTS.name(), 0, offset++, null, new byte[0]));
    PartitionQueue.Item<String> item = queue.add(record, NOW);
    queue.hold(item, "payload", 1);
    return item;
  }
}
