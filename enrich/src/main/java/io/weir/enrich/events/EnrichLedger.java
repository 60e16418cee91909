package io.weir.enrich.events;

import io.weir.ingest.topic.LedgerEntry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * Counts what becomes of the raw records of one partition, by range of offsets. {@link #write} puts
 * what has changed into the store, so that it commits, or is undone, together with the output: it
 * is to be called before control goes back to Kafka Streams, which may commit then.
 */
final class EnrichLedger {
  private static final String STAGE = "enrich";

  private final String topic;
  private final int partition;
  private final KeyValueStore<Long, byte[]> store;
  private final Map<Long, Range> ranges = new HashMap<>();

  /** Ranges that have changed since they were written. */
  private final List<Range> unwritten = new ArrayList<>();

  /** The one that was asked for last, which nearly always is asked for again. */
  private Range last;

  /** The counts of one range; a count of 0 is left out of its entry. */
  private static final class Range {
    private final long from;
    private final Map<String, long[]> counts = new TreeMap<>();
    private boolean written = true;
    private boolean drained = true;

    Range(long from) {
      this.from = from;
    }

    void add(String what, long records) {
      counts.computeIfAbsent(what, key -> new long[1])[0] += records;
    }

    private void add(String count) {
      int equals = count.indexOf('=');
      if (equals < 0) {
        throw new IllegalStateException("a count of our own cannot be read");
      }
      add(count.substring(0, equals), Long.parseLong(count.substring(equals + 1)));
    }

    private static LedgerEntry readEntry(byte[] json) {
      try {
        return LedgerEntry.read(json);
      } catch (IOException e) {
        throw new UncheckedIOException("a ledger entry of our own cannot be read", e);
      }
    }

    long count(String what) {
      long[] count = counts.get(what);
      return count == null ? 0 : count[0];
    }

    byte[] toBytes() {
      StringBuilder text = new StringBuilder();
      counts.forEach((what, n) -> text.append(what).append('=').append(n[0]).append(';'));
      return text.toString().getBytes(StandardCharsets.UTF_8);
    }

    /** Reads what {@link #toBytes} wrote, or the entry in JSON that it was before. */
    static Range read(long from, byte[] stored) {
      Range range = new Range(from);
      if (stored.length > 0 && stored[0] == '{') {
        readEntry(stored).counts().forEach(range::add);
      } else {
        for (String count : new String(stored, StandardCharsets.UTF_8).split(";", -1)) {
          if (!count.isEmpty()) {
            range.add(count);
          }
        }
      }
      // The last owner of the partition may have counted what it did not pass on.
      range.drained = false;
      return range;
    }
  }

  EnrichLedger(String topic, int partition, KeyValueStore<Long, byte[]> store) {
    this.topic = topic;
    this.partition = partition;
    this.store = store;
    try (KeyValueIterator<Long, byte[]> all = store.all()) {
      all.forEachRemaining(entry -> ranges.put(entry.key, Range.read(entry.key, entry.value)));
    }
  }

  void add(long offset, String what, long records) {
    Range range = rangeOf(offset);
    range.add(what, records);
    range.drained = false;
    if (range.written) {
      range.written = false;
      unwritten.add(range);
    }
  }

  private Range rangeOf(long offset) {
    long from = LedgerEntry.rangeOf(offset);
    if (last == null || last.from != from) {
      last = ranges.computeIfAbsent(from, Range::new);
    }
    return last;
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

  /** Puts what has changed into the store. */
  void write() {
    for (Range range : unwritten) {
      store.put(range.from, range.toBytes());
      range.written = true;
    }
    unwritten.clear();
  }

  /**
   * Passes on the entries that have changed since the last time, and writes them. A range that is
   * over and of which nothing is held is forgotten then.
   */
  void drain(Consumer<LedgerEntry> entries) {
    write();
    long newest = ranges.keySet().stream().mapToLong(Long::longValue).max().orElse(0);
    for (Range range : List.copyOf(ranges.values())) {
      if (!range.drained) {
        entries.accept(entry(range));
        range.drained = true;
      }
      if (range.from < newest && range.count(LedgerEntry.HELD) == 0) {
        // Nothing can change in it any more.
        ranges.remove(range.from);
        store.delete(range.from);
        last = null;
      }
    }
  }

  private LedgerEntry entry(Range range) {
    Map<String, Long> counts = new TreeMap<>();
    range.counts.forEach(
        (what, count) -> {
          if (count[0] != 0) {
            counts.put(what, count[0]);
          }
        });
    return new LedgerEntry(STAGE, topic, partition, range.from, counts);
  }
}
