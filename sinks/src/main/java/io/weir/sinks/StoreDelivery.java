package io.weir.sinks;

import java.time.Duration;
import java.time.InstantSource;

/**
 * When a batch of several requests ends early: after the first answer that is about all of them,
 * and after half a minute, so that what is settled is committed. What is left is sent again.
 */
public final class BatchBudget {
  private static final Duration LONGEST = Duration.ofSeconds(30);

  private final InstantSource clock;
  private final long until;
  private Delivery.Retry ended;

  /** The limit of a batch that begins now. */
  public BatchBudget(InstantSource clock) {
    this.clock = clock;
    this.until = clock.millis() + LONGEST.toMillis();
  }

  /** Nothing more is to be sent, for this reason. */
  public void end(Delivery.Retry reason) {
    ended = reason;
  }

  /** Why nothing more of the batch is to be sent, or null. */
  public Delivery.Retry ended() {
    if (ended == null && clock.millis() >= until) {
      ended = Delivery.Retry.soon("out_of_time").ofLane();
    }
    return ended;
  }
}
