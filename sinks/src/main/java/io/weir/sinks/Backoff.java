package io.weir.sinks;

import java.time.Duration;
import java.util.random.RandomGenerator;

/** How long to wait before the next try: doubling, bounded, with full jitter in the upper half. */
final class Backoff {
  private static final Duration FIRST = Duration.ofMillis(100);
  private static final Duration LONGEST = Duration.ofSeconds(30);
  private static final int MAX_DOUBLINGS = 10;

  private final RandomGenerator random;
  private int tries;

  Backoff(RandomGenerator random) {
    this.random = random;
  }

  Duration next() {
    long bound = FIRST.toMillis() << Math.min(tries++, MAX_DOUBLINGS);
    long half = Math.min(bound, LONGEST.toMillis()) / 2;
    return Duration.ofMillis(half + random.nextLong(half + 1));
  }

  /**
   * The same, but not shorter than the store has asked for.
   *
   * @param atLeast null if it has asked for nothing
   */
  Duration next(Duration atLeast) {
    Duration wait = next();
    return atLeast != null && atLeast.compareTo(wait) > 0 ? atLeast : wait;
  }

  void reset() {
    tries = 0;
  }
}
