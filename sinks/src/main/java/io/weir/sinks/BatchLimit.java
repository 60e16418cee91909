package io.weir.sinks;

import java.time.Duration;
import java.time.InstantSource;

/**
 * When a batch ends early: after the first answer that is about the whole store, and when it takes
 * so long that Kafka would wait for the next poll in vain. What is left of it is sent again.
 */
public final class BatchLimit {
  private static final Duration LONGEST = Duration.ofSeconds(30);

  private final InstantSource clock;
  private final long until;
  private Delivery.Retry ended;

  /** The limit of a batch that begins now. */
  public BatchLimit(InstantSource clock) {
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
      ended = Delivery.Retry.soon("out_of_time");
    }
    return ended;
  }
}
