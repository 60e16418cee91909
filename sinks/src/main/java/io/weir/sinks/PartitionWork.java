package io.weir.sinks;

import io.weir.ingest.wire.LedgerEntry;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.random.RandomGenerator;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * The records of one partition that were polled and are not committed. Only those before the first
 * that is not settled may be committed.
 */
final class PartitionWork {

  /** A record, and what became of it. */
  static final class Item {
    private final SinkRecord record;
    private String settledAs;

    Item(SinkRecord record) {
      this.record = record;
    }

    SinkRecord record() {
      return record;
    }

    void settle(String as) {
      settledAs = as;
    }
  }

  private final Deque<Item> items = new ArrayDeque<>();
  private final SinkLedger ledger;
  private final Backoff backoff;
  private long position;
  private long notBefore;
  private boolean moved;

  PartitionWork(SinkLedger ledger, long position, RandomGenerator random) {
    this.ledger = ledger;
    this.position = position;
    this.backoff = new Backoff(random);
  }

  void add(ConsumerRecord<byte[], byte[]> record) {
    items.add(new Item(new SinkRecord(record)));
  }

  boolean isEmpty() {
    return items.isEmpty();
  }

  boolean isDue(long now) {
    return !items.isEmpty() && now >= notBefore;
  }

  /** The records that are still to be delivered, at most so many. */
  List<Item> unsettled(int max) {
    List<Item> records = new ArrayList<>();
    for (Item item : items) {
      if (item.settledAs == null) {
        records.add(item);
        if (records.size() == max) {
          break;
        }
      }
    }
    return records;
  }

  /** Counts and lets go of the settled records before the first that is not. */
  void advance() {
    while (!items.isEmpty() && items.peek().settledAs != null) {
      Item item = items.remove();
      long offset = item.record.at().offset();
      ledger.add(offset, LedgerEntry.RECEIVED, item.record.records());
      ledger.add(offset, item.settledAs, item.record.records());
      position = offset + 1;
      moved = true;
    }
  }

  void waitBeforeNextTry(Duration atLeast, long now) {
    Duration wait = backoff.next();
    Duration longer = atLeast != null && atLeast.compareTo(wait) > 0 ? atLeast : wait;
    notBefore = now + longer.toMillis();
  }

  void succeeded() {
    backoff.reset();
    notBefore = 0;
  }

  /** True if the position is not the one that was committed. */
  boolean hasMoved() {
    return moved;
  }

  /** The position is committed. */
  void committed() {
    moved = false;
  }

  /** The first offset that is not settled. */
  long position() {
    return position;
  }

  SinkLedger ledger() {
    return ledger;
  }
}
