package io.weir.enrich.correlate;

import io.weir.enrich.correlate.RuleHits.StepHit;
import io.weir.enrich.sigma.CorrelationRule;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The last time span of one group: is the rule true with the step that has just come? */
final class SlidingWindow {
  private final CorrelationRule rule;
  private final Deque<List<StepHit>> window = new ArrayDeque<>();

  /** How often each rule, or each counted value, is in the window. */
  private final Map<Object, Integer> counts = new HashMap<>();

  /** For a sequence: the latest start of one that has come as far as that place. */
  private final Instant[] starts;

  private int steps;

  /** The newest steps of the window that no hit has held yet. */
  private int fresh;

  SlidingWindow(CorrelationRule rule) {
    this.rule = rule;
    this.starts = new Instant[rule.rules().size()];
  }

  /** Takes the steps of the next event. */
  Optional<RuleHit> add(List<StepHit> event) {
    forget(event.get(0).time());
    window.add(event);
    fresh++;
    steps += event.size();
    event.forEach(step -> count(step, 1));
    followOn(event);
    if (rule.type() == CorrelationRule.Type.TEMPORAL_ORDERED) {
      forgetWhatBeginsNothing();
    }
    if (!isTrue(event)) {
      return Optional.empty();
    }
    StepHit last = event.get(0);
    RuleHit hit = new RuleHit(last.time(), last.match(), takeFresh());
    return Optional.of(hit);
  }

  private void forget(Instant now) {
    Instant start = now.minus(rule.timespan());
    while (!window.isEmpty() && window.peek().get(0).time().isBefore(start)) {
      forgetOldest();
    }
  }

  /** No sequence can hold what comes before every first step. */
  private void forgetWhatBeginsNothing() {
    while (!window.isEmpty() && window.peek().get(0).place() > 0) {
      forgetOldest();
    }
  }

  private void forgetOldest() {
    List<StepHit> old = window.remove();
    steps -= old.size();
    old.forEach(step -> count(step, -1));
    fresh = Math.min(fresh, window.size());
  }

  private void count(StepHit step, int change) {
    switch (rule.type()) {
      case VALUE_COUNT -> counted(rule, step).forEach(value -> merge(value, change));
      case TEMPORAL -> merge(step.place(), change);
      default -> {}
    }
  }

  private void merge(Object what, int change) {
    counts.merge(what, change, (a, b) -> a + b == 0 ? null : Integer.valueOf(a + b));
  }

  /** Several fields count as the combination of their values. */
  static List<String> counted(CorrelationRule rule, StepHit step) {
    Map<String, List<String>> values = step.match().values();
    if (rule.counted().size() == 1) {
      return values.getOrDefault(rule.counted().get(0), List.of());
    }
    List<String> combination = new ArrayList<>();
    rule.counted().forEach(field -> combination.add(values.getOrDefault(field, List.of()) + ""));
    return List.of(Keys.join("", combination));
  }

  private void followOn(List<StepHit> event) {
    // From the last place to the first: an event never follows itself.
    for (int i = event.size() - 1; i >= 0; i--) {
      int place = event.get(i).place();
      if (place == 0) {
        starts[0] = event.get(i).time();
      } else if (starts[place - 1] != null) {
        starts[place] = starts[place - 1];
      }
    }
  }

  private boolean isTrue(List<StepHit> event) {
    return switch (rule.type()) {
      case EVENT_COUNT -> rule.threshold().isMet(steps);
      case VALUE_COUNT, TEMPORAL -> rule.threshold().isMet(counts.size());
      case TEMPORAL_ORDERED -> isComplete(event);
    };
  }

  private boolean isComplete(List<StepHit> event) {
    int last = starts.length - 1;
    return event.get(event.size() - 1).place() == last
        && starts[last] != null
        && !starts[last].isBefore(event.get(0).time().minus(rule.timespan()));
  }

  private List<Match> takeFresh() {
    List<List<StepHit>> all = List.copyOf(window);
    List<StepHit> taken = new ArrayList<>();
    all.subList(all.size() - fresh, all.size()).forEach(taken::addAll);
    fresh = 0;
    return RuleHits.evidence(taken);
  }
}
