package io.weir.enrich.correlate;

import java.time.Instant;
import java.util.Comparator;

/**
 * An event that speaks for an incident.
 *
 * @param late whether it came after the watermark
 */
public record Evidence(String event, Instant time, boolean late) implements Comparable<Evidence> {
  /** Checks what may come from a topic. */
  public Evidence {
    StateJson.require(event != null && StateJson.isTime(time));
  }

  private static final Comparator<Evidence> ORDER =
      Comparator.comparing(Evidence::time).thenComparing(Evidence::event);

  @Override
  public int compareTo(Evidence other) {
    return ORDER.compare(this, other);
  }
}
