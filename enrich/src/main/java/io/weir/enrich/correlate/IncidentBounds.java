package io.weir.enrich.correlate;

import java.util.function.LongSupplier;

/**
 * How much is kept of one partition of findings: who attacks can have as many findings made as they
 * like, about as many addresses as they can think of.
 *
 * @param opened how many incidents a rule may open of findings of one hour; what exceeds that goes
 *     into one incident of the rule
 * @param kept how many incidents are remembered, open or closed
 * @param bytes about how much memory these may take, and as much again what waits for the watermark
 */
public record IncidentBounds(int opened, int kept, LongSupplier bytes) {
  /** For an input that has an end and is in memory anyway. */
  static final IncidentBounds NONE =
      new IncidentBounds(Integer.MAX_VALUE, Integer.MAX_VALUE, () -> Long.MAX_VALUE);

  /** For input without an end. */
  public static IncidentBounds of(LongSupplier bytes) {
    return new IncidentBounds(200, 10_000, bytes);
  }
}
