package io.weir.enrich.events;

import java.util.HashMap;
import java.util.Map;
import java.util.function.BiConsumer;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * The raw records of one partition that wait for the lines that may follow them, by offset. They
 * are in a state store, so that they commit together with the output.
 */
final class HeldRecords {
  private final KeyValueStore<Long, byte[]> store;

  /** When the broker took each, in milliseconds since 1970. */
  private final Map<Long, Long> appended = new HashMap<>();

  HeldRecords(KeyValueStore<Long, byte[]> store) {
    this.store = store;
  }

  /** Passes on what the store has, in the order of offsets. */
  void restore(BiConsumer<Long, BufferedRecord> taker) {
    try (KeyValueIterator<Long, byte[]> all = store.all()) {
      all.forEachRemaining(
          entry -> {
            BufferedRecord raw = BufferedRecord.read(entry.value);
            appended.put(entry.key, raw.appended());
            taker.accept(entry.key, raw);
          });
    }
  }

  void hold(long offset, BufferedRecord raw) {
    appended.put(offset, raw.appended());
    store.put(offset, raw.write());
  }

  /** Forgets a record; false if it is not held. */
  boolean release(long offset) {
    boolean held = appended.remove(offset) != null;
    if (held) {
      store.delete(offset);
    }
    return held;
  }

  /** When the broker took a record; the other time for one that is not held. */
  long appended(long offset, long otherwise) {
    return appended.getOrDefault(offset, otherwise);
  }
}
