package io.weir.enrich.correlate;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.Comparator;

/**
 * An event that speaks for an incident.
 *
 * @param late whether it came after the watermark
 * @param line what a person reads of it; null if the incident has enough others, or an earlier
 *     release made it
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Evidence(String event, Instant time, boolean late, Line line)
    implements Comparable<Evidence> {

  /**
   * One line of an incident's story.
   *
   * @param where the pod, else the node; empty if the event names neither
   * @param text what happened, redacted, of at most {@link ShortText#LINE} characters
   * @param rule the title of the rule that counts it
   */
  public record Line(String where, String text, String rule) {
    /** Checks what may come from a topic. */
    public Line {
      StateJson.require(where != null && text != null && rule != null);
    }
  }

  /** Checks what may come from a topic. */
  public Evidence {
    StateJson.require(event != null && StateJson.isTime(time));
  }

  /** The evidence without its line. */
  public Evidence(String event, Instant time, boolean late) {
    this(event, time, late, null);
  }

  private static final Comparator<Evidence> ORDER =
      Comparator.comparing(Evidence::time).thenComparing(Evidence::event);

  @Override
  public int compareTo(Evidence other) {
    return ORDER.compare(this, other);
  }

  Evidence withoutLine() {
    return line == null ? this : new Evidence(event, time, late);
  }
}
