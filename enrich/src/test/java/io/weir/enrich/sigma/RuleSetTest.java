package io.weir.enrich.sigma;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.weir.ingest.yaml.ConfigException;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RuleSetTest {
  private static final Pattern UUID_FORM =
      Pattern.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");

  private static final String BASE =
      """
      title: Base
      name: base
      logsource: {product: falco}
      detection:
        sel: {rule.name: x}
        condition: sel
      """;

  @Test
  void theShippedRulesAreValid() {
    RuleSet shipped = RuleSet.shipped();

    assertThat(shipped.rules()).hasSizeGreaterThan(15);
    assertThat(shipped.roots()).hasSizeLessThan(shipped.rules().size());
    assertThat(shipped.rules())
        .extracting(rule -> rule.metadata().id())
        .doesNotHaveDuplicates()
        .allMatch(UUID_FORM.asMatchPredicate());
  }

  /** A title is a sentence that may change, and no id. */
  @Test
  void givesARuleWithNeitherIdNorNameAnIdOfItsOwn() {
    String rule =
        """
        title: %s
        logsource: {product: falco}
        detection: {sel: [x], condition: sel}
        """;
    String one = Rules.of(rule.formatted("One")).rules().get(0).metadata().id();

    assertThat(one)
        .matches(UUID_FORM)
        .isEqualTo(Rules.of(rule.formatted("One")).rules().get(0).metadata().id())
        .isNotEqualTo(Rules.of(rule.formatted("Two")).rules().get(0).metadata().id());
  }

  /** Elastic's own rules ask so, and the index has the values though no event has. */
  @Test
  void aRuleMayAskWhatAllEventsHaveAlike() {
    DetectionRule rule =
        Rules.detecting(
            """
            sel: {data_stream.type: logs, data_stream.namespace: default, ecs.version|startswith: '8.'}
            no: {data_stream.type: metrics}
            condition: sel and not no
            """);

    assertThat(rule.matches(new EventView(Rules.event("\"message\":\"x\"")))).isTrue();
  }

  @Test
  void readsWhatARuleSaysAboutItself() {
    RuleMetadata metadata =
        Rules.of(
                """
                title: Title
                id: 5d1c8f0e-7d7b-4b6a-9b0c-3f8f4d1f2a61
                name: short
                level: high
                tags: [attack.credential_access, attack.t1110.001, attack.g0016, cve.2021-44228]
                weir: {severity: critical, runbook: https://example.com/r}
                logsource: {product: falco}
                detection: {sel: [x], condition: sel}
                """)
            .rules()
            .get(0)
            .metadata();

    assertThat(metadata)
        .isEqualTo(
            new RuleMetadata(
                "test.yml:1",
                "5d1c8f0e-7d7b-4b6a-9b0c-3f8f4d1f2a61",
                "short",
                "Title",
                Level.CRITICAL,
                List.of("credential-access"),
                List.of("T1110.001"),
                "https://example.com/r"));
  }

  @Test
  void readsACorrelationBeforeTheRuleItRefersTo() {
    RuleSet rules =
        Rules.of(
            """
            title: Many
            correlation:
              type: event_count
              rules: base
              group-by: [ComputerName, who]
              aliases: {who: {base: User}}
              timespan: 90m
              condition: {gt: 9, lte: 20}
            ---
            """
                + BASE);

    CorrelationRule many = (CorrelationRule) rules.rules().get(0);
    assertThat(many.timespan()).isEqualTo(Duration.ofMinutes(90));
    assertThat(many.threshold().isMet(10)).isTrue();
    assertThat(many.threshold().isMet(21)).isFalse();
    assertThat(many.groupBy()).containsExactly("host.name", "who");
    assertThat(many.field("who", rules.rules().get(1)).name()).isEqualTo("user.name");
    assertThat(many.fields()).contains("host.name", "user.name", "rule.name");
    assertThat(rules.roots()).containsExactly(many);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '¦',
      quoteCharacter = '`',
      value = {
        "condition: sel                      ¦ condition: nothing              ¦ 6: condition 'nothing': there is no selection 'nothing'",
        "condition: sel                      ¦ condition: sel and              ¦ 6: condition 'sel and': ends too early",
        "condition: sel                      ¦ condition: (sel                 ¦ 6: condition '(sel': lacks a ')'",
        "condition: sel                      ¦ condition: sel sel              ¦ 6: condition 'sel sel': 'sel' is not expected there",
        "condition: sel                      ¦ condition: 1 of other*          ¦ 6: condition '1 of other*': there is no selection like 'other*'",
        "condition: sel                      ¦ condition: some of them         ¦ 6: condition 'some of them': 'some of' must be a number, 'any' or 'all'",
        "condition: sel                      ¦ other: [x]                      ¦ 5: detection lacks a 'condition'",
        "rule.name: x                        ¦ rule.name|expand: '%x%'         ¦ 5: modifier 'expand' is not supported",
        "rule.name: x                        ¦ rule.name|sounds: x             ¦ 5: modifier 'sounds' is not supported",
        "rule.name: x                        ¦ rule.name|i: x                  ¦ 5: modifier 'i' is not supported",
        "rule.name: x                        ¦ rule.name|re: '('               ¦ 5: is no regular expression of RE2: missing closing )",
        "rule.name: x                        ¦ rule.name|re: '(?=x)'           ¦ 5: is no regular expression of RE2: invalid or unsupported Perl syntax",
        "rule.name: x                        ¦ source.ip|cidr: x               ¦ 5: 'x' is no network",
        "rule.name: x                        ¦ proc.tty|gt: x                  ¦ 5: must be a number, not 'x'",
        "rule.name: x                        ¦ rule.name|exists: x             ¦ 5: must be true or false, not 'x'",
        "rule.name: x                        ¦ rule.name: {a: b}               ¦ 5: must be a value or a list of values",
        "rule.name: x                        ¦ rule.name: []                   ¦ 5: lists no value",
        "rule.name: x                        ¦ rule.name|all|all: x            ¦ 5: 'rule.name|all|all' has a modifier twice",
        "title: Base                         ¦ level: low                      ¦ 1: a rule has a 'title' of at most 256 characters",
        "name: base                          ¦ level: grave                    ¦ 2: must be one of informational, low, medium, high, critical, not 'grave'",
        "name: base                          ¦ status: old                     ¦ 2: 'old' is no status",
        "name: base                          ¦ weir: {run: x}                  ¦ 2: 'run' is unknown; known are runbook, severity, tests",
        "logsource: {product: falco}         ¦ level: low                      ¦ 1: a detection rule has a 'logsource'",
        "{product: falco}                    ¦ {product: toaster}              ¦ 3: logsource {product=toaster} is not among those that are mapped",
      })
  void aFaultIsNamedWithItsPlace(String sound, String faulty, String expected) {
    String yaml = BASE.replace(sound, faulty);

    assertThatThrownBy(() -> Rules.of(yaml))
        .isInstanceOf(ConfigException.class)
        .hasMessage("test.yml:" + expected);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '¦',
      quoteCharacter = '`',
      value = {
        "[base]                 ¦ [bare]                  ¦ 12: there is no rule 'bare'",
        "[base]                 ¦ [base, self]            ¦ 11: refers to itself",
        "type: event_count      ¦ type: sum               ¦ 11: must be one of event_count, value_count, temporal, temporal_ordered, not 'sum'",
        "timespan: 5m           ¦ timespan: 5 minutes     ¦ 14: '5 minutes' is no number followed by s, m, h or d",
        "timespan: 5m           ¦ level: low              ¦ 14: 'level' is unknown; known are aliases, condition, generate, group-by, rules, timespan, type",
        "timespan: 5m           ¦ generate: true          ¦ 11: correlation lacks 'timespan'",
        "{gte: 3}               ¦ {more: 3}               ¦ 15: 'more' is none of gt, gte, lt, lte, eq, neq",
        "{gte: 3}               ¦ {gte: 3000}             ¦ 15: must not ask for more than 1000",
        "{gte: 3}               ¦ {gte: many}             ¦ 15: must be a whole number, not 'many'",
        "condition: {gte: 3}    ¦ generate: false         ¦ 11: correlation lacks 'condition'",
        "type: event_count      ¦ type: value_count       ¦ 11: condition lacks 'field', whose values are counted",
        "type: event_count      ¦ type: temporal          ¦ 11: needs at least two rules",
        "{gte: 3}               ¦ {gte: 3, field: a}~  aliases: {who: {other: User}}~  generate: perhaps ¦ 17: must be true or false, not 'perhaps'",
        "group-by: [host.name]  ¦ group-by: [who]~  aliases: {who: {other: User}} ¦ 11: alias 'who' has no field for 'base'",
        "{gte: 3}               ¦ {}                      ¦ 15: condition compares with nothing",
        "timespan: 5m           ¦ timespan: 0m            ¦ 14: '0m' is no number followed by s, m, h or d",
        "timespan: 5m           ¦ timespan: 5w            ¦ 14: '5w' is no number followed by s, m, h or d",
        "{gte: 3}               ¦ {gt: 1000}              ¦ 15: must not ask for more than 1000",
        "{gte: 3}               ¦ {gt: 9223372036854775807} ¦ 15: must not ask for more than 1000",
      })
  void aFaultInACorrelationIsNamedWithItsPlace(String sound, String faulty, String expected) {
    String yaml =
        BASE
            + """
            ---
            title: Self
            name: self
            correlation:
              type: event_count
              rules: [base]
              group-by: [host.name]
              timespan: 5m
              condition: {gte: 3}
            """
                .replace(sound, faulty.replace("~", "\n"));

    assertThatThrownBy(() -> Rules.of(yaml))
        .isInstanceOf(ConfigException.class)
        .hasMessage("test.yml:" + expected);
  }

  @Test
  void twoRulesHaveDifferentNames() {
    assertThatThrownBy(() -> Rules.of(BASE + "---\n" + BASE))
        .hasMessage("test.yml:8: 'base' is the id of another rule too");
  }

  @Test
  void aChainGroupsByNoMoreThanItsParts() {
    String yaml =
        BASE
            + """
            ---
            title: Inner
            name: inner
            correlation: {type: event_count, rules: [base], group-by: [host.name], timespan: 1m, condition: {gte: 3}}
            ---
            title: Outer
            correlation: {type: temporal, rules: [inner, base], group-by: [user.name], timespan: 1m}
            """;

    assertThatThrownBy(() -> Rules.of(yaml))
        .hasMessage("test.yml:13: group-by must be part of the group-by of 'Inner', a correlation");
  }
}
