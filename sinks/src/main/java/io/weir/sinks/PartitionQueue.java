package io.weir.sinks;

import io.weir.ingest.topic.LedgerEntry;
import java.util.HashMap;
import java.util.Map;

/**
 * The records of one partition that were polled and are not committed, in their order. Only those
 * before the first that is not settled may be committed. Neighbors that are settled become one
 * item, so that a record that waits for long costs no memory for those after it.
 *
 * @param <T> what the store is sent for one record
 */
final class PartitionQueue<T> {

  /** A record that waits; or a run of records that are settled. */
  static final class Item<T> {
    private final PartitionQueue<T> queue;
    private final long first;
    private final long since;
    private long last;
    private long records;
    private SinkRecord record;
    private T payload;
    private long bytes;
    private String outcome;

    /** Of a run of several outcomes; else null. */
    private Map<String, Long> outcomes;

    private Item<T> before;
    private Item<T> after;

    private Item(
        PartitionQueue<T> queue,
        long first,
        long last,
        long records,
        SinkRecord record,
        long since) {
      this.since = since;
      this.queue = queue;
      this.first = first;
      this.last = last;
      this.records = records;
      this.record = record;
    }

    /** Null once it is settled. */
    SinkRecord record() {
      return record;
    }

    T payload() {
      return payload;
    }

    long bytes() {
      return bytes;
    }

    /** How many raw records it represents. */
    long records() {
      return records;
    }

    PartitionQueue<T> queue() {
      return queue;
    }

    /** When it was polled, in milliseconds. */
    long since() {
      return since;
    }

    private boolean isSettled() {
      return outcome != null;
    }

    private void absorb(Item<T> next) {
      if (outcomes == null && (next.outcomes != null || !outcome.equals(next.outcome))) {
        outcomes = new HashMap<>(Map.of(outcome, records));
      }
      if (outcomes != null) {
        next.counts().forEach((what, count) -> outcomes.merge(what, count, Long::sum));
      }
      last = next.last;
      records += next.records;
      after = next.after;
    }

    private Map<String, Long> counts() {
      return outcomes == null ? Map.of(outcome, records) : outcomes;
    }
  }

  private final SinkLedger ledger;
  private Item<T> head;
  private Item<T> tail;
  private long position;
  private long next;
  private long lastAppended;
  private long heldBytes;
  private boolean moved;
  private boolean lost;

  PartitionQueue(SinkLedger ledger, long position) {
    this.ledger = ledger;
    this.position = position;
    this.next = position;
  }

  /**
   * Takes the next record, of which nothing is known yet.
   *
   * @param now in milliseconds
   */
  Item<T> add(SinkRecord record, long now) {
    long offset = record.at().offset();
    lastAppended = record.appended();
    return append(new Item<>(this, offset, offset, record.records(), record, now));
  }

  /** Counts offsets that the topic has let go of before they were read. */
  void skipExpired(long beginning) {
    Item<T> run = new Item<>(this, next, beginning - 1, beginning - next, null, 0);
    run.outcome = LedgerEntry.EXPIRED;
    append(run);
  }

  private Item<T> append(Item<T> item) {
    item.before = tail;
    if (tail == null) {
      head = item;
    } else {
      tail.after = item;
    }
    tail = item;
    next = item.last + 1;
    return item;
  }

  /** The record waits with what is to be sent for it. */
  void hold(Item<T> item, T payload, long payloadBytes) {
    item.payload = payload;
    item.bytes = item.record.bytes() + payloadBytes;
    heldBytes += item.bytes;
  }

  /** Lets go of the record; its place is kept until all before it are settled. */
  void settle(Item<T> item, String outcome) {
    heldBytes -= item.bytes;
    item.bytes = 0;
    item.record = null;
    item.payload = null;
    item.outcome = outcome;
    // The later neighbor first: the item itself may become a part of the earlier one.
    merge(item, item.after);
    merge(item.before, item);
  }

  private void merge(Item<T> one, Item<T> next) {
    if (one == null
        || next == null
        || !one.isSettled()
        || !next.isSettled()
        || LedgerEntry.rangeOf(one.first) != LedgerEntry.rangeOf(next.last)) {
      return;
    }
    one.absorb(next);
    if (next.after == null) {
      tail = one;
    } else {
      next.after.before = one;
    }
  }

  /**
   * Counts the settled records before the first unsettled one and moves the position after them.
   */
  void advance() {
    while (head != null && head.isSettled()) {
      position = head.last + 1;
      boolean gap = head.outcomes == null && head.outcome.equals(LedgerEntry.EXPIRED);
      // A gap may span many ranges; it is counted in the one that is read on.
      long at = gap ? position : head.first;
      ledger.add(at, LedgerEntry.RECEIVED, head.records);
      head.counts().forEach((what, count) -> ledger.add(at, what, count));
      moved = true;
      head = head.after;
    }
    if (head == null) {
      tail = null;
    } else {
      head.before = null;
    }
  }

  /** Bytes of the records that are not settled, and of what is to be sent for them. */
  long heldBytes() {
    return heldBytes;
  }

  /**
   * When the first record was polled that is not settled, in milliseconds; {@link Long#MAX_VALUE}
   * if there is none.
   */
  long waitingSince() {
    return head == null || head.isSettled() ? Long.MAX_VALUE : head.since;
  }

  /** When the broker took the last record that was polled; 0 if none was. */
  long lastAppended() {
    return lastAppended;
  }

  /** For tests: how many items are kept, records that wait and runs of those that do not. */
  int items() {
    int items = 0;
    for (Item<T> item = head; item != null; item = item.after) {
      items++;
    }
    return items;
  }

  /** True if everything that was polled is settled. */
  boolean isEmpty() {
    return head == null;
  }

  /** The partition belongs to another process now; answers for it are ignored. */
  void lose() {
    lost = true;
  }

  boolean isLost() {
    return lost;
  }

  /** True if the position is not the one that was committed. */
  boolean hasMoved() {
    return moved;
  }

  /** The position is committed. */
  void committed() {
    moved = false;
  }

  /** The offset after the last that was polled. */
  long next() {
    return next;
  }

  /** The first offset that is not settled. */
  long position() {
    return position;
  }

  SinkLedger ledger() {
    return ledger;
  }
}
