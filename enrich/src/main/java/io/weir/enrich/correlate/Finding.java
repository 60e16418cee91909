package io.weir.enrich.correlate;

import io.weir.enrich.sigma.Level;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;

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

  /** Checks what may come from a topic. */
  public Finding {
    StateJson.require(StateJson.isTime(time) && rule != null && title != null && level != null);
    StateJson.require(StateJson.isEntity(entity));
    StateJson.require(
        StateJson.isComplete(tactics)
            && StateJson.isComplete(techniques)
            && StateJson.isComplete(group)
            && StateJson.isComplete(related));
    StateJson.require(StateJson.isComplete(evidence) && !evidence.isEmpty());
  }

  /** Puts it with the others of its rule, when there are too many of them to look at each. */
  Finding about(String other) {
    List<String> all =
        Stream.concat(Stream.of(entity), related.stream())
            .distinct()
            .limit(Incident.MAX_RELATED)
            .toList();
    return new Finding(
        time, rule, title, level, tactics, techniques, runbook, group, other, all, evidence, late);
  }

  /** About how much memory it takes. */
  long bytes() {
    return 1_000 + 600L * evidence.size() + bytes(related) + bytes(group);
  }

  static long bytes(List<String> texts) {
    return texts.stream().mapToLong(text -> 60 + 2L * text.length()).sum();
  }

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
