package io.weir.enrich.correlate;

import java.util.function.BiConsumer;

/** Where state is kept so that it survives the process: a Kafka store, or memory. */
public interface StateStore {
  void put(String key, byte[] value);

  void delete(String key);

  void forEach(BiConsumer<String, byte[]> visitor);

  /** For input that has an end: nothing has to survive. */
  StateStore NONE =
      new StateStore() {
        @Override
        public void put(String key, byte[] value) {}

        @Override
        public void delete(String key) {}

        @Override
        public void forEach(BiConsumer<String, byte[]> visitor) {}
      };
}
