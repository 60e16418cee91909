package io.weir.enrich.correlate;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.weir.enrich.sigma.Level;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * What a person is woken for. Each finding makes a new revision of it; the same findings make the
 * same revisions.
 *
 * @param id the same whatever comes later
 * @param rules that came true, the gravest first
 * @param evidence in order, up to {@link #MAX_EVIDENCE}; {@code count} counts on
 * @param firstSeen the time of the oldest evidence, {@code first} where incidents are stored
 * @param lastSeen the time of the newest evidence, {@code last} where incidents are stored
 * @param closed whether nothing more is expected
 */
public record Incident(
    String id,
    long revision,
    String entity,
    List<String> related,
    List<TriggeredRule> rules,
    List<String> tactics,
    List<String> techniques,
    List<Evidence> evidence,
    long count,
    @JsonProperty("first") Instant firstSeen,
    @JsonProperty("last") Instant lastSeen,
    boolean closed) {

  static final int MAX_EVIDENCE = 1_000;

  /** Of the evidence so many from the beginning and from the end have their lines. */
  static final int LINES = 10;

  /** Of other entities, in a finding too. */
  static final int MAX_RELATED = 100;

  /** A rule that came true. */
  public record TriggeredRule(String id, String title, Level level, String runbook) {}

  /** As grave as its gravest rule. */
  public Level level() {
    return rules.get(0).level();
  }

  /** Ids of evidence that came after the watermark. */
  public List<String> late() {
    return evidence.stream().filter(Evidence::late).map(Evidence::event).toList();
  }

  static Incident open(String id, Finding finding) {
    Instant first = finding.evidence().get(0).time();
    return new Incident(
            id,
            0,
            finding.entity(),
            List.of(),
            List.of(),
            List.of(),
            List.of(),
            List.of(),
            0,
            first,
            first,
            false)
        .withFinding(finding);
  }

  /** The next revision, with what a further finding says. */
  Incident withFinding(Finding finding) {
    Period period = evidence.size() < MAX_EVIDENCE ? merged(finding) : counted(finding);
    return new Incident(
        id,
        revision + 1,
        entity,
        union(related, finding.related()).stream().sorted().limit(MAX_RELATED).toList(),
        rulesWith(finding),
        union(tactics, finding.tactics()),
        union(techniques, finding.techniques()),
        period.kept(),
        count + period.more(),
        min(firstSeen, period.oldest()),
        max(lastSeen, period.newest()),
        false);
  }

  /** Evidence after a finding: what is kept of it, how much was new, and the times it spans. */
  private record Period(List<Evidence> kept, long more, Instant oldest, Instant newest) {}

  /** Copying a thousand for each finding would cost more than what they say. */
  private Period counted(Finding finding) {
    List<Evidence> more = finding.evidence();
    long unknown = more.stream().filter(one -> Collections.binarySearch(evidence, one) < 0).count();
    return new Period(evidence, unknown, more.get(0).time(), more.get(more.size() - 1).time());
  }

  private Period merged(Finding finding) {
    TreeSet<Evidence> all = new TreeSet<>(evidence);
    int known = all.size();
    all.addAll(finding.evidence());
    return new Period(
        withFewLines(all.stream().limit(MAX_EVIDENCE).toList()),
        all.size() - known,
        all.first().time(),
        all.last().time());
  }

  /** Of what is kept nothing goes, so that what loses its line here is in the middle for good. */
  private static List<Evidence> withFewLines(List<Evidence> all) {
    if (all.size() <= 2 * LINES) {
      return all;
    }
    List<Evidence> few = new ArrayList<>(all);
    few.subList(LINES, all.size() - LINES).replaceAll(Evidence::withoutLine);
    return List.copyOf(few);
  }

  Incident close() {
    return new Incident(
        id,
        revision + 1,
        entity,
        related,
        rules,
        tactics,
        techniques,
        evidence,
        count,
        firstSeen,
        lastSeen,
        true);
  }

  /** About how much memory it takes. */
  long bytes() {
    long lines = 400L * Math.min(2 * LINES, evidence.size());
    return 1_000 + 200L * evidence.size() + lines + Finding.bytes(related);
  }

  private List<TriggeredRule> rulesWith(Finding finding) {
    List<TriggeredRule> all = new ArrayList<>(rules);
    if (all.stream().noneMatch(rule -> rule.id().equals(finding.rule()))) {
      all.add(
          new TriggeredRule(finding.rule(), finding.title(), finding.level(), finding.runbook()));
    }
    // Stable: of two that are as grave, the one that came true first.
    all.sort((a, b) -> b.level().compareTo(a.level()));
    return List.copyOf(all);
  }

  private static List<String> union(Collection<String> one, Collection<String> other) {
    Set<String> all = new LinkedHashSet<>(one);
    all.addAll(other);
    return List.copyOf(all);
  }

  private static Instant min(Instant one, Instant other) {
    return one.isBefore(other) ? one : other;
  }

  private static Instant max(Instant one, Instant other) {
    return one.isAfter(other) ? one : other;
  }
}
