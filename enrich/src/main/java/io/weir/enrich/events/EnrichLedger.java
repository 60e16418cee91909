package io.weir.enrich.events;

import io.weir.ingest.topic.LedgerEntry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * Counts what becomes of the raw records of one partition, by range of offsets. Every change is
 * written to the store at once, so that it commits, or is undone, together with the output.
 */
final class EnrichLedger {
  private static final String STAGE = "enrich";

  private final String topic;
  private final int partition;
  private final KeyValueStore<Long, byte[]> store;
  private final Map<Long, Map<String, Long>> ranges = new HashMap<>();
  private final Set<Long> changed = new LinkedHashSet<>();

  EnrichLedger(String topic, int partition, KeyValueStore<Long, byte[]> store) {
    this.topic = topic;
    this.partition = partition;
    this.store = store;
    try (KeyValueIterator<Long, byte[]> all = store.all()) {
      all.forEachRemaining(entry -> ranges.put(entry.key, read(entry.value)));
    }
    // Who had the partition before may have counted without writing it.
    changed.addAll(ranges.keySet());
  }

  void add(long offset, String what, long records) {
    long range = LedgerEntry.rangeOf(offset);
    ranges
        .computeIfAbsent(range, from -> new HashMap<>())
        .merge(what, records, (a, b) -> a + b == 0 ? null : Long.valueOf(a + b));
    store.put(range, entry(range).toJson());
    changed.add(range);
  }

  /** Counts all offsets from the first to before the second, in the range of each. */
  void addAll(long from, long to, List<String> what) {
    for (long at = from; at < to; ) {
      long end = Math.min(to, LedgerEntry.rangeOf(at) + LedgerEntry.RANGE);
      for (String count : what) {
        add(at, count, end - at);
      }
      at = end;
    }
  }

  /** Passes on the entries that have changed since the last time. */
  void drain(Consumer<LedgerEntry> entries) {
    long newest = ranges.keySet().stream().mapToLong(Long::longValue).max().orElse(0);
    for (long range : changed) {
      entries.accept(entry(range));
      boolean held = ranges.get(range).containsKey(LedgerEntry.HELD);
      if (range < newest && !held) {
        // Nothing can change in it any more.
        ranges.remove(range);
        store.delete(range);
      }
    }
    changed.clear();
  }

  private LedgerEntry entry(long range) {
    return new LedgerEntry(STAGE, topic, partition, range, ranges.get(range));
  }

  private static Map<String, Long> read(byte[] json) {
    try {
      return new HashMap<>(LedgerEntry.read(json).counts());
    } catch (IOException e) {
      throw new UncheckedIOException("a ledger entry of our own cannot be read", e);
    }
  }
}
