package io.weir.sinks;

/**
 * How many requests may be under way at once: one more for each round of answers without a fault,
 * half as many when the store shows that it has too much (additive increase, multiplicative
 * decrease, as in TCP, RFC 5681). Not thread-safe.
 */
final class RequestLimit {
  private static final int FIRST = 4;

  private final int max;
  private int limit;
  private int answers;
  private int underWay;

  /** Requests that were under way at the last decrease say nothing new. */
  private int stale;

  RequestLimit(int max) {
    this.max = max;
    this.limit = Math.min(FIRST, max);
  }

  boolean allowsOneMore() {
    return underWay < limit;
  }

  void started() {
    underWay++;
  }

  void answered() {
    underWay--;
    stale = Math.max(0, stale - 1);
    answers++;
    if (answers >= limit) {
      answers = 0;
      limit = Math.min(max, limit + 1);
    }
  }

  void refused() {
    underWay--;
    answers = 0;
    if (stale > 0) {
      stale--;
      return;
    }
    stale = underWay;
    limit = Math.max(1, limit / 2);
  }

  int underWay() {
    return underWay;
  }

  int limit() {
    return limit;
  }
}
