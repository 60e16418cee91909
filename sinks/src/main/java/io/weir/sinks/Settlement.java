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
  private final DeadLetters<T> letters;
  private final SinkMetrics metrics;
  private final RejectionBreaker breaker;
  private final InstantSource clock;

  Settlement(
      Lanes<T> lanes,
      DeadLetters<T> letters,
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
    List<Item<T>> rejected = new ArrayList<>();
    Delivery.Retry retry = null;
    Delivery.Retry hold = null;
    int settled = 0;
    for (int i = 0; i < deliveries.size(); i++) {
      Item<T> item = batch.items().get(i);
      if (item.queue().isLost()) {
        continue;
      }
      Delivery delivery = deliveries.get(i);
      if (delivery instanceof Delivery.Retry next) {
        again.add(item);
        retry = graver(retry, next);
      } else if (delivery instanceof Delivery.Rejected reason && isOneOfMany(batch, reason)) {
        rejected.add(item);
        hold = Delivery.Retry.untilFixed("many_rejected_as_" + reason.reason()).ofLane();
      } else {
        settled++;
        atOnce(item, delivery);
      }
    }
    if (settled + again.size() + rejected.size() == 0) {
      lanes.dropped(batch);
      return;
    }
    if (retry != null) {
      metrics.retried(retry.reason());
    }
    lanes.returned(
        batch, new Lanes.Result<>(again, retry, rejected, hold, settled > 0), clock.millis());
  }

  private boolean isOneOfMany(Batch<T> batch, Delivery.Rejected rejected) {
    boolean held = batch.ofAside() || batch.lane().hasSetAside();
    return breaker.holds(batch.lane().name(), rejected, held, clock.millis());
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
    if (done != Delivery.Done.NOT_ROUTED) {
      metrics.stored(item.record(), clock.millis());
    }
    item.queue().settle(item, outcome);
  }

  /** Dead-letters what has waited for long for one stream and fills its partition. */
  void giveUp(PartitionQueue<T> queue) {
    lanes
        .takeLongBlocked(queue, clock.millis())
        .forEach((item, why) -> letters.add(item, new Delivery.Rejected("given_up_" + why, null)));
  }
}
