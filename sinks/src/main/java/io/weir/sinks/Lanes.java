package io.weir.sinks;

import io.weir.sinks.PartitionQueue.Item;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * All streams of a store for which something waits, and the state of the store as a whole. Takes
 * turns between the streams. Not thread-safe.
 */
final class Lanes<T> {
  private static final Logger LOG = LoggerFactory.getLogger(Lanes.class);

  /** What fills a partition for longer than this is dead-lettered, if the settings say so. */
  private static final long PATIENCE = Duration.ofMinutes(1).toMillis();

  /**
   * Elements of one lane that are under way.
   *
   * @param ofAside whether it is one that was set aside
   */
  record Batch<T>(Lane<T> lane, List<Item<T>> items, boolean ofAside) {
    List<T> payloads() {
      return items.stream().map(Item::payload).toList();
    }
  }

  /**
   * What became of a batch.
   *
   * @param again those to be sent again, in order
   * @param retry the gravest reason why, or null
   * @param rejected those to be set aside
   * @param hold why, or null
   * @param progress whether anything of the batch was settled
   */
  record Result<T>(
      List<Item<T>> again,
      Delivery.Retry retry,
      List<Item<T>> rejected,
      Delivery.Retry hold,
      boolean progress) {}

  private final String stage;
  private final Batching batching;
  private final RequestLimit limit;
  private final RandomGenerator random;
  private final Map<String, Lane<T>> lanes = new LinkedHashMap<>();

  /** Some of them that were due when they were last looked through, in their order. */
  private final Deque<Lane<T>> due = new ArrayDeque<>();

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

  /**
   * The next batch to be sent, if one is due and one more request is allowed.
   *
   * @param full partitions that have no room for more, so that nothing more is waited for there
   */
  Optional<Batch<T>> next(long now, Collection<PartitionQueue<T>> full) {
    if (!mayAsk(now)) {
      return Optional.empty();
    }
    Lane<T> lane = nextDue(now);
    if (lane == null) {
      findDue(now, full);
      lane = due.poll();
    }
    if (lane == null) {
      return Optional.empty();
    }
    Batch<T> batch = lane.take(now);
    limit.started();
    // To the end of the line, so that no stream keeps others from their turn.
    lanes.remove(lane.name());
    lanes.put(lane.name(), lane);
    return Optional.of(batch);
  }

  /**
   * There may be thousands of lanes: they are looked through once for all that are due. Of those
   * that could wait longer the fuller ones are taken if nothing else makes room.
   */
  private void findDue(long now, Collection<PartitionQueue<T>> full) {
    lanes.values().stream().filter(it -> it.dueAt() <= now).forEach(due::add);
    if (due.isEmpty() && !full.isEmpty()) {
      List<Lane<T>> ready =
          lanes.values().stream()
              .filter(it -> it.isReady(now) && full.contains(it.nextQueue()))
              .toList();
      double average = ready.stream().mapToLong(Lane::waitingBytes).average().orElse(0);
      ready.stream().filter(it -> it.waitingBytes() >= average).forEach(due::add);
    }
  }

  /** The next of those that were due when all were looked through, if it still is. */
  private Lane<T> nextDue(long now) {
    Lane<T> lane = due.poll();
    while (lane != null && !lane.isReady(now)) {
      lane = due.poll();
    }
    return lane;
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

  /** Takes back what a batch has left, and learns from the answers when to try again. */
  void returned(Batch<T> batch, Result<T> result, long now) {
    Lane<T> lane = batch.lane();
    Delivery.Retry retry = result.retry();
    if (result.progress()) {
      successes++;
      lane.progressed();
      storeBackoff.reset();
    }
    Delivery.Retry scoped = retry == null ? null : lane.scoped(retry, successes);
    lane.returned(batch, result.again(), result.progress() || (retry != null && retry.ofLoad()));
    if (retry != null && retry.ofStore()) {
      limit.refused();
    } else {
      limit.answered();
    }
    if (scoped != null && scoped.ofStore()) {
      storeNotBefore = now + storeBackoff.next(scoped.atLeast()).toMillis();
      storeOutage.failed(scoped, now);
    } else {
      end(storeOutage, "the store", now);
    }
    if (scoped == null) {
      end(lane.outage(), lane.name(), now);
    } else if (!scoped.ofStore()) {
      lane.waits(scoped, now);
    }
    if (!result.rejected().isEmpty()) {
      lane.setAside(result.rejected(), result.hold(), now);
    } else if (batch.ofAside() && result.progress()) {
      lane.takeBack(now);
      end(lane.asideOutage(), lane.name(), now);
    }
    forgetIfIdle(lane);
  }

  /** A batch of which every record belongs to somebody else by now says nothing of the store. */
  void dropped(Batch<T> batch) {
    limit.answered();
    batch.lane().returned(batch, List.of(), true);
    forgetIfIdle(batch.lane());
  }

  private void end(Outage outage, String what, long now) {
    if (outage.isOn()) {
      Duration age = outage.age(now);
      if (outage.end()) {
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
      lane.removeAside(item -> item.queue().isLost());
      forgetIfIdle(lane);
    }
    if (lanes.isEmpty()) {
      storeOutage.end();
    }
  }

  /**
   * Takes out what belongs to one partition and has waited long for its own stream.
   *
   * @return each with the reason why it had to wait
   */
  Map<Item<T>, String> takeLongBlocked(PartitionQueue<T> queue, long now) {
    Map<Item<T>, String> taken = new LinkedHashMap<>();
    if (storeOutage.isOn()) {
      return taken;
    }
    for (Lane<T> lane : List.copyOf(lanes.values())) {
      if (lane.outage().isOn() && lane.outage().age(now).toMillis() >= PATIENCE) {
        String why = lane.outage().reason();
        lane.remove(item -> isOld(item, queue, now)).forEach(item -> taken.put(item, why));
      }
      String why = lane.asideOutage().reason();
      lane.removeAside(item -> isOld(item, queue, now)).forEach(item -> taken.put(item, why));
      forgetIfIdle(lane);
    }
    return taken;
  }

  private boolean isOld(Item<T> item, PartitionQueue<T> queue, long now) {
    return item.queue() == queue && now - item.since() >= PATIENCE;
  }

  /** Says in the log what has waited for long and why; never what a record holds. */
  void logOutages(long now) {
    log(storeOutage, "the store", now);
    for (Lane<T> lane : lanes.values()) {
      log(lane.outage(), lane.name(), now);
      log(lane.asideOutage(), lane.name(), now);
    }
  }

  private void log(Outage outage, String what, long now) {
    if (!outage.claimLogTurn(now)) {
      return;
    }
    if (outage.needsOperator()) {
      LOG.error(
          "{}: records for {} are held until this is fixed: {}", stage, what, outage.reason());
    } else {
      long seconds = outage.age(now).toSeconds();
      LOG.warn("{}: records for {} have waited {} s: {}", stage, what, seconds, outage.reason());
    }
  }

  /** Why something cannot be delivered without an operator, or nothing at all; null if all can. */
  String problem() {
    if (storeOutage.isOn()) {
      return storeOutage.reason();
    }
    return lanes.values().stream()
        .flatMap(lane -> Stream.of(lane.outage(), lane.asideOutage()))
        .filter(Outage::needsOperator)
        .map(Outage::reason)
        .findFirst()
        .orElse(null);
  }

  /** How many partitions have records that wait for an operator. */
  int heldPartitions() {
    Set<PartitionQueue<T>> held = new HashSet<>();
    for (Lane<T> lane : lanes.values()) {
      if (lane.outage().needsOperator()
          || lane.asideOutage().needsOperator()
          || storeOutage.needsOperator()) {
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
