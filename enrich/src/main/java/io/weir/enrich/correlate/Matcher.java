package io.weir.enrich.correlate;

import io.weir.enrich.sigma.DetectionRule;
import io.weir.enrich.sigma.EventView;
import io.weir.enrich.sigma.FieldRef;
import io.weir.enrich.sigma.RuleSet;
import io.weir.ingest.event.Event;
import io.weir.ingest.event.Field;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/**
 * Asks all rules about the events of one partition, and knows up to when the partition has been
 * heard. An event that lacks a value that a rule groups by is nothing to that rule.
 */
public final class Matcher {
  /** Of one field of one event. */
  private static final int MAX_VALUES = 32;

  /** Of all fields of one event, unless there are more fields than that. */
  private static final int MAX_ALL_VALUES = 128;

  private final Supplier<RuleSet> rules;
  private final Duration grace;
  private final SourceWatermarks sources;
  private RuleIndex ruleIndex;
  private Instant watermark = Instant.EPOCH;

  /** What the clock allows while there is nothing more to read; null while there is. */
  private Instant idle;

  /** Promised when the first event came after there had been nothing more to read. */
  private Instant resumed = Instant.EPOCH;

  /**
   * A matcher that has heard nothing.
   *
   * @param rules asked for each event, so that they can be swapped while running
   * @param grace how much later than later ones an event may come without being late
   * @param hold how long after others, by the times of appending, an event is never late
   */
  public Matcher(Supplier<RuleSet> rules, Duration grace, Duration hold) {
    this.rules = rules;
    this.grace = grace;
    this.sources = new SourceWatermarks(hold);
  }

  /**
   * What an event means to the rules.
   *
   * @param appended when the event was put into the partition; a time ahead of it moves nothing
   * @return for each rule that wants to know of it one match
   */
  public List<Match> match(Event event, Instant appended) {
    Instant time = EventOrder.timeOf(event, appended);
    resume(time.minus(grace));
    boolean late = time.isBefore(watermark);
    advance(sources.observe(source(event), time, appended));
    Map<String, Match> matches = new LinkedHashMap<>();
    EventView view = new EventView(event);
    ruleIndex()
        .parts()
        .forEach(
            (rule, parts) -> {
              if (rule.matches(view)) {
                parts.forEach(part -> add(matches, view, time, rule, part, late));
              }
            });
    return List.copyOf(matches.values());
  }

  /**
   * Nobody waits for as long as the pause was: what was promised in it holds, but for what has just
   * come. Nothing of this partition is late for that; others may not have come as far.
   */
  private void resume(Instant promise) {
    if (idle != null) {
      resumed = max(resumed, promise.isBefore(idle) ? promise : idle);
      idle = null;
    }
  }

  private static Instant max(Instant one, Instant other) {
    return one.isAfter(other) ? one : other;
  }

  /** The raw partition it came from. */
  private static String source(Event event) {
    return event.fields().text(Field.WEIR_SOURCE_TOPIC)
        + "/"
        + event.fields().text(Field.WEIR_SOURCE_PARTITION);
  }

  /** What happened before this time and comes from now on is late. */
  public Instant watermark() {
    return idle == null ? max(watermark, resumed) : idle;
  }

  /** Whether nothing has come since {@link #readToEnd}. */
  public boolean isIdle() {
    return idle != null;
  }

  /**
   * The partition has been read to its end: all that was appended until then has been heard. That
   * makes nothing of this partition late: others may still have to be read.
   */
  public void readToEnd(Instant now) {
    idle = max(max(watermark, resumed), now.minus(grace));
  }

  private void advance(Instant heard) {
    Instant promise = heard.minus(grace);
    if (promise.isAfter(watermark)) {
      watermark = promise;
    }
  }

  private RuleIndex ruleIndex() {
    RuleSet current = rules.get();
    if (ruleIndex == null || ruleIndex.rules() != current) {
      ruleIndex = new RuleIndex(current);
    }
    return ruleIndex;
  }

  private static void add(
      Map<String, Match> matches,
      EventView view,
      Instant time,
      DetectionRule rule,
      RuleIndex.Part part,
      boolean late) {
    List<String> entities = Entity.of(view);
    String entity =
        Entity.primary(entities, part.groupNames())
            .orElse("rule:" + part.root().metadata().title());
    List<String> group = group(view, part, entity);
    if (group == null) {
      return;
    }
    List<String> related = entities.stream().filter(name -> !name.equals(entity)).toList();
    Match match =
        new Match(
            part.root().id(),
            group,
            view.event().id(),
            time,
            List.of(rule.id()),
            values(view, part),
            entity,
            related,
            Evidence.Line.textOf(view.event()),
            late,
            requester(view.event(), entities));
    matches.merge(match.key(), match, Matcher::union);
  }

  /** Alerts about the audit of Kubernetes name the pod that was asked for, which may not exist. */
  private static String requester(Event event, List<String> entities) {
    String source = event.fields().text(Field.EVENT_PROVIDER);
    boolean isOfSystemCalls = source == null || source.equals("syscall");
    if (isOfSystemCalls || !"falco".equals(event.fields().text(Field.EVENT_MODULE))) {
      return null;
    }
    return entities.stream().filter(name -> name.startsWith("user:")).findFirst().orElse("");
  }

  /** The event is more than one step of the rule. */
  private static Match union(Match one, Match other) {
    List<String> steps = new ArrayList<>(one.steps());
    steps.addAll(other.steps());
    Map<String, List<String>> values = new LinkedHashMap<>(other.values());
    values.putAll(one.values());
    return new Match(
        one.rule(),
        one.group(),
        one.event(),
        one.time(),
        List.copyOf(steps),
        values,
        one.entity(),
        one.related(),
        one.line(),
        one.late(),
        one.requester());
  }

  private static List<String> group(EventView view, RuleIndex.Part part, String entity) {
    List<String> group = new ArrayList<>();
    for (FieldRef field : part.groupBy()) {
      List<String> values = view.values(field);
      if (values.isEmpty()) {
        return null;
      }
      group.add(ShortText.of(String.join(",", values)));
    }
    return part.groupBy().isEmpty() ? List.of(entity) : List.copyOf(group);
  }

  private static Map<String, List<String>> values(EventView view, RuleIndex.Part part) {
    Map<String, List<String>> values = new LinkedHashMap<>();
    int limit =
        Math.max(1, Math.min(MAX_VALUES, MAX_ALL_VALUES / Math.max(1, part.values().size())));
    part.values()
        .forEach(
            (name, field) -> {
              if (!view.values(field).isEmpty()) {
                values.put(name, bounded(view.values(field), limit));
              }
            });
    return values;
  }

  private static List<String> bounded(List<String> values, int limit) {
    return values.stream().limit(limit).map(ShortText::of).toList();
  }
}
