package io.weir.ingest.parse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.weir.ingest.event.Field;
import io.weir.ingest.event.Fields;
import io.weir.ingest.event.SharedFields;
import io.weir.ingest.parse.line.LogSource;
import io.weir.ingest.parse.line.ParsedLine;
import io.weir.ingest.yaml.ConfigException;
import io.weir.ingest.yaml.YamlNode;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LineFormatsTest {
  private static final Instant RECEIVED = Instant.parse("2026-11-23T02:00:00Z");

  private static final String GATE =
      """
      format: gate
      pattern: '(?P<time>\\S+ \\S+) (?P<level>[A-Z]) (?P<who>\\w+)@(?P<address>\\S+) took (?P<took>\\d+)(?P<rest>.*)'
      time: dd.MM.yyyy HH:mm:ss
      zone: Europe/Berlin
      levels: {W: warn}
      fields: {who: user.name, address: source.ip, took: event.duration ms}
      examples:
        - line: 23.11.2026 01:00:00 W ana@203.0.113.7 took 12 ok
          expect:
            '@timestamp': 2026-11-23T00:00:00Z
            log.level: warn
            user.name: ana
            source.ip: 203.0.113.7
            event.duration: 12000000
            content.rest: ' ok'
        - line: something else
          expect: none
      """;

  private static final String LINE = "23.11.2026 01:00:00 W ana@203.0.113.7 took 12 ok";

  private static LineFormats formats(String... texts) {
    return LineFormats.of(
        List.of(texts).stream().flatMap(t -> YamlNode.documents("f.yaml", t).stream()).toList());
  }

  private static ParsedLine read(LineFormats formats, String text, Fields origin) {
    return new LineReader(() -> formats)
        .read(text, RECEIVED, new LogSource("s", SharedFields.of(origin)));
  }

  private static Fields annotated(String key, String value) {
    return new Fields()
        .put(Field.KUBERNETES_ANNOTATIONS, JsonNodeFactory.instance.objectNode().put(key, value));
  }

  @Test
  void readsItsExamples() {
    YamlNode document = YamlNode.documents("f.yaml", GATE).get(0);

    assertThat(LineFormats.failures(document)).isEmpty();
    assertThat(LineFormats.examples(document)).isEqualTo(2);
  }

  @Test
  void saysWhichExampleIsNotReadAsItSays() {
    YamlNode document =
        YamlNode.documents("f.yaml", GATE.replace("log.level: warn", "log.level: info")).get(0);

    assertThat(LineFormats.failures(document))
        .containsExactly("f.yaml:11: log.level is 'warn', not 'info'");
  }

  @Test
  void takesTheAnnotationBeforeTheRule() {
    LineFormats formats = formats(GATE, "sources: [{namespace: 'sh*', format: plain}]");
    Fields annotated = annotated("weir.io/format", "gate").put(Field.KUBERNETES_NAMESPACE, "shop");
    Fields bare = new Fields().put(Field.KUBERNETES_NAMESPACE, "shop");

    assertThat(read(formats, LINE, annotated).format()).isEqualTo("gate");
    assertThat(read(formats, "{\"level\":\"info\"}", bare).format()).isEqualTo("plain");
    assertThat(read(formats, "{\"level\":\"info\"}", new Fields()).format()).isEqualTo("json");
  }

  @Test
  void recognisesTheLineWhereTheAnnotatedFormatIsUnknown() {
    ParsedLine parsed = read(formats(), "{\"level\":\"info\"}", annotated("weir.io/format", "x"));

    assertThat(parsed.format()).isEqualTo("json");
    assertThat(parsed.fields().get(Field.TAGS)).isEqualTo(List.of("format_unknown"));
  }

  @Test
  void keepsWhatIsNotOfTheChosenFormatAsText() {
    LineFormats forced = formats(GATE).forced("gate");

    assertThat(read(forced, "2026-11-23 01:00:00 ERROR odd", new Fields()).format())
        .isEqualTo("plain");
  }

  @ParameterizedTest
  @CsvSource({
    "2026-11-23 01:00:00 INFO x, 2026-11-23T00:00:00Z",
    "2026-07-23 01:00:00 INFO x, 2026-07-22T23:00:00Z",
    "2026-11-23 01:00:00Z INFO x, 2026-11-23T01:00:00Z",
    "'Nov 23 01:00:00 h app[1]: x', 2026-11-23T00:00:00Z",
  })
  void readsTimesWithoutAZoneInThatOfTheSource(String text, Instant time) {
    LineFormats formats = formats("sources: [{container: api, zone: Europe/Berlin}]");
    Fields api = new Fields().put(Field.CONTAINER_NAME, "api");

    assertThat(read(formats, text, api).time()).isEqualTo(time);
    assertThat(read(formats(), text, annotated("weir.io/timezone", "Europe/Berlin")).time())
        .isEqualTo(time);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "format: json | there is a format 'json' already",
        "format: g | has no named group",
        "fields: {nobody: user.name} | the pattern has no group 'nobody'",
        "fields: {who: kubernetes.namespace} | is no field that a line may set",
        "time: 'QQ' | has a letter that means nothing",
        "zone: Mars | there is no zone 'Mars'",
        "levels: {W: loud} | there is no level 'loud'",
        "colour: red | 'colour' is unknown",
      })
  void namesFileLineAndReasonOfAFault(String change, String reason) {
    String key = change.substring(0, change.indexOf(':'));
    String text = GATE.replaceFirst("(?m)^" + key + ":.*\n", "") + change + "\n";
    String faulty =
        change.equals("format: g") ? text.replaceFirst("pattern:.*", "pattern: x") : text;

    assertThatThrownBy(() -> formats(faulty))
        .isInstanceOf(ConfigException.class)
        .hasMessageStartingWith("f.yaml:")
        .hasMessageContaining(reason);
  }

  @Test
  void listsTheKnownFormatsWhereOneIsUnknown() {
    assertThatThrownBy(() -> formats(GATE).forced("odd"))
        .hasMessageContaining("there is no format 'odd'; known are access, ")
        .hasMessageEndingWith(", gate");
  }

  private static final String COMBINED =
      "10.0.0.9 - - [23/Nov/2026:01:00:00 +0000] \"GET / HTTP/1.1\" 200 5 \"-\" \"curl\""
          + " \"8.8.8.8, 203.0.113.7, 198.51.100.4\"";

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          sources: [{trusted_proxies: [198.51.100.0/24, private_ranges]}]                  | 203.0.113.7
          sources: [{app: other, trusted_proxies: []}, {trusted_proxies: [10.0.0.9]}]      | 198.51.100.4
          sources: [{trusted_proxies: []}]                                                 | 10.0.0.9
          sources: [{zone: Europe/Berlin}, {trusted_proxies: [0.0.0.0/0]}]                 | 8.8.8.8
          """)
  void aRuleSaysWhichProxiesAreTrusted(String rule, String client) {
    assertThat(read(formats(rule), COMBINED, new Fields()).fields().text(Field.SOURCE_IP))
        .isEqualTo(client);
  }

  @ParameterizedTest
  @CsvSource({"10.0.0.0/33", "proxy.example.com", "10.0.0/8", "2001:db8::/200"})
  void whatIsNoNetworkIsRefused(String network) {
    assertThatThrownBy(() -> formats("sources: [{trusted_proxies: ['" + network + "']}]"))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("'" + network + "' is no network such as 10.0.0.0/8");
  }

  private static final String FIRST =
      """
      sources:
        - app: gate
          first_line: '\\d{4}-'
          examples:
            - {lines: ['2026-a', more, '2026-b'], events: 2}
            - {lines: [a, b], events: 3}
      """;

  @Test
  void whatBeginsAnEventCanBeSaidPerSource() {
    Fields gate = new Fields().put(Field.CONTAINER_NAME, "gate");
    LineFormats formats = formats(FIRST);

    assertThat(formats.firstState(new LogSource("s", SharedFields.of(gate)), "a")).isNotNull();
    assertThat(formats.firstState(new LogSource("s", SharedFields.of(new Fields())), "a")).isNull();
    assertThat(LineFormats.standard().joinByRule()).isFalse();
  }

  @Test
  void aFormatCanSayHowItsEventsBegin() {
    String own = GATE.replace("examples:", "first_line: '[0-9]{2}[.]'\nexamples:");
    LineFormats formats = formats(own);

    assertThat(
            formats.firstState(
                new LogSource("s", SharedFields.of(annotated("weir.io/format", "gate"))), "a"))
        .isNotNull();
  }

  @Test
  void theExamplesOfARuleAreTested() {
    YamlNode document = YamlNode.documents("f.yaml", FIRST).get(0);

    assertThat(LineFormats.examples(document)).isEqualTo(2);
    assertThat(LineFormats.failuresOfSources(document))
        .containsExactly("f.yaml:6: the lines are 1 events, not 3");
  }
}
