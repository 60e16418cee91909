package io.weir.sinks;

import java.time.Duration;

/** Since when and why the store, or a stream of it, takes nothing, and when a log said so last. */
final class Outage {
  private static final long WORTH_SAYING = Duration.ofMinutes(1).toMillis();
  private static final long SAY_AGAIN = Duration.ofMinutes(5).toMillis();
  private static final long NEVER = Long.MIN_VALUE;

  private Delivery.Retry why;
  private long since;
  private long said = NEVER;

  void failed(Delivery.Retry retry, long now) {
    if (why == null) {
      since = now;
    }
    if (why == null || retry.needsOperator() || !why.needsOperator()) {
      why = retry;
    }
  }

  /**
   * The outage is over.
   *
   * @return true if a log has said that it had begun
   */
  boolean over() {
    boolean wasSaid = said != NEVER;
    why = null;
    said = NEVER;
    return wasSaid;
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

  /** True if a log should say it now; the next time is some minutes later. */
  boolean isToBeSaid(long now) {
    boolean due =
        why != null
            && (said == NEVER
                ? why.needsOperator() || now - since >= WORTH_SAYING
                : now - said >= SAY_AGAIN);
    if (due) {
      said = now;
    }
    return due;
  }
}
