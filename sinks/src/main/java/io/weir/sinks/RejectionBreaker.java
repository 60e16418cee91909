package io.weir.sinks;

import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * Distinguishes single bad records from a store whose limit is set wrong. Many equal rejections
 * within a minute are the latter: a person can fix that, and dead letters would only have to be
 * replayed. Not thread-safe.
 */
final class RejectionBreaker {
  private static final long WINDOW = Duration.ofMinutes(1).toMillis();

  private final int max;
  private final Map<String, Integer> counts = new HashMap<>();
  private final Set<String> holding = new HashSet<>();
  private long windowStart;

  /**
   * A breaker that has seen nothing.
   *
   * @param max so many equal rejections within a minute are too many; 0 for no bound
   */
  RejectionBreaker(int max) {
    this.max = max;
  }

  /**
   * True if the record is to be held although the store rejects it.
   *
   * @param lane the stream of the store
   * @param held whether the lane holds such records already; if not, the last ones were accepted,
   *     given up, or left with their partition
   */
  boolean holds(String lane, Delivery.Rejected rejected, boolean held, long now) {
    if (max == 0 || rejected.mayBeMany()) {
      return false;
    }
    String key = lane + '\n' + rejected.reason();
    if (!held) {
      holding.remove(key);
    }
    if (now - windowStart >= WINDOW) {
      windowStart = now;
      counts.clear();
    }
    if (holding.contains(key) || counts.merge(rejected.reason(), 1, Integer::sum) > max) {
      holding.add(key);
      return true;
    }
    return false;
  }
}
