package io.weir.enrich.incidents;

import io.weir.enrich.correlate.StateStore;
import java.util.function.BiConsumer;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;

/** State in a Kafka Streams store: every change is committed with the output, or undone with it. */
record StoreState(KeyValueStore<String, byte[]> store) implements StateStore {
  @Override
  public void put(String key, byte[] value) {
    store.put(key, value);
  }

  @Override
  public void delete(String key) {
    store.delete(key);
  }

  @Override
  public void forEach(BiConsumer<String, byte[]> visitor) {
    try (KeyValueIterator<String, byte[]> all = store.all()) {
      all.forEachRemaining(entry -> visitor.accept(entry.key, entry.value));
    }
  }
}
