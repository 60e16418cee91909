package io.weir.enrich.correlate;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.enrich.sigma.CorrelationRule;
import io.weir.enrich.sigma.Rules;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * One group of a rule, with a row of events as {@code second:step} or {@code second:step=value}.
 */
class SlidingWindowTest {
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
      title: Test
      """;

  private static CorrelationRule rule(String correlation) {
    return (CorrelationRule)
        Rules.of(STEPS + "correlation: {timespan: 10s, " + correlation + "}").rules().stream()
            .filter(CorrelationRule.class::isInstance)
            .findFirst()
            .orElseThrow();
  }

  /** An event that is two steps is written {@code 1:ab}. */
  private static List<Match> events(String row) {
    List<Match> events = new ArrayList<>();
    for (String word : row.split(" ", -1)) {
      String[] parts = word.split("[:=]", -1);
      events.add(
          new Match(
              "test",
              List.of(),
              word,
              START.plusSeconds(Long.parseLong(parts[0])),
              parts[1].chars().mapToObj(Character::toString).toList(),
              parts.length < 3 ? Map.of() : Map.of("user.name", List.of(parts[2].split(",", -1))),
              "pod:x",
              List.of(),
              "",
              false,
              null));
    }
    return events;
  }

  private static String text(List<RuleHit> hits) {
    return hits.stream()
        .map(hit -> hit.evidence().stream().map(Match::event).collect(Collectors.joining(" ")))
        .collect(Collectors.joining(" / "));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        // Ten seconds later still counts, what comes after them does not.
        "1:a 5:a 11:a       | 1:a 5:a 11:a",
        "1:a 5:a 12:a       | ''",
        "1:a 5:a 12:a 14:a  | 5:a 12:a 14:a",
        // Once it is true, each that keeps it true is evidence of its own.
        "1:a 2:a 3:a 4:a    | 1:a 2:a 3:a / 4:a",
        "1:a 2:a 3:a 14:a   | 1:a 2:a 3:a",
        "1:a 2:a 3:a 20:a 21:a 22:a | 1:a 2:a 3:a / 20:a 21:a 22:a",
        "1:b 2:b 3:b        | ''",
      })
  void countsEventsOfATimeSpan(String events, String hits) {
    CorrelationRule rule = rule("type: event_count, rules: [a], condition: {gte: 3}");

    assertThat(text(RuleHits.of(rule, events(events), Instant.MAX))).isEqualTo(hits);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "1:a=x 2:a=y         | 1:a=x 2:a=y",
        "1:a=x 2:a=x 3:a=x   | ''",
        "1:a=x 2:a=x 3:a=y   | 1:a=x 2:a=x 3:a=y",
        "1:a=x 12:a=y        | ''",
        // The second x keeps the value when the first is forgotten.
        "1:a=x 5:a=x 12:a=y  | 5:a=x 12:a=y",
        "1:a=x,y             | 1:a=x,y",
        "1:a 2:a             | ''",
      })
  void countsValuesOfATimeSpan(String events, String hits) {
    CorrelationRule rule =
        rule("type: value_count, rules: [a], condition: {gte: 2, field: user.name}");

    assertThat(text(RuleHits.of(rule, events(events), Instant.MAX))).isEqualTo(hits);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "1:a 2:b        | 1:a 2:b   | 1:a 2:b",
        "1:b 2:a        | ''        | 1:b 2:a",
        "1:b 2:a 3:b    | 2:a 3:b   | 1:b 2:a / 3:b",
        "1:a 12:b       | ''        | ''",
        "1:a 11:b       | 1:a 11:b  | 1:a 11:b",
        // An event that is both does not follow itself.
        "1:ab           | ''        | 1:ab",
        "1:ab 2:ab      | 1:ab 2:ab | 1:ab / 2:ab",
        "1:a 2:a 3:b    | 1:a 2:a 3:b | 1:a 2:a 3:b",
        "1:a 2:a        | ''        | ''",
      })
  void asksForStepsInTheirOrderOrInAny(String events, String ordered, String any) {
    assertThat(
            text(
                RuleHits.of(
                    rule("type: temporal_ordered, rules: [a, b]"), events(events), Instant.MAX)))
        .isEqualTo(ordered);
    assertThat(
            text(RuleHits.of(rule("type: temporal, rules: [a, b]"), events(events), Instant.MAX)))
        .isEqualTo(any);
  }

  /** What must not be too many is known when the time span is over, in a burst of its own. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "1:a 5:a            | 30 | 1:a 5:a",
        "1:a 5:a            | 11 | ''",
        "1:a 5:a            | 12 | 1:a 5:a",
        "1:a                | 30 | ''",
        "1:a 5:a 9:a        | 30 | ''",
        "1:a 2:a 20:a 30:a  | 60 | 1:a 2:a / 20:a 30:a",
        // Those of ten seconds after others do not begin anything.
        "1:a 2:a 11:a 12:a  | 60 | ''",
        "1:a 5:a 13:a 14:a  | 60 | 1:a 5:a",
      })
  void exactlySoManyAreKnownWhenTheTimeSpanIsOver(String events, int until, String hits) {
    CorrelationRule rule = rule("type: event_count, rules: [a], condition: {eq: 2}");
    List<RuleHit> found = RuleHits.of(rule, events(events), START.plusSeconds(until));

    assertThat(text(found)).isEqualTo(hits);
    assertThat(found).allMatch(hit -> hit.time().equals(first(hit).plusSeconds(10)));
  }

  private static Instant first(RuleHit hit) {
    return hit.evidence().get(0).time();
  }
}
