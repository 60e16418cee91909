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
 * no others.
 */
final class Lane<T> {
  private final String name;
  private final Batching batching;
  private final Backoff backoff;
  private final Outage outage = new Outage();
  private final Deque<Item<T>> waiting = new ArrayDeque<>();
  private long waitingBytes;
  private long waitingSince;
  private long notBefore;
  private int underWay;

  private boolean failedBefore;
  private long successesAtFailure;

  /** How many records the next batch may have: fewer after one that failed. */
  private int maxRecords;

  Lane(String name, Batching batching, RandomGenerator random) {
    this.name = name;
    this.batching = batching;
    this.backoff = new Backoff(random);
    this.maxRecords = batching.maxRecords();
  }

  String name() {
    return name;
  }

  Outage outage() {
    return outage;
  }

  void add(Item<T> item, long now) {
    if (waiting.isEmpty()) {
      waitingSince = now;
    }
    waiting.add(item);
    waitingBytes += item.bytes();
  }

  /** True if nothing waits, nothing is under way, and nothing has to be remembered. */
  boolean isIdle() {
    return waiting.isEmpty() && underWay == 0;
  }

  /** The time from which on a batch may be taken, or {@link Long#MAX_VALUE} if there is none. */
  long dueAt() {
    if (waiting.isEmpty() || (batching.inOrder() && underWay > 0)) {
      return Long.MAX_VALUE;
    }
    boolean full = waitingBytes >= batching.maxBytes() || waiting.size() >= maxRecords;
    long worthIt = full ? waitingSince : waitingSince + batching.linger().toMillis();
    return Math.max(notBefore, worthIt);
  }

  /** Takes the next batch, which is under way until {@link #returned}. */
  List<Item<T>> take() {
    List<Item<T>> batch = new ArrayList<>();
    long bytes = 0;
    while (!waiting.isEmpty()
        && batch.size() < maxRecords
        && (batch.isEmpty() || bytes + waiting.peek().bytes() <= batching.maxBytes())) {
      Item<T> item = waiting.remove();
      bytes += item.bytes();
      if (!item.queue().isLost()) {
        batch.add(item);
      }
    }
    waitingBytes -= bytes;
    underWay++;
    return batch;
  }

  /**
   * How far a fault reaches. A fault of the whole store that only this lane meets again, while
   * others are served, is one of what this lane holds.
   *
   * @param successes of all lanes until now
   */
  Delivery.Retry scoped(Delivery.Retry retry, long successes) {
    if (!retry.ofStore()) {
      return retry;
    }
    boolean alone = failedBefore && successes > successesAtFailure;
    failedBefore = true;
    successesAtFailure = successes;
    return alone ? retry.ofLane() : retry;
  }

  /**
   * A batch is no longer under way.
   *
   * @param again those of it that are to be sent again as soon as anything is, in order
   */
  void returned(List<Item<T>> again) {
    underWay--;
    for (int i = again.size() - 1; i >= 0; i--) {
      waiting.addFirst(again.get(i));
      waitingBytes += again.get(i).bytes();
    }
  }

  /**
   * The same, and this lane takes nothing more now. The next batch is half as large: if one record
   * makes the store fail, it is alone soon, and the others pass it then.
   */
  void returned(List<Item<T>> again, Delivery.Retry retry, long now) {
    if (again.size() == 1 && !retry.needsOperator()) {
      underWay--;
      waiting.add(again.get(0));
      waitingBytes += again.get(0).bytes();
    } else {
      returned(again);
      maxRecords = Math.max(1, again.size() / 2);
    }
    notBefore = now + backoff.next(retry.atLeast()).toMillis();
    outage.failed(retry, now);
  }

  /** The store has taken something. */
  void progressed() {
    backoff.reset();
    failedBefore = false;
    maxRecords = Math.min(batching.maxRecords(), 2 * maxRecords);
  }

  /** Takes out what waits and is not under way. */
  List<Item<T>> remove(Predicate<Item<T>> which) {
    List<Item<T>> removed = new ArrayList<>();
    for (Iterator<Item<T>> items = waiting.iterator(); items.hasNext(); ) {
      Item<T> item = items.next();
      if (which.test(item)) {
        items.remove();
        waitingBytes -= item.bytes();
        removed.add(item);
      }
    }
    return removed;
  }

  /** Adds the partitions whose records wait here. */
  void queues(Set<PartitionQueue<T>> queues) {
    waiting.forEach(item -> queues.add(item.queue()));
  }
}
