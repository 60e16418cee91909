package io.weir.enrich.correlate;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.IntStream;

/** The newest watermark of each partition of the topic before, and their minimum. */
final class Watermarks {
  static final String KEY = "watermark/";

  /** After every event of an input that has an end. */
  static final Instant END = Instant.parse("9999-01-01T00:00:00Z");

  /** How far the clocks of brokers and processes may differ. */
  static final Duration CLOCK_SKEW = Duration.ofMinutes(1);

  /**
   * How long a partition that has nothing left to read can hold back others that are read too: a
   * node's clock that is an hour behind must not make all incidents an hour late.
   */
  private static final Duration MAX_DELAY = Duration.ofMinutes(15);

  private final Map<Integer, Watermark> newest = new TreeMap<>();
  private final StateStore state;

  Watermarks(StateStore state) {
    this.state = state;
  }

  void restore(byte[] json) {
    Watermark watermark = Watermark.read(json);
    newest.put(watermark.partition(), watermark);
  }

  /**
   * Takes a watermark. Time never goes back for a partition that is being read, except from a time
   * that has not come yet: a clock was wrong when it was promised.
   *
   * @param appended when the watermark was put on its topic; nothing can be promised beyond it
   */
  void add(Watermark watermark, Instant appended) {
    Watermark known = newest.get(watermark.partition());
    if (known != null && known.partitions() > watermark.partitions()) {
      forgetFrom(watermark.partitions());
    }
    Watermark bounded =
        watermark.time().isAfter(appended) ? watermark.withTime(appended) : watermark;
    boolean keepsTime =
        known != null
            && known.idle() == bounded.idle()
            && known.time().isAfter(bounded.time())
            && !isAhead(known.time(), appended);
    Watermark next = keepsTime ? bounded.withTime(known.time()) : bounded;
    if (!next.equals(known)) {
      newest.put(next.partition(), next);
      state.put(KEY + next.partition(), next.toJson());
    }
  }

  /** Whether a time has not come yet, whoever promised it. */
  static boolean isAhead(Instant time, Instant appended) {
    return !appended.equals(Instant.MAX) && time.isAfter(appended.plus(CLOCK_SKEW));
  }

  /**
   * The topic has become a narrower one: nobody speaks for the partitions that are gone. Only if
   * the same partition said more before: who does not know yet that a topic was widened says fewer
   * too.
   */
  private void forgetFrom(int partitions) {
    List<Integer> gone = newest.keySet().stream().filter(number -> number >= partitions).toList();
    for (int partition : gone) {
      newest.remove(partition);
      state.delete(KEY + partition);
    }
  }

  /** Empty until every partition has been heard of, and one of them has said a time. */
  Optional<Instant> minimum() {
    return unheard().isEmpty() ? times().stream().min(Comparator.naturalOrder()) : Optional.empty();
  }

  private Collection<Instant> times() {
    List<Watermark> reading = newest.values().stream().filter(w -> !w.idle()).toList();
    if (reading.isEmpty()) {
      return newest.values().stream().map(Watermark::time).filter(Instant.EPOCH::isBefore).toList();
    }
    Instant latest =
        reading.stream().map(Watermark::time).max(Comparator.naturalOrder()).orElseThrow();
    Instant earliest = latest.minus(MAX_DELAY);
    return reading.stream()
        .map(w -> w.caughtUp() && w.time().isBefore(earliest) ? earliest : w.time())
        .toList();
  }

  /** The partitions that have not been heard of. */
  List<Integer> unheard() {
    int partitions = newest.values().stream().mapToInt(Watermark::partitions).max().orElse(0);
    return IntStream.range(0, partitions).filter(p -> !newest.containsKey(p)).boxed().toList();
  }

  /** The partitions that the minimum waits for; empty if all have been read to their ends. */
  List<Integer> slowest() {
    List<Integer> unheard = unheard();
    Optional<Instant> minimum = minimum();
    return unheard.isEmpty()
        ? newest.values().stream()
            .filter(w -> !w.idle() && w.time().equals(minimum.orElse(null)))
            .map(Watermark::partition)
            .toList()
        : unheard;
  }
}
