package io.weir.enrich.correlate;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * An event that a rule wants to know of. Holds what correlating needs and nothing else of the
 * event.
 *
 * @param rule the id of the rule whose finds count, and of which the steps below are a part
 * @param group the values of what the rule groups by, or the entity for a rule about single events
 * @param event the event's id
 * @param steps ids of the detection rules that the event matches
 * @param values of the fields that correlations inside the rule group by or count, by our names
 * @param entity what an incident would be about
 * @param related other entities that the event names
 * @param line what a person reads of it; empty if an earlier release made the match
 * @param late whether it came after its partition's watermark
 * @param requester who asked for it, if who asks also chooses the name of the pod; null otherwise
 */
public record Match(
    String rule,
    List<String> group,
    String event,
    Instant time,
    List<String> steps,
    Map<String, List<String>> values,
    String entity,
    List<String> related,
    String line,
    boolean late,
    String requester) {

  /** Checks what may come from a topic. */
  public Match {
    StateJson.require(rule != null && event != null && StateJson.isTime(time));
    StateJson.require(StateJson.isEntity(entity));
    StateJson.require(
        StateJson.isComplete(group)
            && StateJson.isComplete(steps)
            && StateJson.isComplete(related)
            && values != null
            && values.values().stream().allMatch(StateJson::isComplete));
    line = line == null ? "" : line;
  }

  /** The same for all matches that can be part of one finding: the key on the topic. */
  public String key() {
    return Keys.join(rule, group);
  }

  /**
   * The pod it came from, else the node, or the user who asked for it: what nobody can make up as
   * many of as they like.
   */
  String origin() {
    return requester != null ? requester : podOrNode();
  }

  private String podOrNode() {
    return Stream.concat(Stream.of(entity), related.stream())
        .filter(name -> name.startsWith("pod:") || name.startsWith("node:"))
        .max(Comparator.naturalOrder())
        .orElse("");
  }

  /** What speaks for a rule of that title. */
  Evidence evidence(String title) {
    String where = podOrNode();
    String name = where.substring(where.indexOf(':') + 1);
    return new Evidence(event, time, late, new Evidence.Line(name, line, title));
  }

  Match withTime(Instant other) {
    return new Match(
        rule, group, event, other, steps, values, entity, related, line, late, requester);
  }

  Match withLate(boolean isLate) {
    return isLate == late
        ? this
        : new Match(
            rule, group, event, time, steps, values, entity, related, line, isLate, requester);
  }

  public byte[] toJson() {
    return StateJson.write(this);
  }

  /**
   * Reads what {@link #toJson} wrote.
   *
   * @throws java.io.UncheckedIOException if it is something else
   */
  public static Match read(byte[] json) {
    return StateJson.read(json, Match.class);
  }
}
