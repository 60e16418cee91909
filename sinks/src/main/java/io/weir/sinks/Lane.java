package io.weir.sinks;

import io.weir.sinks.PartitionQueue.Item;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.random.RandomGenerator;

/**
 * What waits for one stream of the store. A stream that takes nothing lets its own records wait and
 * no others. Records that the store rejects while it rejects many are set aside: they are tried one
 * at a time, and the others pass them.
 */
final class Lane<T> {
  /** A record that fails alone as often as this lets the others pass. */
  private static final int ROTATE_AFTER = 5;

  private final String name;
  private final Batching batching;
  private final Backoff backoff;
  private final Outage outage = new Outage();
  private final Deque<Item<T>> waiting = new ArrayDeque<>();
  private long waitingBytes;
  private long waitingSince;
  private long notBefore;
  private int underWay;

  private final Backoff asideBackoff;
  private final Outage asideOutage = new Outage();
  private final Deque<Item<T>> aside = new ArrayDeque<>();
  private long asideNotBefore;

  private boolean failedBefore;
  private long successesAtFailure;
  private int failedAlone;

  /** How many records the next batch may have: fewer after one that failed. */
  private int maxRecords;

  Lane(String name, Batching batching, RandomGenerator random) {
    this.name = name;
    this.batching = batching;
    this.backoff = new Backoff(random);
    this.asideBackoff = new Backoff(random);
    this.maxRecords = batching.maxRecords();
  }

  String name() {
    return name;
  }

  Outage outage() {
    return outage;
  }

  /** On while records are set aside. */
  Outage asideOutage() {
    return asideOutage;
  }

  void add(Item<T> item, long now) {
    if (waiting.isEmpty()) {
      waitingSince = now;
    }
    waiting.add(item);
    waitingBytes += item.bytes();
  }

  /** True if nothing waits and nothing is under way. */
  boolean isIdle() {
    return waiting.isEmpty() && aside.isEmpty() && underWay == 0;
  }

  boolean hasSetAside() {
    return !aside.isEmpty();
  }

  /** The time from which on a batch may be taken, or {@link Long#MAX_VALUE} if there is none. */
  long dueAt() {
    return batching.inOrder() && underWay > 0
        ? Long.MAX_VALUE
        : Math.min(waitingDueAt(), aside.isEmpty() ? Long.MAX_VALUE : asideNotBefore);
  }

  private long waitingDueAt() {
    if (waiting.isEmpty()) {
      return Long.MAX_VALUE;
    }
    boolean full = waitingBytes >= batching.maxBytes() || waiting.size() >= maxRecords;
    long worthIt = full ? waitingSince : waitingSince + batching.linger().toMillis();
    return Math.max(notBefore, worthIt);
  }

  /** True if a batch may be taken now, whether or not it is worth a request yet. */
  boolean isReady(long now) {
    boolean free = !batching.inOrder() || underWay == 0;
    boolean anyWaits = !waiting.isEmpty() && notBefore <= now;
    return free && (anyWaits || isAsideDue(now));
  }

  private boolean isAsideDue(long now) {
    return !aside.isEmpty() && asideNotBefore <= now;
  }

  /** Of the records that wait and are not under way. */
  long waitingBytes() {
    return waitingBytes;
  }

  /** The partition of the next record that waits, or null. */
  PartitionQueue<T> nextQueue() {
    return waiting.isEmpty() ? null : waiting.peek().queue();
  }

  /** Takes the next batch, which is under way until it is returned. */
  Lanes.Batch<T> take(long now) {
    underWay++;
    if (waitingDueAt() > now && isAsideDue(now)) {
      return new Lanes.Batch<>(this, List.of(aside.remove()), true);
    }
    List<Item<T>> batch = new ArrayList<>();
    long bytes = 0;
    while (!waiting.isEmpty()
        && batch.size() < maxRecords
        && (batch.isEmpty() || bytes + waiting.peek().bytes() <= batching.maxBytes())) {
      Item<T> item = waiting.remove();
      bytes += item.bytes();
      batch.add(item);
    }
    waitingBytes -= bytes;
    return new Lanes.Batch<>(this, batch, false);
  }

  /**
   * How far a fault reaches. A fault of the whole store that only this lane meets again, while
   * others are served, is one of what this lane holds.
   *
   * @param successes of all lanes until now
   */
  Delivery.Retry scoped(Delivery.Retry retry, long successes) {
    if (!retry.ofStore() || retry.ofLoad()) {
      return retry;
    }
    boolean alone = failedBefore && successes > successesAtFailure;
    failedBefore = true;
    successesAtFailure = successes;
    return alone ? retry.ofLane() : retry;
  }

  /**
   * A batch is no longer under way; what is to be sent again is the first to be. If nothing of the
   * batch was settled, the next one is half as large: if one record makes the store fail, it is
   * alone soon, and lets the others pass then.
   *
   * @param again those to be sent again, in order
   * @param innocent whether something of the batch was settled, or the store has too much to do
   */
  void returned(Lanes.Batch<T> batch, List<Item<T>> again, boolean innocent) {
    underWay--;
    if (batch.ofAside()) {
      again.forEach(aside::addFirst);
      return;
    }
    boolean alone = !innocent && batch.items().size() == 1 && again.size() == 1;
    failedAlone = alone ? failedAlone + 1 : 0;
    if (alone && failedAlone >= ROTATE_AFTER) {
      failedAlone = 0;
      waiting.add(again.get(0));
    } else {
      for (int i = again.size() - 1; i >= 0; i--) {
        waiting.addFirst(again.get(i));
      }
    }
    waitingBytes += again.stream().mapToLong(Item::bytes).sum();
    if (!innocent && !again.isEmpty()) {
      maxRecords = Math.max(1, batch.items().size() / 2);
    }
  }

  /** This stream takes nothing more now. */
  void waits(Delivery.Retry retry, long now) {
    notBefore = now + backoff.next(retry.atLeast()).toMillis();
    outage.failed(retry, now);
  }

  /** The store has taken something. */
  void progressed() {
    backoff.reset();
    failedBefore = false;
    maxRecords = Math.min(batching.maxRecords(), 2 * maxRecords);
  }

  /** Sets records aside that the store rejects while it rejects many. */
  void setAside(List<Item<T>> rejected, Delivery.Retry why, long now) {
    aside.addAll(rejected);
    asideNotBefore = now + asideBackoff.next().toMillis();
    asideOutage.failed(why, now);
  }

  /** The store takes what it rejected: all that is set aside is sent again. */
  void takeBack(long now) {
    asideBackoff.reset();
    aside.forEach(item -> add(item, now));
    aside.clear();
  }

  /** Takes out what waits, is not under way, and meets the condition. */
  List<Item<T>> remove(Predicate<Item<T>> which) {
    List<Item<T>> removed = remove(waiting, which);
    waitingBytes -= removed.stream().mapToLong(Item::bytes).sum();
    return removed;
  }

  /** The same of what is set aside. */
  List<Item<T>> removeAside(Predicate<Item<T>> which) {
    return remove(aside, which);
  }

  private static <T> List<Item<T>> remove(Deque<Item<T>> from, Predicate<Item<T>> which) {
    List<Item<T>> removed = new ArrayList<>();
    for (Iterator<Item<T>> items = from.iterator(); items.hasNext(); ) {
      Item<T> item = items.next();
      if (which.test(item)) {
        items.remove();
        removed.add(item);
      }
    }
    return removed;
  }

  /** Adds the partitions whose records wait here. */
  void queues(Set<PartitionQueue<T>> queues) {
    waiting.forEach(item -> queues.add(item.queue()));
    aside.forEach(item -> queues.add(item.queue()));
  }
}
