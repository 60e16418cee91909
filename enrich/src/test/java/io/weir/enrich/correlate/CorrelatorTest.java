package io.weir.enrich.correlate;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.enrich.sigma.RuleSet;
import io.weir.enrich.sigma.Rules;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import org.junit.jupiter.api.Test;

class CorrelatorTest {
  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

  private static final String STEPS =
      """
      title: A
      name: a
      logsource: {product: falco}
      detection: {sel: {rule.name: a}, condition: sel}
      ---
      title: B
      name: b
      logsource: {product: falco}
      detection: {sel: {rule.name|startswith: b}, condition: sel}
      ---
      title: C
      name: c
      logsource: {product: falco}
      detection: {sel: {rule.name: [c, bc]}, condition: sel}
      ---
      """;

  private final Map<String, byte[]> state = new TreeMap<>();
  private final List<Finding> findings = new ArrayList<>();
  private RuleSet rules;
  private Matcher matcher;
  private Correlator correlator;

  private void correlate(String correlation) {
    rules =
        Rules.of(
            STEPS
                + "title: Test\ncorrelation: {group-by: [kubernetes.pod.name], %s}"
                    .formatted(correlation));
    matcher = new Matcher(() -> rules, Duration.ofSeconds(10), Duration.ZERO);
    restart();
  }

  private void restart() {
    correlator = new Correlator(() -> rules, new MemoryState(state), findings::add);
  }

  /** Events as {@code second rule pod}; their ids are {@code rule + second}. */
  private void happens(String... events) {
    for (String event : events) {
      matches(event).forEach(correlator::add);
    }
  }

  private List<Match> matches(String event) {
    String[] parts = event.split(" ", -1);
    Instant time = START.plusSeconds(Long.parseLong(parts[0]));
    return matcher.match(
        Rules.event(
            """
            "@timestamp":"%s","event.id":"%s","rule.name":"%s","kubernetes.pod.name":"%s"
            """
                .formatted(time, parts[1] + parts[0], parts[1], parts[2])),
        Instant.MAX);
  }

  private List<String> found() {
    correlator.finish();
    return evidence();
  }

  private List<String> evidence() {
    return findings.stream()
        .map(finding -> String.join(" ", finding.evidence().stream().map(Evidence::event).toList()))
        .toList();
  }

  private void watermark(long second) {
    correlator.add(new Watermark(0, 1, START.plusSeconds(second)));
  }

  @Test
  void countsEventsOfOneGroupInASlidingWindow() {
    correlate("type: event_count, rules: [a], timespan: 10s, condition: {gte: 3}");

    happens("1 a x", "5 a y", "6 a x", "8 a y", "11 a x", "30 a x", "31 a x");

    assertThat(found()).containsExactly("a1 a6 a11");
  }

  @Test
  void whatFollowsWhileTheRuleStaysTrueIsFoundAsItComes() {
    correlate("type: event_count, rules: [a], timespan: 10s, condition: {gte: 3}");

    happens("1 a x", "2 a x", "3 a x", "4 a x", "12 a x", "23 a x");

    assertThat(found()).containsExactly("a1 a2 a3", "a4", "a12");
  }

  @Test
  void anEventThatComesTwiceCountsOnce() {
    correlate("type: event_count, rules: [a], timespan: 10s, condition: {gte: 3}");

    happens("1 a x", "1 a x", "2 a x", "2 a x");
    watermark(3);
    happens("1 a x");

    assertThat(found()).isEmpty();
  }

  @Test
  void aSequenceIsFoundInItsOrderOnly() {
    correlate("type: temporal_ordered, rules: [a, b, c], timespan: 10s");

    happens("1 a x", "3 c x", "4 b x", "5 c x");
    happens("1 c y", "2 b y", "3 a y");
    happens("1 a z", "2 b z", "12 c z");

    assertThat(found()).containsExactly("a1 c3 b4 c5");
  }

  @Test
  void anEventDoesNotFollowItself() {
    correlate("type: temporal_ordered, rules: [b, c], timespan: 10s");

    happens("1 bc x", "1 bc y", "2 bc y");

    assertThat(found()).containsExactly("bc1 bc2");
  }

  @Test
  void whatComesBeforeTheFirstStepIsNoEvidence() {
    correlate("type: temporal_ordered, rules: [a, b], timespan: 10s");

    happens("1 b x", "2 a x", "3 b x");

    assertThat(found()).containsExactly("a2 b3");
  }

  @Test
  void temporalTakesAnyOrder() {
    correlate("type: temporal, rules: [a, b, c], timespan: 10s");

    happens("1 c x", "2 b x", "3 a x", "1 a y", "2 b y", "12 c y");

    assertThat(found()).containsExactly("c1 b2 a3");
  }

  @Test
  void countsDifferentValues() {
    correlate(
        "type: value_count, rules: [b], timespan: 10s, condition: {field: rule.name, gte: 3}");

    happens("1 b1 x", "2 b1 x", "3 b2 x", "4 b3 x", "1 b1 y", "2 b2 y", "3 b2 y");

    assertThat(found()).containsExactly("b11 b12 b23 b34");
  }

  @Test
  void fewerThanIsKnownWhenTheTimeSpanIsOver() {
    correlate("type: event_count, rules: [a], timespan: 10s, condition: {lt: 2}");
    happens("1 a x", "30 a x", "31 a x");

    watermark(11);
    assertThat(evidence()).isEmpty();
    watermark(12);
    assertThat(evidence()).containsExactly("a1");
    assertThat(found()).containsExactly("a1");
  }

  @Test
  void aChainCountsWhatACorrelationFinds() {
    rules =
        Rules.of(
            STEPS
                + """
                title: Many
                name: many
                correlation: {type: event_count, rules: [a], group-by: [kubernetes.pod.name], timespan: 10s, condition: {gte: 3}}
                ---
                title: Many, then one
                correlation: {type: temporal_ordered, rules: [many, b], group-by: [kubernetes.pod.name], timespan: 1m}
                """);
    matcher = new Matcher(() -> rules, Duration.ZERO, Duration.ZERO);
    restart();

    happens("1 a x", "2 a x", "3 a x", "4 a x", "5 b x", "1 a y", "2 a y", "3 b y");

    assertThat(found()).containsExactly("a1 a2 a3 a4 b5");
  }

  @Test
  void theOrderOfArrivalDoesNotMatter() {
    correlate("type: temporal_ordered, rules: [a, b, c], timespan: 10s");
    List<String> events =
        List.of("1 a x", "2 b x", "3 c x", "4 a x", "5 c x", "6 b x", "7 c x", "2 a y", "9 c y");
    happens(events.toArray(String[]::new));
    List<String> expected = List.copyOf(found());
    assertThat(expected).isNotEmpty();

    for (int seed = 0; seed < 20; seed++) {
      List<String> shuffled = new ArrayList<>(events);
      Collections.shuffle(shuffled, new Random(seed));
      state.clear();
      findings.clear();
      restart();
      happens(shuffled.toArray(String[]::new));

      assertThat(found()).isEqualTo(expected);
    }
  }

  @Test
  void waitsForTheSlowestPartition() {
    correlate("type: temporal_ordered, rules: [a, b], timespan: 10s");
    happens("2 b x");
    correlator.add(new Watermark(0, 2, START.plusSeconds(100)));
    assertThat(evidence()).isEmpty();
    happens("1 a x");
    correlator.add(new Watermark(1, 2, START.plusSeconds(2)));
    assertThat(evidence()).isEmpty();

    correlator.add(new Watermark(1, 2, START.plusSeconds(3)));

    assertThat(evidence()).containsExactly("a1 b2");
    assertThat(findings.get(0).late()).isFalse();
  }

  @Test
  void lateEventsAreMarkedAndJoined() {
    correlate("type: temporal_ordered, rules: [a, b], timespan: 10s");
    happens("5 b x");
    watermark(20);
    happens("1 a x");
    watermark(21);

    assertThat(evidence()).containsExactly("a1 b5");
    assertThat(findings.get(0).late()).isTrue();
    assertThat(findings.get(0).evidence()).extracting(Evidence::late).containsExactly(true, false);
  }

  @Test
  void theStateHoldsAllThatANewProcessNeeds() {
    correlate("type: temporal_ordered, rules: [a, b, c], timespan: 10s");
    happens("1 a x");
    watermark(2);
    restart();
    happens("3 b x", "4 c x");
    restart();
    watermark(5);
    assertThat(evidence()).containsExactly("a1 b3 c4");

    restart();
    happens("4 c x");
    watermark(6);
    assertThat(findings).hasSize(1);
  }

  @Test
  void aFloodIsFoundWithItsBeginningHoweverMuchComesAtOnce() {
    correlate("type: event_count, rules: [a], timespan: 10s, condition: {gte: 1000}");
    for (int second = 0; second < 30; second++) {
      for (int i = 0; i < 200; i++) {
        correlator.add(flood(second, i));
      }
    }

    correlator.finish();

    assertThat(findings.get(0).evidence()).hasSize(1000);
    assertThat(findings.get(0).evidence().get(0).time()).isEqualTo(START);
    assertThat(findings.stream().mapToInt(finding -> finding.evidence().size()).sum())
        .isEqualTo(6000);
    assertThat(state).hasSizeLessThan(2000);
  }

  private Match flood(int second, int number) {
    return matcher
        .match(
            Rules.event(
                """
                "@timestamp":"%s","event.id":"e%05d","rule.name":"a","kubernetes.pod.name":"x"
                """
                    .formatted(START.plusSeconds(second), second * 1000 + number)),
            Instant.MAX)
        .get(0);
  }

  @Test
  void whatIsOldIsForgotten() {
    correlate("type: event_count, rules: [a], timespan: 10s, condition: {gte: 3}");
    happens("1 a x", "2 a x", "3 a x");

    watermark(2 * 3600);

    assertThat(findings).hasSize(1);
    assertThat(state.keySet()).containsExactly("watermark/0");
  }

  /** State that can be looked at. */
  record MemoryState(Map<String, byte[]> values) implements StateStore {
    @Override
    public void put(String key, byte[] value) {
      values.put(key, value);
    }

    @Override
    public void delete(String key) {
      values.remove(key);
    }

    @Override
    public void forEach(BiConsumer<String, byte[]> visitor) {
      values.forEach(visitor);
    }
  }
}
