package io.weir.enrich.correlate;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.enrich.correlate.CorrelatorTest.MemoryState;
import io.weir.enrich.sigma.RuleSet;
import io.weir.enrich.sigma.Rules;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** An attacker who has as many events made as they like hides no attack by that. */
class FloodTest {
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
      detection: {sel: {rule.name: b}, condition: sel}
      ---
      title: C
      name: c
      logsource: {product: falco}
      detection: {sel: {rule.name: c}, condition: sel}
      ---
      title: Any
      name: any
      logsource: {product: falco}
      detection: {sel: {user.name|exists: true}, condition: sel}
      ---
      title: Many
      name: many
      correlation: {type: event_count, rules: [a], group-by: [kubernetes.pod.name], timespan: 10m, condition: {gte: 10}}
      ---
      """;

  private final Map<String, byte[]> state = new TreeMap<>();
  private final List<Finding> findings = new ArrayList<>();
  private RuleSet rules;
  private Matcher matcher;
  private Correlator correlator;
  private int number;
  private Instant time = START;

  private void correlate(String correlation, long maxBytes) {
    rules = Rules.of(STEPS + "title: Test\ncorrelation: {%s}".formatted(correlation));
    matcher = new Matcher(() -> rules, Duration.ZERO, Duration.ZERO);
    restart(maxBytes);
  }

  private void restart(long maxBytes) {
    correlator =
        new Correlator(
            () -> rules,
            new MemoryState(state),
            finding -> {
              if (finding.title().equals("Test")) {
                findings.add(finding);
              }
            },
            () -> maxBytes);
  }

  private void happens(String rule, String pod, String user) {
    time = time.plusMillis(10);
    matcher
        .match(
            Rules.event(
                """
                "@timestamp":"%s","event.id":"e%07d","rule.name":"%s","kubernetes.pod.name":"%s","user.name":"%s"
                """
                    .formatted(time, number++, rule, pod, user)),
            Instant.MAX)
        .forEach(correlator::add);
  }

  /** Steps such as {@code a b*3000 c}. */
  private void happen(String steps, boolean evaluatedAsItComes) {
    for (String step : steps.split(" ", -1)) {
      String[] parts = step.split("\\*", -1);
      int count = parts.length == 1 ? 1 : Integer.parseInt(parts[1]);
      for (int i = 0; i < count; i++) {
        for (String rule : parts[0].split("\\+", -1)) {
          happens(rule, "x", rule);
        }
        if (evaluatedAsItComes && i % 100 == 0) {
          correlator.add(new Watermark(0, 1, time));
        }
      }
    }
  }

  @ParameterizedTest
  @CsvSource({
    "'temporal_ordered, rules: [a, b, c]', a b b*1990 c",
    "'temporal_ordered, rules: [a, b, c]', a b b*2001 c",
    "'temporal_ordered, rules: [a, b, c]', a b b*11000 c",
    "'temporal_ordered, rules: [a, b, c]', a b a*3000 c",
    "'temporal_ordered, rules: [a, b, c]', a b a+b*2500 c",
    "'temporal_ordered, rules: [a, b, c]', a b b+a*2500 c",
    "'temporal_ordered, rules: [a, b, c, a]', a b c b*2500 a",
    "'temporal_ordered, rules: [a, b, c, b]', a b c a*2500 b",
    "'temporal_ordered, rules: [b, a, c]', b a b*2500 c",
    "'temporal_ordered, rules: [many, b, c]', a*10 b b*3000 c",
    "'temporal_ordered, rules: [many, b, c]', a*10 b a*3000 c",
    "'temporal_ordered, rules: [many, b]', a*10 c*10 b",
    "'temporal, rules: [a, b, c]', a c c*2500 b",
    "'temporal, rules: [a, b, c]', a b a+b*2500 c",
    "'value_count, rules: [any], condition: {field: user.name, gte: 3}', a b b*2500 c",
    "'value_count, rules: [any], condition: {field: user.name, gte: 3}', a b a+b*2500 c",
    "'value_count, rules: [any], condition: {field: user.name, gte: 5}', c d a+b*6000 e",
    "'event_count, rules: [a], condition: {gte: 10}', a*9 b*2500 a"
  })
  void aFloodOfOneStepPushesOutNoOther(String rule, String steps) {
    for (boolean evaluatedAsItComes : new boolean[] {false, true}) {
      state.clear();
      findings.clear();
      correlate(
          "type: %s, group-by: [kubernetes.pod.name], timespan: 10m".formatted(rule), 32 << 20);

      happen(steps, evaluatedAsItComes);
      assertThat(findings).isEmpty();
      correlator.finish();

      assertThat(findings).isNotEmpty();
      assertThat(correlator.status().evaluated()).isLessThan(3_100);
    }
  }

  @Test
  void asManyValuesAreKeptAsARuleMayCount() {
    correlate(
        "type: value_count, rules: [any], group-by: [kubernetes.pod.name], timespan: 1h, condition: {field: user.name, gte: 1000}",
        32 << 20);
    for (int i = 0; i < 999; i++) {
      happens("a", "x", "user" + i);
    }
    for (int i = 0; i < 3_000; i++) {
      happens("a", "x", "user998");
      if (i % 100 == 0) {
        correlator.add(new Watermark(0, 1, time));
      }
    }
    assertThat(findings).isEmpty();

    happens("a", "x", "one more");
    correlator.finish();
    assertThat(findings).hasSize(1);
  }

  @Test
  void manyGroupsOfOnePodDoNotPushOutThoseOfAnother() {
    correlate(
        "type: temporal_ordered, rules: [any, c], group-by: [kubernetes.pod.name, user.name], timespan: 30m",
        1 << 20);
    happens("a", "victim", "root");

    for (int i = 0; i < 10_000; i++) {
      happens("a", "attacker", "user" + i);
    }
    happens("c", "victim", "root");

    CorrelatorStatus status = correlator.status();
    assertThat(status.groups()).isLessThan(1_000);
    assertThat(status.dropped()).isGreaterThan(8_000);
    assertThat(status.lastDroppedOrigin()).contains("attacker");
    assertThat(state).hasSizeLessThan(1_000);
    correlator.finish();
    assertThat(findings).extracting(Finding::group).contains(List.of("victim", "root"));
  }

  /** Who asks the API server for something chooses its name, and it need not exist. */
  @Test
  void alertsAboutInventedPodsCountForTheUserWhoAsked() {
    correlate(
        "type: temporal_ordered, rules: [any, c], group-by: [kubernetes.pod.name, user.name], timespan: 30m",
        1 << 20);
    happens("a", "victim", "root");

    for (int i = 0; i < 10_000; i++) {
      time = time.plusMillis(10);
      matcher
          .match(
              Rules.event(
                  """
                  "@timestamp":"%s","event.id":"k%d","rule.name":"a","event.provider":"k8s_audit",
                  "kubernetes.pod.name":"z%d","user.name":"attacker"
                  """
                      .formatted(time, i, i)),
              Instant.MAX)
          .forEach(correlator::add);
    }
    happens("c", "victim", "root");

    assertThat(correlator.status().lastDroppedOrigin()).endsWith("from user:attacker");
    correlator.finish();
    assertThat(findings).extracting(Finding::group).contains(List.of("victim", "root"));
  }

  @Test
  void manyGroupsOfAPodDoNotPushOutOneThatHasComeFar() {
    correlate(
        "type: event_count, rules: [any], group-by: [kubernetes.pod.name, user.name], timespan: 30m, condition: {gte: 10}",
        1 << 20);
    for (int i = 0; i < 9; i++) {
      happens("a", "x", "root");
    }

    for (int i = 0; i < 5_000; i++) {
      happens("a", "x", "user" + i);
    }
    happens("a", "x", "root");

    correlator.finish();
    assertThat(findings).extracting(Finding::group).containsExactly(List.of("x", "root"));
  }

  @Test
  void whatIsDroppedDependsOnWhatCameAlone() {
    List<List<String>> kept = new ArrayList<>();
    for (int run = 0; run < 2; run++) {
      state.clear();
      number = 0;
      time = START;
      correlate(
          "type: event_count, rules: [any], group-by: [kubernetes.pod.name, user.name], timespan: 30m, condition: {gte: 10}",
          1 << 20);
      for (int i = 0; i < 5_000; i++) {
        happens("a", "pod" + i % 7, "user" + i % 1_301);
      }
      kept.add(List.copyOf(state.keySet()));
    }

    assertThat(kept.get(0)).isNotEmpty().isEqualTo(kept.get(1));
  }

  @Test
  void aRestartCountsWhatItFinds() {
    correlate(
        "type: event_count, rules: [any], group-by: [kubernetes.pod.name, user.name], timespan: 30m, condition: {gte: 10}",
        1 << 20);
    for (int i = 0; i < 5_000; i++) {
      happens("a", "x", "user" + i);
      if (i % 1_000 == 0) {
        restart(1 << 20);
      }
    }

    assertThat(state).hasSizeLessThan(1_000);
  }

  @Test
  void valuesOfAnyLengthTakeLittleRoomAndStayApart() {
    correlate(
        "type: value_count, rules: [any], group-by: [kubernetes.pod.name], timespan: 10m, condition: {field: user.name, gte: 3}",
        32 << 20);
    String large = "u".repeat(1_000_000);

    happens("a", "x", large + "1");
    happens("a", "x", large + "2");
    happens("a", "x", large + "2");
    assertThat(state.values().stream().mapToInt(json -> json.length).sum()).isLessThan(10_000);
    happens("a", "x", large + "3");
    correlator.finish();

    assertThat(findings).singleElement().extracting(f -> f.evidence().size()).isEqualTo(4);
  }
}
