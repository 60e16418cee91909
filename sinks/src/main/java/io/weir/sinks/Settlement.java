package io.weir.sinks;

import io.weir.sinks.Lanes.Batch;
import io.weir.sinks.PartitionQueue.Item;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Turns what the store said into settled records, dead letters, and records to be sent again. Not
 * thread-safe.
 */
final class Settlement<T> {
  private final Lanes<T> lanes;
  private final Letters<T> letters;
  private final SinkMetrics metrics;
  private final RejectionBreaker breaker;
  private final InstantSource clock;

  Settlement(
      Lanes<T> lanes,
      Letters<T> letters,
      SinkMetrics metrics,
      RejectionBreaker breaker,
      InstantSource clock) {
    this.lanes = lanes;
    this.letters = letters;
    this.metrics = metrics;
    this.breaker = breaker;
    this.clock = clock;
  }

  /** Takes a record that needs no request. */
  void atOnce(Item<T> item, Delivery delivery) {
    if (delivery instanceof Delivery.Rejected rejected) {
      letters.add(item, rejected);
    } else {
      settle(item, (Delivery.Done) delivery);
    }
  }

  /** Takes what the store said of a batch: one delivery for each element, in order. */
  void answered(Batch<T> batch, List<Delivery> deliveries) {
    List<Item<T>> again = new ArrayList<>();
    Delivery.Retry retry = null;
    boolean progress = false;
    for (int i = 0; i < deliveries.size(); i++) {
      Item<T> item = batch.items().get(i);
      if (item.queue().isLost()) {
        continue;
      }
      Delivery delivery = judge(item, deliveries.get(i));
      if (delivery instanceof Delivery.Retry next) {
        again.add(item);
        retry = graver(retry, next);
      } else {
        progress = true;
        atOnce(item, delivery);
      }
    }
    if (retry != null) {
      metrics.retried(retry.reason());
    }
    lanes.returned(batch, again, retry, progress, clock.millis());
  }

  private Delivery judge(Item<T> item, Delivery delivery) {
    if (delivery instanceof Delivery.Rejected rejected) {
      Delivery judged = breaker.judge(rejected, clock.millis());
      if (judged instanceof Delivery.Retry) {
        item.holdRejected();
      }
      return judged;
    }
    if (item.isHeldRejected() && delivery instanceof Delivery.Done) {
      breaker.close();
    }
    return delivery;
  }

  private static Delivery.Retry graver(Delivery.Retry one, Delivery.Retry other) {
    return one == null || rank(other) > rank(one) ? other : one;
  }

  private static int rank(Delivery.Retry retry) {
    return (retry.ofStore() ? 2 : 0) + (retry.needsOperator() ? 1 : 0);
  }

  private void settle(Item<T> item, Delivery.Done done) {
    String outcome = done.name().toLowerCase(Locale.ROOT);
    metrics.settled(outcome, item.records());
    item.queue().settle(item, outcome);
  }

  /** Gives up what has waited for long for one stream and fills its partition. */
  void giveUp(PartitionQueue<T> queue) {
    for (Batch<T> batch : lanes.takeLongBlocked(queue, clock.millis())) {
      String reason = "given_up_" + batch.lane().outage().reason();
      batch.items().forEach(item -> letters.add(item, new Delivery.Rejected(reason, null)));
    }
  }
}
