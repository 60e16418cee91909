package io.weir.enrich.events;

import io.weir.enrich.PartitionProgress;
import java.nio.ByteBuffer;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * Up to where one raw partition has been read. Where the next record has expired, Kafka continues
 * with the oldest one and says nothing: so the next offset is kept, in the transaction of the
 * output, and what is missing at the beginning of the partition was never read.
 */
final class ReadProgress {
  /** No offset of a record: those are the keys of cuts. */
  static final long KEY = -1;

  private static final long UNKNOWN = -1;

  private final String topic;
  private final int partition;
  private final KeyValueStore<Long, byte[]> store;
  private final PartitionProgress ends;
  private long next;

  ReadProgress(
      String topic, int partition, KeyValueStore<Long, byte[]> store, PartitionProgress ends) {
    this.topic = topic;
    this.partition = partition;
    this.store = store;
    this.ends = ends;
    byte[] kept = store.get(KEY);
    next = kept == null ? UNKNOWN : ByteBuffer.wrap(kept).getLong();
  }

  /** The offset that should be read next; less than 0 before the first. */
  long next() {
    return next;
  }

  /**
   * How many records from {@link #next} on had expired before this one was read. Other offsets may
   * be missing too, as the ends of transactions are.
   */
  long expiredBefore(long offset) {
    // A gap of one is the end of a transaction; to ask the broker for each would be slow.
    if (next == UNKNOWN || offset <= next + 1) {
      return 0;
    }
    return Math.max(0, Math.min(offset, ends.beginning(topic, partition)) - next);
  }

  /** This record has been read; {@link #write} keeps it. */
  void read(long offset) {
    next = offset + 1;
  }

  /** Puts the progress into the store, so that it commits together with the output. */
  void write() {
    store.put(KEY, ByteBuffer.allocate(Long.BYTES).putLong(next).array());
  }
}
