package io.weir.enrich.correlate;

import io.weir.enrich.sigma.CorrelationRule;
import io.weir.enrich.sigma.Rule;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/** Finds the moments at which a rule is true, in one pass over matches in their order. */
final class RuleHits {
  static final Comparator<Match> ORDER =
      Comparator.comparing(Match::time).thenComparing(Match::event);

  private RuleHits() {}

  /**
   * The moments in their order.
   *
   * @param matches in their order
   * @param until up to when all matches are known
   */
  static List<RuleHit> of(Rule rule, List<Match> matches, Instant until) {
    if (rule instanceof CorrelationRule correlation) {
      return of(correlation, matches, until);
    }
    return matches.stream()
        .filter(match -> match.steps().contains(rule.id()))
        .map(match -> new RuleHit(match.time(), match, List.of(match)))
        .toList();
  }

  private static List<RuleHit> of(CorrelationRule rule, List<Match> matches, Instant until) {
    List<RuleHit> all = new ArrayList<>();
    groups(rule, matches, until).forEach(steps -> all.addAll(inGroup(rule, steps, until)));
    all.sort(Comparator.comparing(RuleHit::time).thenComparing(RuleHit::trigger, ORDER));
    return all;
  }

  /** What the listed rules found, by what the rule groups by, each in its order. */
  static Collection<List<StepHit>> groups(
      CorrelationRule rule, List<Match> matches, Instant until) {
    Map<List<String>, List<StepHit>> groups = new LinkedHashMap<>();
    for (StepHit step : steps(rule, matches, until)) {
      groups.computeIfAbsent(group(rule, step.match()), key -> new ArrayList<>()).add(step);
    }
    return groups.values();
  }

  private static List<RuleHit> inGroup(CorrelationRule rule, List<StepHit> steps, Instant until) {
    if (rule.threshold().bounded()) {
      return ClosedWindows.find(rule, steps, until);
    }
    SlidingWindow window = new SlidingWindow(rule);
    List<RuleHit> found = new ArrayList<>();
    for (List<StepHit> together : bySameEvent(steps)) {
      window.add(together).ifPresent(found::add);
    }
    return found;
  }

  /** An event can be more than one step; it never follows itself. */
  static List<List<StepHit>> bySameEvent(List<StepHit> steps) {
    List<List<StepHit>> events = new ArrayList<>();
    for (StepHit step : steps) {
      List<StepHit> last = events.isEmpty() ? List.of() : events.get(events.size() - 1);
      if (!last.isEmpty()
          && last.get(0).match().event().equals(step.match().event())
          && last.get(0).time().equals(step.time())) {
        last.add(step);
      } else {
        events.add(new ArrayList<>(List.of(step)));
      }
    }
    return events;
  }

  /** What the listed rules found, all in one order. */
  private static List<StepHit> steps(CorrelationRule rule, List<Match> matches, Instant until) {
    Map<String, List<RuleHit>> known = new HashMap<>();
    List<StepHit> steps = new ArrayList<>();
    for (int i = 0; i < rule.rules().size(); i++) {
      Rule part = rule.rules().get(i);
      int place = i;
      known
          .computeIfAbsent(part.id(), id -> of(part, matches, until))
          .forEach(hit -> steps.add(new StepHit(place, hit)));
    }
    steps.sort(
        Comparator.comparing(StepHit::time)
            .thenComparing(StepHit::match, ORDER)
            .thenComparing(Comparator.comparing(StepHit::place)));
    return steps;
  }

  private static List<String> group(CorrelationRule rule, Match match) {
    return rule.groupBy().stream()
        .map(name -> String.join(",", match.values().getOrDefault(name, List.of())))
        .toList();
  }

  /**
   * One of the listed rules was true.
   *
   * @param place of the rule in the list
   */
  record StepHit(int place, RuleHit hit) {
    Instant time() {
      return hit.time();
    }

    Match match() {
      return hit.trigger();
    }
  }

  /** The matches of some steps, each once, in order. */
  static List<Match> evidence(Iterable<StepHit> steps) {
    TreeSet<Match> evidence = new TreeSet<>(ORDER);
    steps.forEach(step -> evidence.addAll(step.hit().evidence()));
    return List.copyOf(evidence);
  }
}
