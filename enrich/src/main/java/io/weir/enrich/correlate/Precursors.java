package io.weir.enrich.correlate;

import io.weir.enrich.correlate.RuleHits.StepHit;
import io.weir.enrich.sigma.CorrelationRule;
import io.weir.enrich.sigma.Rule;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;

/**
 * Which matches of a rule and group can still make it true, when not all can be kept: the steps
 * that a sequence has come to, the newest of each kind, as many as are counted. Whatever number of
 * one step comes, it does not push out the others.
 */
final class Precursors {
  private Precursors() {}

  /**
   * The matches that have to stay.
   *
   * @param matches in their order
   * @param until up to when all matches are known
   */
  static Set<Match> of(Rule rule, List<Match> matches, Instant until) {
    Set<Match> needed = new TreeSet<>(RuleHits.ORDER);
    if (rule instanceof CorrelationRule correlation) {
      for (Rule part : correlation.rules()) {
        if (part instanceof CorrelationRule) {
          needed.addAll(of(part, matches, until));
        }
      }
      for (List<StepHit> group : RuleHits.groups(correlation, matches, until)) {
        for (StepHit step : newest(correlation, group)) {
          needed.addAll(proof(correlation.rules().get(step.place()), step, matches));
        }
      }
    }
    return needed;
  }

  /** What made the step true. */
  private static Set<Match> proof(Rule rule, StepHit step, List<Match> matches) {
    if (!(rule instanceof CorrelationRule)) {
      return Set.of(step.match());
    }
    List<Match> before =
        matches.stream().filter(match -> RuleHits.ORDER.compare(match, step.match()) <= 0).toList();
    return of(rule, before, step.time());
  }

  private static List<StepHit> newest(CorrelationRule rule, List<StepHit> steps) {
    return switch (rule.type()) {
      case EVENT_COUNT -> last(steps, counted(rule));
      case VALUE_COUNT ->
          rule.threshold().bounded() ? last(steps, counted(rule)) : byValue(rule, steps);
      case TEMPORAL -> byPlace(rule, steps);
      case TEMPORAL_ORDERED -> sequences(rule, steps);
    };
  }

  private static int counted(CorrelationRule rule) {
    long atLeast = Math.max(1, rule.threshold().atLeast());
    return rule.threshold().bounded()
        ? CorrelationRule.MAX_COUNT
        : (int) Math.min(CorrelationRule.MAX_COUNT, atLeast);
  }

  private static List<StepHit> last(List<StepHit> steps, int count) {
    return steps.subList(Math.max(0, steps.size() - count), steps.size());
  }

  /** The newest step with each value, for as many values as are asked for. */
  private static List<StepHit> byValue(CorrelationRule rule, List<StepHit> steps) {
    Set<String> seen = new HashSet<>();
    List<StepHit> newest = new ArrayList<>();
    for (int i = steps.size() - 1; i >= 0 && seen.size() < counted(rule); i--) {
      if (seen.addAll(SlidingWindow.counted(rule, steps.get(i)))) {
        newest.add(steps.get(i));
      }
    }
    return newest;
  }

  private static List<StepHit> byPlace(CorrelationRule rule, List<StepHit> steps) {
    StepHit[] newest = new StepHit[rule.rules().size()];
    steps.forEach(step -> newest[step.place()] = step);
    return Arrays.stream(newest).filter(Objects::nonNull).toList();
  }

  /** For each place the sequence up to there that began last. */
  private static List<StepHit> sequences(CorrelationRule rule, List<StepHit> steps) {
    List<List<StepHit>> upTo = new ArrayList<>();
    rule.rules().forEach(part -> upTo.add(List.of()));
    for (List<StepHit> event : RuleHits.bySameEvent(steps)) {
      // From the last place to the first: an event never follows itself.
      for (int i = event.size() - 1; i >= 0; i--) {
        StepHit step = event.get(i);
        int place = step.place();
        if (place == 0) {
          upTo.set(0, List.of(step));
        } else if (!upTo.get(place - 1).isEmpty()) {
          List<StepHit> longer = new ArrayList<>(upTo.get(place - 1));
          longer.add(step);
          upTo.set(place, longer);
        }
      }
    }
    return upTo.stream().flatMap(List::stream).toList();
  }
}
