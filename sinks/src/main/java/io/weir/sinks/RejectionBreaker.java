package io.weir.sinks;

import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * Tells single records that a store rejects from a store whose limits are set wrong. Many equal
 * rejections within a minute are the latter: a person can fix that, and dead letters would only
 * have to be replayed. Not thread-safe.
 */
final class RejectionBreaker {
  private static final long WINDOW = Duration.ofMinutes(1).toMillis();

  private final int max;
  private final Map<String, Integer> counts = new HashMap<>();
  private final Set<String> open = new HashSet<>();
  private long windowStart;

  /**
   * A breaker that has seen nothing.
   *
   * @param max so many equal rejections within a minute are too many; 0 for no bound
   */
  RejectionBreaker(int max) {
    this.max = max;
  }

  /** What a rejection means now: itself, or that the record is to be held. */
  Delivery judge(Delivery.Rejected rejected, long now) {
    if (max == 0 || rejected.mayBeMany()) {
      return rejected;
    }
    if (now - windowStart >= WINDOW) {
      windowStart = now;
      counts.clear();
    }
    String reason = rejected.reason();
    if (open.contains(reason) || counts.merge(reason, 1, Integer::sum) > max) {
      open.add(reason);
      return Delivery.Retry.untilFixed("many_rejected_as_" + reason).ofLane();
    }
    return rejected;
  }

  /** A record that was held for its rejection is stored: the limit was changed. */
  void close() {
    open.clear();
    counts.clear();
  }

  boolean isOpen() {
    return !open.isEmpty();
  }
}
