package io.weir.enrich.correlate;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.enrich.correlate.CorrelatorTest.MemoryState;
import io.weir.enrich.incidents.IncidentEvents;
import io.weir.enrich.sigma.RuleSet;
import io.weir.enrich.sigma.Rules;
import io.weir.ingest.event.EventJson;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** A record that Kafka does not take ends the role, which makes it again at the next start. */
class LargestStateTest {
  /** What a broker takes whose topics nobody has set up. */
  private static final int LIMIT = 1_000_000;

  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

  private final Map<String, byte[]> state = new TreeMap<>();
  private final List<Finding> findings = new ArrayList<>();
  private final List<Incident> incidents = new ArrayList<>();

  private static RuleSet rules(String groupBy, String counted) {
    return Rules.of(
        """
        title: Any
        name: any
        logsource: {product: falco}
        detection: {sel: {user.name|exists: true}, condition: sel}
        ---
        title: Many
        correlation: {type: value_count, rules: [any], group-by: [%s], timespan: 1h, condition: {field: [%s], gte: 1}}
        """
            .formatted(groupBy, counted));
  }

  /** Of the characters that take most room in JSON: three bytes, or an escape of six. */
  private static String name(String filling, int number) {
    return filling.repeat(512).substring(0, 500 * filling.length()) + number;
  }

  /** Each first step is evidence of the second. */
  private static final String SEQUENCE =
      """
      title: Any
      name: any
      logsource: {product: falco}
      detection: {sel: {rule.name: a}, condition: sel}
      ---
      title: Shell
      name: shell
      logsource: {product: falco}
      detection: {sel: {rule.name: b}, condition: sel}
      ---
      title: Shell after any
      correlation: {type: temporal_ordered, rules: [any, shell], group-by: [kubernetes.pod.name], timespan: 1h}
      """;

  @Test
  void aFindingOfThousandsOfLongNamesIsTakenByKafka() {
    for (String filling : List.of("\u4e16", "\\u0001")) {
      state.clear();
      findings.clear();
      incidents.clear();
      RuleSet rules = Rules.of(SEQUENCE);
      Matcher matcher = new Matcher(() -> rules, Duration.ZERO, Duration.ZERO);
      Incidents collected =
          new Incidents(Duration.ofMinutes(30), new MemoryState(state), incidents::add);
      Correlator correlator =
          new Correlator(
              () -> rules,
              new MemoryState(state),
              finding -> {
                findings.add(finding);
                collected.add(finding);
              });
      for (int i = 0; i < 1_990; i++) {
        List<Match> matches =
            matcher.match(
                Rules.event(
                    """
                    "@timestamp":"%s","event.id":"%064d","rule.name":"%s","kubernetes.pod.name":"x",
                    "user.name":"%s","source.ip":"%s"
                    """
                        .formatted(
                            START.plusMillis(i),
                            i,
                            i < 1_989 ? "a" : "b",
                            name(filling, i),
                            name(filling, 10_000 + i))),
                Instant.MAX);
        assertThat(matches).hasSize(1);
        matches.forEach(correlator::add);
      }
      correlator.finish();
      collected.finish();

      assertThat(findings).isNotEmpty();
      assertThat(findings).allSatisfy(finding -> assertSmall(finding.toJson()));
      assertThat(incidents)
          .allSatisfy(incident -> assertSmall(EventJson.write(IncidentEvents.of(incident))));
      assertThat(state.values()).allSatisfy(LargestStateTest::assertSmall);
    }
  }

  @Test
  void aMatchOfManyLongValuesIsTakenByKafka() {
    List<String> fields =
        IntStream.range(0, 30).mapToObj(i -> "weir.fields.f" + i).collect(Collectors.toList());
    RuleSet rules = rules(String.join(", ", fields), "user.name");
    Matcher matcher = new Matcher(() -> rules, Duration.ZERO, Duration.ZERO);
    String values =
        IntStream.range(0, 100)
            .mapToObj(i -> "\"" + name("\\u0001", i) + "\"")
            .collect(Collectors.joining(",", "[", "]"));
    String all =
        fields.stream()
            .map(field -> "\"" + field.replace("weir.fields.", "") + "\":" + values)
            .collect(Collectors.joining(","));

    List<Match> matches =
        matcher.match(
            Rules.event(
                "\"@timestamp\":\"%s\",\"event.id\":\"e\",\"user.name\":\"x\",\"weir.fields\":{%s}"
                    .formatted(START, all)),
            Instant.MAX);

    assertThat(matches).singleElement().satisfies(match -> assertSmall(match.toJson()));
  }

  private static void assertSmall(byte[] json) {
    assertThat(json.length).isLessThan(LIMIT);
  }
}
