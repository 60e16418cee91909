package io.weir.ingest.parse.custom;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.weir.ingest.event.Field;
import io.weir.ingest.event.Fields;
import io.weir.ingest.event.SharedFields;
import io.weir.ingest.parse.line.LogSource;
import io.weir.ingest.yaml.ConfigException;
import io.weir.ingest.yaml.YamlNode;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SourceRuleTest {
  /** An asterisk is any characters, also none; everything else is itself. */
  @ParameterizedTest(name = "{0} and {1}")
  @CsvSource({
    "web,web,true",
    "web,web-1,false",
    "web*,web,true",
    "web*,web-1,true",
    "web*,my-web,false",
    "*web,my-web,true",
    "*web,my-web-1,false",
    "*,anything,true",
    "a*b*c,abc,true",
    "a*b*c,axxbyyc,true",
    "a*b*c,acb,false",
    "a*ab,aab,true",
    // What begins and what ends the pattern may not be the same characters.
    "a*a,a,false",
    "ab*bc,abc,false",
    "w.b,web,false",
    "[a-z],a,false",
  })
  void matchesNamesWithAsterisks(String pattern, String container, boolean matches) {
    SourceRule rule = rule("{container: '" + pattern + "', format: json}");

    assertThat(rule.isFor(source("shop", container))).isEqualTo(matches);
  }

  @Test
  void isForSourcesOfWhichEveryNameMatches() {
    SourceRule rule = rule("{namespace: shop, container: 'web*', format: json}");

    assertThat(rule.isFor(source("shop", "web-1"))).isTrue();
    assertThat(rule.isFor(source("bank", "web-1"))).isFalse();
    assertThat(rule.isFor(source("shop", "db"))).isFalse();
    assertThat(rule.isFor(source(null, "web-1"))).as("a name that nobody knows").isFalse();
  }

  @Test
  void isForEverySourceIfItNamesNone() {
    assertThat(rule("{zone: Europe/Berlin}").isFor(source(null, null))).isTrue();
    assertThat(rule("{zone: Europe/Berlin}").zone()).isEqualTo(ZoneId.of("Europe/Berlin"));
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {namespace: shop}                | rules.yml:1: says none of 'format', 'log_line_prefix', 'zone', 'trusted_proxies', 'first_line'
          {zone: Europe/Atlantis}          | rules.yml:1: there is no zone 'Europe/Atlantis'
          {pod: a, format: json}           | rules.yml:1: 'pod' is unknown; known are app, container, examples, first_line, format, log_line_prefix, namespace, trusted_proxies, zone
          {log_line_prefix: '%m %z'}       | rules.yml:1: has %z, which PostgreSQL does not know
          {format: json, log_line_prefix: '%m'} | rules.yml:1: has 'format' and 'log_line_prefix', which says the format
          {format: [a, b]}                 | rules.yml:1: must be a single value
          """)
  void namesWhatIsWrongWithARule(String yaml, String message) {
    assertThatThrownBy(() -> rule(yaml)).isInstanceOf(ConfigException.class).hasMessage(message);
  }

  private static SourceRule rule(String yaml) {
    return SourceRule.read(YamlNode.documents("rules.yml", yaml).get(0));
  }

  private static LogSource source(String namespace, String container) {
    Fields fields =
        new Fields()
            .put(Field.KUBERNETES_NAMESPACE, namespace)
            .put(Field.CONTAINER_NAME, container);
    return new LogSource("one", SharedFields.of(fields));
  }
}
