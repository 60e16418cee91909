package io.weir.enrich.correlate;

import io.weir.enrich.correlate.RuleHits.StepHit;
import io.weir.enrich.sigma.CorrelationRule;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * For rules that ask for fewer than, exactly, or not so many: nobody knows before the time span is
 * over. It begins with an event that no other preceded for a whole time span, so that it is the
 * same wherever one begins to read.
 */
final class ClosedWindows {
  private ClosedWindows() {}

  static List<RuleHit> find(CorrelationRule rule, List<StepHit> steps, Instant until) {
    List<RuleHit> found = new ArrayList<>();
    Instant before = Instant.MIN;
    for (int i = 0; i < steps.size(); i++) {
      Instant start = steps.get(i).time();
      Instant end = start.plus(rule.timespan());
      if (before.isBefore(start.minus(rule.timespan())) && end.isBefore(until)) {
        List<StepHit> burst = within(steps.subList(i, steps.size()), end);
        if (rule.threshold().isMet(burst.size())) {
          Match trigger = burst.get(burst.size() - 1).match();
          found.add(new RuleHit(end, trigger, RuleHits.evidence(burst)));
        }
      }
      before = start;
    }
    return found;
  }

  private static List<StepHit> within(List<StepHit> steps, Instant end) {
    return steps.stream().takeWhile(step -> !step.time().isAfter(end)).toList();
  }
}
