package io.weir.enrich.correlate;

import io.weir.enrich.sigma.CorrelationRule;
import io.weir.enrich.sigma.Rule;
import io.weir.enrich.sigma.RuleSet;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Makes findings of matches. Waits until the watermarks of all source partitions have passed a
 * match and takes what it has in the order of event time and event id, so that the findings do not
 * depend on the order of arrival. An event that comes twice counts once. Not thread-safe.
 */
public final class Correlator {
  /** How long a match is known again when it comes once more, or is joined by late ones. */
  private static final Duration MEMORY = Duration.ofHours(1);

  /**
   * With more matches of one rule and group the older half goes; half is what a rule can ask for.
   */
  private static final int MAX_WINDOW = 2_000;

  private static final Comparator<Finding> ORDER =
      Comparator.comparing(Finding::time)
          .thenComparing(Finding::rule)
          .thenComparing(finding -> String.join("\u0000", finding.group()));

  private final Supplier<RuleSet> rules;
  private final HeldMatches matches;
  private final Consumer<Finding> output;
  private final Watermarks watermarks;
  private Instant now = Instant.EPOCH;
  private Plan plan;

  /**
   * A correlator that goes on where the state says.
   *
   * @param rules asked at each watermark, so that they can be swapped while running
   */
  public Correlator(Supplier<RuleSet> rules, StateMap state, Consumer<Finding> output) {
    this.rules = rules;
    this.matches = new HeldMatches(state);
    this.output = output;
    this.watermarks = new Watermarks(state);
    state.forEach(this::restore);
    now = watermarks.minimum().orElse(now);
  }

  private void restore(String key, byte[] json) {
    if (key.startsWith(Watermarks.KEY)) {
      watermarks.restore(json);
    } else if (Held.isKey(key)) {
      matches.restore(json);
    }
  }

  /** Takes a match; it says nothing if it is known. */
  public void add(Match match) {
    boolean late = match.late() || match.time().isBefore(now);
    Held held = new Held(late == match.late() ? match : late(match), false, false);
    if (!matches.isKnown(held)) {
      matches.keep(held);
    }
  }

  /**
   * Takes a watermark of a source partition, and evaluates what all of them have passed.
   *
   * @return up to when no more findings will come, if that has changed
   */
  public Optional<Instant> add(Watermark watermark) {
    watermarks.add(watermark);
    Optional<Instant> passed = watermarks.minimum().filter(now::isBefore);
    passed.ifPresent(this::advance);
    return passed;
  }

  /** The input has an end: nothing more will come. */
  public void finish() {
    advance(Watermarks.END);
  }

  private void advance(Instant time) {
    now = time;
    RuleSet current = rules.get();
    if (plan == null || plan.rules() != current) {
      plan = new Plan(current);
    }
    List<Finding> found = new ArrayList<>();
    Set<String> touched = new LinkedHashSet<>();
    for (Held held : matches.pendingBefore(now)) {
      matches.keep(held.asEvaluated());
      touched.add(held.match().key());
      makeRoom(held.match(), found);
    }
    touched.addAll(waiting());
    touched.forEach(key -> find(key, now, found));
    found.stream().sorted(ORDER).forEach(output);
    matches.forget(now, MEMORY, this::memory);
  }

  /** What goes is evaluated before, so that a flood is found however much of it comes at once. */
  private void makeRoom(Match newest, List<Finding> found) {
    if (matches.window(newest.key()).size() >= MAX_WINDOW) {
      find(newest.key(), newest.time(), found);
      matches.shrink(newest.key(), MAX_WINDOW / 2);
    }
  }

  /** Groups of which a rule can come true although nothing has come. */
  private List<String> waiting() {
    return plan.anyWaits()
        ? matches.windows().stream().filter(key -> plan.waits(rule(key))).toList()
        : List.of();
  }

  private String rule(String key) {
    return matches.window(key).iterator().next().match().rule();
  }

  private void find(String key, Instant until, List<Finding> found) {
    Rule root = plan.root(rule(key));
    if (root == null) {
      // The rule is gone since the match was made.
      return;
    }
    List<Match> window = matches.window(key).stream().map(Held::match).toList();
    for (Occurrence occurrence : Occurrences.of(root, window, until)) {
      List<Match> news = occurrence.evidence().stream().filter(this::report).toList();
      if (!news.isEmpty()) {
        found.add(finding(root, occurrence, news));
      }
    }
  }

  /** False if an earlier finding held the match. */
  private boolean report(Match match) {
    Held held = matches.evaluated(match);
    if (held == null || held.reported()) {
      return false;
    }
    matches.keep(held.asReported());
    return true;
  }

  private Finding finding(Rule root, Occurrence occurrence, List<Match> news) {
    Set<String> tactics = new LinkedHashSet<>(root.head().tactics());
    Set<String> techniques = new LinkedHashSet<>(root.head().techniques());
    Set<String> related = new TreeSet<>();
    for (Match match : news) {
      related.addAll(match.related());
      for (String step : match.steps()) {
        Rule rule = plan.rule(step);
        if (rule != null) {
          tactics.addAll(rule.head().tactics());
          techniques.addAll(rule.head().techniques());
        }
      }
    }
    return new Finding(
        occurrence.time(),
        root.id(),
        root.head().title(),
        root.head().level(),
        List.copyOf(tactics),
        List.copyOf(techniques),
        root.head().runbook(),
        occurrence.trigger().group(),
        occurrence.trigger().entity(),
        List.copyOf(related),
        news.stream()
            .map(match -> new Evidence(match.event(), match.time(), match.late()))
            .toList(),
        news.stream().anyMatch(Match::late));
  }

  /** A rule that looks back far may need a match for longer. */
  private Duration memory(Match match) {
    if (plan.root(match.rule()) instanceof CorrelationRule rule) {
      Duration needed = rule.horizon().multipliedBy(2);
      return needed.compareTo(MEMORY) > 0 ? needed : MEMORY;
    }
    return MEMORY;
  }

  private static Match late(Match match) {
    return new Match(
        match.rule(),
        match.group(),
        match.event(),
        match.time(),
        match.steps(),
        match.values(),
        match.entity(),
        match.related(),
        true);
  }
}
