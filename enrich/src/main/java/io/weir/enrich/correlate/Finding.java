package io.weir.enrich.correlate;

import io.weir.enrich.sigma.Level;
import java.time.Instant;
import java.util.List;

/**
 * A rule that came true, or that stays true with more evidence.
 *
 * @param time when it came true: of the event that completed it
 * @param rule the rule's id
 * @param entity what it is about; the key on the topic
 * @param evidence in order, only what no earlier finding of the rule and group held
 * @param late whether a late event made it
 */
public record Finding(
    Instant time,
    String rule,
    String title,
    Level level,
    List<String> tactics,
    List<String> techniques,
    String runbook,
    List<String> group,
    String entity,
    List<String> related,
    List<Evidence> evidence,
    boolean late) {

  public byte[] toJson() {
    return StateJson.write(this);
  }

  /**
   * Reads what {@link #toJson} wrote.
   *
   * @throws java.io.UncheckedIOException if it is something else
   */
  public static Finding read(byte[] json) {
    return StateJson.read(json, Finding.class);
  }
}
