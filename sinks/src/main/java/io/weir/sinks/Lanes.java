package io.weir.sinks;

import io.weir.sinks.PartitionQueue.Item;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * All streams of a store for which something waits, and the state of the store as a whole. Takes
 * turns between the streams. Not thread-safe.
 */
final class Lanes<T> {
  private static final Logger LOG = LoggerFactory.getLogger(Lanes.class);

  /** What fills a partition for longer than this is given up, if the settings say so. */
  private static final Duration PATIENCE = Duration.ofMinutes(1);

  /** What is under way: elements of one lane. */
  record Batch<T>(Lane<T> lane, List<Item<T>> items) {
    List<T> payloads() {
      return items.stream().map(Item::payload).toList();
    }
  }

  private final String stage;
  private final Batching batching;
  private final RequestLimit limit;
  private final RandomGenerator random;
  private final Map<String, Lane<T>> lanes = new LinkedHashMap<>();
  private final Backoff storeBackoff;
  private final Outage storeOutage = new Outage();
  private long storeNotBefore;

  /** Batches of which the store has taken something. */
  private long successes;

  Lanes(String stage, Batching batching, RequestLimit limit, RandomGenerator random) {
    this.stage = stage;
    this.batching = batching;
    this.limit = limit;
    this.random = random;
    this.storeBackoff = new Backoff(random);
  }

  void add(String lane, Item<T> item, long now) {
    lanes.computeIfAbsent(lane, name -> new Lane<>(name, batching, random)).add(item, now);
  }

  /** The next batch to be sent, if one is due and one more request is allowed. */
  Optional<Batch<T>> next(long now) {
    if (!mayAsk(now)) {
      return Optional.empty();
    }
    for (Lane<T> lane : lanes.values()) {
      if (lane.dueAt() <= now) {
        Batch<T> batch = new Batch<>(lane, lane.take());
        limit.started();
        // To the end of the line, so that no stream keeps others from their turn.
        lanes.remove(lane.name());
        lanes.put(lane.name(), lane);
        return Optional.of(batch);
      }
    }
    return Optional.empty();
  }

  /** A store that takes nothing is asked by one request at a time. */
  private boolean mayAsk(long now) {
    return storeOutage.isOn()
        ? limit.underWay() == 0 && now >= storeNotBefore
        : limit.allowsOneMore();
  }

  /** Milliseconds until something may be due, at most so many. */
  long untilDue(long now, long most) {
    long earliest = lanes.values().stream().mapToLong(Lane::dueAt).min().orElse(Long.MAX_VALUE);
    if (storeOutage.isOn()) {
      earliest = Math.max(earliest, storeNotBefore);
    }
    return earliest == Long.MAX_VALUE ? most : Math.max(0, Math.min(most, earliest - now));
  }

  /**
   * Takes back what a batch has left, and learns from the answers when to try again.
   *
   * @param again those to be sent again, in order
   * @param retry the gravest reason why, or null
   * @param progress whether anything of the batch was settled
   */
  void returned(
      Batch<T> batch, List<Item<T>> again, Delivery.Retry retry, boolean progress, long now) {
    Lane<T> lane = batch.lane();
    if (progress) {
      successes++;
      lane.progressed();
      storeBackoff.reset();
    }
    Delivery.Retry why = retry == null ? null : lane.scoped(retry, successes);
    if (why == null) {
      lane.returned(again);
      over(lane.outage(), lane.name(), now);
    } else if (why.ofStore()) {
      lane.returned(again);
    } else {
      lane.returned(again, why, now);
    }
    if (why != null && why.ofStore()) {
      limit.refused();
      storeNotBefore = now + storeBackoff.next(why.atLeast()).toMillis();
      storeOutage.failed(why, now);
    } else {
      limit.answered();
      over(storeOutage, "the store", now);
    }
    forgetIfIdle(lane);
  }

  /** A batch that made the sink fail is tried again in smaller parts. */
  void failed(Batch<T> batch, Delivery.Retry retry, long now) {
    limit.answered();
    batch.lane().returned(batch.items(), retry, now);
  }

  private void over(Outage outage, String what, long now) {
    if (outage.isOn()) {
      Duration age = outage.age(now);
      if (outage.over()) {
        LOG.warn("{}: {} takes records again, after {} s", stage, what, age.toSeconds());
      }
    }
  }

  private void forgetIfIdle(Lane<T> lane) {
    if (lane.isIdle()) {
      lanes.remove(lane.name());
    }
  }

  /** Partitions are somebody else's now: nothing of theirs is sent any more. */
  void removeLost() {
    for (Lane<T> lane : List.copyOf(lanes.values())) {
      lane.remove(item -> item.queue().isLost());
      forgetIfIdle(lane);
    }
  }

  /** Takes out what has waited long for its own stream and belongs to one partition. */
  List<Batch<T>> takeLongBlocked(PartitionQueue<T> queue, long now) {
    List<Batch<T>> taken = new ArrayList<>();
    for (Lane<T> lane : List.copyOf(lanes.values())) {
      if (isLongBlocked(lane, now)) {
        taken.add(new Batch<>(lane, lane.remove(item -> item.queue() == queue)));
        forgetIfIdle(lane);
      }
    }
    return taken;
  }

  private boolean isLongBlocked(Lane<T> lane, long now) {
    return !storeOutage.isOn()
        && lane.outage().isOn()
        && lane.outage().age(now).compareTo(PATIENCE) >= 0;
  }

  /** Says in the log what has waited for long and why; never what a record holds. */
  void sayWhatWaits(long now) {
    say(storeOutage, "the store", now);
    lanes.values().forEach(lane -> say(lane.outage(), lane.name(), now));
  }

  private void say(Outage outage, String what, long now) {
    if (!outage.isToBeSaid(now)) {
      return;
    }
    if (outage.needsOperator()) {
      LOG.error(
          "{}: records for {} are held until this is fixed: {}", stage, what, outage.reason());
    } else {
      long seconds = outage.age(now).toSeconds();
      LOG.warn("{}: records for {} wait since {} s: {}", stage, what, seconds, outage.reason());
    }
  }

  /** Why something cannot be delivered without an operator, or nothing at all; null if all can. */
  String problem() {
    if (storeOutage.isOn()) {
      return storeOutage.reason();
    }
    return lanes.values().stream()
        .map(Lane::outage)
        .filter(Outage::needsOperator)
        .map(Outage::reason)
        .findFirst()
        .orElse(null);
  }

  /** How many partitions have records that wait for an operator. */
  int heldPartitions() {
    Set<PartitionQueue<T>> held = new HashSet<>();
    for (Lane<T> lane : lanes.values()) {
      if (lane.outage().needsOperator() || storeOutage.needsOperator()) {
        lane.queues(held);
      }
    }
    return held.size();
  }

  /** How many streams of the store take nothing now while others may. */
  int blocked() {
    return (int) lanes.values().stream().filter(lane -> lane.outage().isOn()).count();
  }

  int underWay() {
    return limit.underWay();
  }
}
