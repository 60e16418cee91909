package io.weir.enrich.correlate;

import io.weir.enrich.sigma.CorrelationRule;
import io.weir.enrich.sigma.Rule;
import io.weir.enrich.sigma.RuleSet;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
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
  private final StateMap state;
  private final Consumer<Finding> output;
  private final Watermarks watermarks;
  private final TreeMap<String, Held> pending = new TreeMap<>();
  private final TreeMap<String, Held> evaluated = new TreeMap<>();
  private final Map<String, TreeMap<String, Held>> windows = new HashMap<>();
  private Instant now = Instant.EPOCH;
  private Plan plan;

  /**
   * A correlator that goes on where the state says.
   *
   * @param rules asked at each watermark, so that they can be swapped while running
   */
  public Correlator(Supplier<RuleSet> rules, StateMap state, Consumer<Finding> output) {
    this.rules = rules;
    this.state = state;
    this.output = output;
    this.watermarks = new Watermarks(state);
    state.forEach(this::restore);
    now = watermarks.minimum().orElse(now);
  }

  private void restore(String key, byte[] json) {
    if (key.startsWith(Watermarks.KEY)) {
      watermarks.restore(json);
    } else if (Held.isKey(key)) {
      index(StateJson.read(json, Held.class));
    }
  }

  /** Takes a match; it says nothing if it is known. */
  public void add(Match match) {
    boolean late = match.late() || match.time().isBefore(now);
    Held held = new Held(late == match.late() ? match : late(match), false, false);
    if (!pending.containsKey(held.key()) && !evaluated.containsKey(held.key())) {
      keep(held);
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
    if (plan == null || plan.rules() != rules.get()) {
      plan = new Plan(rules.get());
    }
    List<Finding> found = new ArrayList<>();
    Set<String> touched = new LinkedHashSet<>();
    for (Held held : List.copyOf(pending.headMap(Held.keyAt(now)).values())) {
      keep(held.asEvaluated());
      touched.add(held.match().key());
      makeRoom(held.match(), found);
    }
    touched.addAll(waiting());
    touched.forEach(key -> find(key, now, found));
    found.stream().sorted(ORDER).forEach(output);
    forget();
  }

  /** What goes is evaluated before, so that a flood is found however much of it comes at once. */
  private void makeRoom(Match newest, List<Finding> found) {
    TreeMap<String, Held> window = windows.get(newest.key());
    if (window.size() >= MAX_WINDOW) {
      find(newest.key(), newest.time(), found);
      while (window.size() > MAX_WINDOW / 2) {
        drop(window.firstEntry().getValue());
      }
    }
  }

  /** Groups of which a rule can come true although nothing has come. */
  private List<String> waiting() {
    return plan.anyWaits()
        ? windows.entrySet().stream()
            .filter(window -> plan.waits(rule(window.getValue())))
            .map(Map.Entry::getKey)
            .toList()
        : List.of();
  }

  private static String rule(NavigableMap<String, Held> window) {
    return window.firstEntry().getValue().match().rule();
  }

  private void find(String key, Instant until, List<Finding> found) {
    TreeMap<String, Held> window = windows.get(key);
    Rule root = plan.root(rule(window));
    if (root == null) {
      // The rule is gone since the match was made.
      return;
    }
    List<Match> matches = window.values().stream().map(Held::match).toList();
    for (Occurrence occurrence : Occurrences.of(root, matches, until)) {
      List<Match> news = occurrence.evidence().stream().filter(this::report).toList();
      if (!news.isEmpty()) {
        found.add(finding(root, occurrence, news));
      }
    }
  }

  /** False if an earlier finding held the match. */
  private boolean report(Match match) {
    Held held = evaluated.get(new Held(match, true, false).key());
    if (held == null || held.reported()) {
      return false;
    }
    keep(held.asReported());
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

  private void forget() {
    List<Held> old = List.copyOf(evaluated.headMap(Held.keyAt(now.minus(MEMORY))).values());
    for (Held held : old) {
      if (plan.root(held.match().rule()) instanceof CorrelationRule rule
          && !held.match().time().isBefore(now.minus(rule.horizon().multipliedBy(2)))) {
        continue;
      }
      drop(held);
    }
  }

  private void keep(Held held) {
    state.put(held.key(), StateJson.write(held));
    index(held);
  }

  private void index(Held held) {
    String key = held.key();
    if (!held.evaluated()) {
      pending.put(key, held);
      return;
    }
    pending.remove(key);
    evaluated.put(key, held);
    windows.computeIfAbsent(held.match().key(), group -> new TreeMap<>()).put(key, held);
  }

  private void drop(Held held) {
    String key = held.key();
    state.delete(key);
    evaluated.remove(key);
    windows.computeIfPresent(
        held.match().key(),
        (group, window) -> {
          window.remove(key);
          return window.isEmpty() ? null : window;
        });
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
