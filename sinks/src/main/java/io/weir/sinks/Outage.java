package io.weir.sinks;

import java.time.Duration;

/**
 * Since when and why the store, or a stream of it, takes nothing, and when that was last logged.
 */
final class Outage {
  private static final long WORTH_LOGGING = Duration.ofMinutes(1).toMillis();
  private static final long LOG_INTERVAL = Duration.ofMinutes(5).toMillis();
  private static final long NEVER = Long.MIN_VALUE;

  private Delivery.Retry why;
  private long since;
  private long loggedAt = NEVER;

  void failed(Delivery.Retry retry, long now) {
    if (why == null) {
      since = now;
    }
    if (why == null || retry.needsOperator() || !why.needsOperator()) {
      why = retry;
    }
  }

  /**
   * Ends the outage.
   *
   * @return true if the log has its beginning
   */
  boolean end() {
    boolean wasLogged = loggedAt != NEVER;
    why = null;
    loggedAt = NEVER;
    return wasLogged;
  }

  boolean isOn() {
    return why != null;
  }

  boolean needsOperator() {
    return why != null && why.needsOperator();
  }

  /** Why, or null if there is no outage. */
  String reason() {
    return why == null ? null : why.reason();
  }

  Duration age(long now) {
    return Duration.ofMillis(now - since);
  }

  /** True if it is to be logged now; the next time is some minutes later. */
  boolean claimLogTurn(long now) {
    boolean due =
        why != null
            && (loggedAt == NEVER
                ? why.needsOperator() || now - since >= WORTH_LOGGING
                : now - loggedAt >= LOG_INTERVAL);
    if (due) {
      loggedAt = now;
    }
    return due;
  }
}
