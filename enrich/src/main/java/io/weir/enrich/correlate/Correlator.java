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
import java.util.function.LongSupplier;
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
   * With more matches of one rule and group the older half goes, except what {@link Precursors}
   * name.
   */
  private static final int MAX_WINDOW = 2_000;

  /** How much memory all matches may take where nobody says. */
  private static final long MAX_BYTES = 32 << 20;

  private static final Comparator<Finding> ORDER =
      Comparator.comparing(Finding::time)
          .thenComparing(Finding::rule)
          .thenComparing(finding -> String.join("\u0000", finding.group()));

  private final Supplier<RuleSet> rules;
  private final MatchBuffer matches;
  private final Consumer<Finding> output;
  private final Watermarks watermarks;
  private Instant now = Instant.EPOCH;
  private RuleIndex ruleIndex;

  /**
   * A correlator that continues where the state says.
   *
   * @param rules asked at each watermark, so that they can be swapped while running
   */
  public Correlator(Supplier<RuleSet> rules, StateStore state, Consumer<Finding> output) {
    this(rules, state, output, () -> MAX_BYTES);
  }

  /** The same with a bound of about how much memory all matches may take. */
  public Correlator(
      Supplier<RuleSet> rules, StateStore state, Consumer<Finding> output, LongSupplier maxBytes) {
    this.rules = rules;
    this.matches = new MatchBuffer(state, maxBytes);
    this.output = output;
    this.watermarks = new Watermarks(state);
    state.forEach(this::restore);
    now = watermarks.minimum().orElse(now);
  }

  private void restore(String key, byte[] json) {
    if (key.startsWith(Watermarks.KEY)) {
      watermarks.restore(json);
    } else if (BufferedMatch.isKey(key)) {
      matches.restore(json);
    }
  }

  /** Takes a match; it says nothing if it is known. */
  public void add(Match match) {
    boolean late = match.late() || match.time().isBefore(now);
    BufferedMatch buffered = new BufferedMatch(match.withLate(late), false, false);
    if (!matches.isKnown(buffered)) {
      matches.keep(buffered);
      matches.limit(match.key());
      if (matches.isTooLarge()) {
        matches.forget(now, Duration.ZERO, this::needed);
        matches.evict();
      }
    }
  }

  /** Takes a watermark of which it is not known when it was put on its topic. */
  public Optional<Instant> add(Watermark watermark) {
    return add(watermark, Instant.MAX);
  }

  /**
   * Takes a watermark of a source partition, and evaluates what all of them have passed.
   *
   * @param appended when it was put on its topic; times beyond that are not believed, nor are those
   *     that the state brought
   * @return up to when no more findings will come, if that has changed
   */
  public Optional<Instant> add(Watermark watermark, Instant appended) {
    watermarks.add(watermark, appended);
    if (Watermarks.isAhead(now, appended)) {
      now = Instant.EPOCH;
    }
    believeNoTimeAheadOf(appended);
    Optional<Instant> passed = watermarks.minimum().filter(now::isBefore);
    passed.ifPresent(this::advance);
    return passed;
  }

  /** Matches of an earlier release may have times that will not come for years. */
  private void believeNoTimeAheadOf(Instant appended) {
    if (appended.equals(Instant.MAX)) {
      return;
    }
    for (BufferedMatch ahead : matches.pendingAfter(appended.plus(Watermarks.CLOCK_SKEW))) {
      matches.remove(ahead);
      matches.keep(new BufferedMatch(ahead.match().withTime(appended), false, false));
    }
  }

  /** Where it is. */
  public CorrelatorStatus status() {
    return new CorrelatorStatus(
        now,
        watermarks.unheard().size(),
        watermarks.slowest(),
        matches.pending(),
        matches.evaluated(),
        matches.groups(),
        matches.dropped(),
        matches.lastDroppedOrigin());
  }

  /** The input has an end: nothing more will come. */
  public void finish() {
    advance(Watermarks.END);
  }

  private RuleIndex ruleIndex() {
    RuleSet current = rules.get();
    if (ruleIndex == null || ruleIndex.rules() != current) {
      ruleIndex = new RuleIndex(current);
    }
    return ruleIndex;
  }

  private void advance(Instant time) {
    now = time;
    List<Finding> found = new ArrayList<>();
    Set<String> touched = new LinkedHashSet<>();
    for (BufferedMatch buffered : matches.pendingBefore(now)) {
      matches.keep(buffered.asEvaluated());
      touched.add(buffered.match().key());
      makeRoom(buffered.match(), found);
    }
    touched.addAll(waiting());
    touched.forEach(key -> find(key, now, found));
    found.stream().sorted(ORDER).forEach(output);
    matches.forget(now, MEMORY, this::memory);
  }

  /** What goes is evaluated before, so that a flood is found however much of it comes at once. */
  private void makeRoom(Match newest, List<Finding> found) {
    String key = newest.key();
    if (matches.window(key).size() < MAX_WINDOW) {
      return;
    }
    find(key, newest.time(), found);
    Rule root = ruleIndex().root(newest.rule());
    Set<Match> needed = root == null ? Set.of() : Precursors.of(root, window(key), newest.time());
    matches.shrink(key, MAX_WINDOW / 2, needed);
  }

  private List<Match> window(String key) {
    return matches.window(key).stream().map(BufferedMatch::match).toList();
  }

  /** Groups of which a rule can come true although nothing has come. */
  private List<String> waiting() {
    return ruleIndex().anyWaits()
        ? matches.windows().stream().filter(key -> ruleIndex().waits(rule(key))).toList()
        : List.of();
  }

  private String rule(String key) {
    return matches.window(key).iterator().next().match().rule();
  }

  private void find(String key, Instant until, List<Finding> found) {
    Rule root = ruleIndex().root(rule(key));
    if (root == null) {
      // The rule is gone since the match was made.
      return;
    }
    for (RuleHit hit : RuleHits.of(root, window(key), until)) {
      List<Match> news = hit.evidence().stream().filter(this::report).toList();
      if (!news.isEmpty()) {
        found.add(finding(root, hit, news));
      }
    }
  }

  /** False if an earlier finding held the match. */
  private boolean report(Match match) {
    BufferedMatch held = matches.evaluated(match);
    if (held == null || held.reported()) {
      return false;
    }
    matches.keep(held.asReported());
    return true;
  }

  private Finding finding(Rule root, RuleHit hit, List<Match> news) {
    Set<String> tactics = new LinkedHashSet<>(root.metadata().tactics());
    Set<String> techniques = new LinkedHashSet<>(root.metadata().techniques());
    Set<String> related = new TreeSet<>();
    for (Match match : news) {
      related.addAll(match.related());
      for (String step : match.steps()) {
        Rule rule = ruleIndex().rule(step);
        if (rule != null) {
          tactics.addAll(rule.metadata().tactics());
          techniques.addAll(rule.metadata().techniques());
        }
      }
    }
    return new Finding(
        hit.time(),
        root.id(),
        root.metadata().title(),
        root.metadata().level(),
        List.copyOf(tactics),
        List.copyOf(techniques),
        root.metadata().runbook(),
        hit.trigger().group(),
        hit.trigger().entity(),
        related.stream().limit(Incident.MAX_RELATED).toList(),
        news.stream().map(match -> match.evidence(root.metadata().title())).toList(),
        news.stream().anyMatch(Match::late));
  }

  /** A rule that looks back far may need a match for longer. */
  private Duration memory(Match match) {
    Duration needed = needed(match);
    return needed.compareTo(MEMORY) > 0 ? needed : MEMORY;
  }

  private Duration needed(Match match) {
    return ruleIndex().root(match.rule()) instanceof CorrelationRule rule
        ? rule.horizon().multipliedBy(2)
        : Duration.ZERO;
  }
}
