package io.weir.enrich.correlate;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** The newest watermark of each partition of the topic before, and their minimum. */
final class Watermarks {
  static final String KEY = "watermark/";

  /** After every event of an input that has an end. */
  static final Instant END = Instant.parse("9999-01-01T00:00:00Z");

  private final Map<Integer, Watermark> newest = new HashMap<>();
  private final StateMap state;

  Watermarks(StateMap state) {
    this.state = state;
  }

  void restore(byte[] json) {
    Watermark watermark = Watermark.read(json);
    newest.put(watermark.partition(), watermark);
  }

  /** Takes a watermark; one that is older than a known one of the same partition says nothing. */
  void add(Watermark watermark) {
    Watermark known = newest.get(watermark.partition());
    if (known == null || known.time().isBefore(watermark.time())) {
      newest.put(watermark.partition(), watermark);
      state.put(KEY + watermark.partition(), watermark.toJson());
    }
  }

  /** Empty until every partition has been heard of. */
  Optional<Instant> minimum() {
    int partitions = newest.values().stream().mapToInt(Watermark::partitions).max().orElse(0);
    return newest.size() < partitions
        ? Optional.empty()
        : newest.values().stream().map(Watermark::time).min(Instant::compareTo);
  }
}
