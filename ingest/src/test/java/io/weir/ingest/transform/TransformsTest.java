package io.weir.ingest.transform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.weir.ingest.event.Event;
import io.weir.ingest.event.Field;
import io.weir.ingest.event.Fields;
import io.weir.ingest.event.Json;
import io.weir.ingest.event.SharedFields;
import io.weir.ingest.transform.Transforms.Outcome;
import io.weir.ingest.yaml.ConfigException;
import io.weir.ingest.yaml.YamlNode;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TransformsTest {
  private static final String RULES =
      """
      transforms:
        - {app: gate, when: {message: 'GET /healthz*', log.level: info}, drop_event: health_checks}
        - app: 'ga*'
          rename: {weir.fields.uid: user.id, weir.fields.took: event.duration}
          add: {weir.fields.team: payments}
          drop: [user_agent.original, weir.fields.noise, kubernetes.labels]
      examples:
        - event: {service.name: gate, message: GET /healthz 200, log.level: info}
          dropped: health_checks
        - event: {service.name: gate, message: GET /pay, weir.fields.uid: '7', weir.fields.noise: x}
          expect: {user.id: '7', weir.fields.uid: none, weir.fields.noise: none, weir.fields.team: payments}
      """;

  private static Transforms transforms(String yaml) {
    return Transforms.of(YamlNode.documents("t.yaml", yaml));
  }

  private static Event event(Fields fields) {
    return new Event(Instant.EPOCH, "GET /pay", fields.put(Field.SERVICE_NAME, "gate"));
  }

  private static Fields changed(String yaml, Fields fields) {
    return ((Outcome.Kept) transforms(yaml).apply(event(fields))).event().fields();
  }

  @Test
  void theExamplesOfAFileAreTested() {
    YamlNode document = YamlNode.documents("t.yaml", RULES).get(0);

    assertThat(Transforms.failures(document)).isEmpty();
    assertThat(Transforms.examples(document)).isEqualTo(2);
    assertThat(
            Transforms.failures(
                YamlNode.documents(
                        "t.yaml",
                        RULES.replace("user.id: '7',", "user.id: '8',").replace("pay,", "healthz,"))
                    .get(0)))
        .containsExactly("t.yaml:11: user.id is '7', not '8'");
  }

  @Test
  void anEventThatIsNotWantedIsDroppedUnderAName() {
    Event check =
        new Event(
            Instant.EPOCH,
            "GET /healthz 200",
            new Fields().put(Field.SERVICE_NAME, "gate").put(Field.LOG_LEVEL, "info"));

    assertThat(transforms(RULES).apply(check)).isEqualTo(new Outcome.Dropped("health_checks"));
  }

  @Test
  void whatEventsShareStaysAsItIsForOthers() {
    Fields base =
        new Fields().put(Field.KUBERNETES_LABELS, Json.MAPPER.createObjectNode().put("a", "b"));
    SharedFields shared = SharedFields.of(base);
    Fields fields = new Fields(shared);

    assertThat(changed(RULES, fields).has(Field.KUBERNETES_LABELS)).isFalse();
    assertThat(fields.has(Field.KUBERNETES_LABELS)).isTrue();
    assertThat(shared.get(Field.KUBERNETES_LABELS)).isNotNull();
  }

  @Test
  void aRenameLosesNothing() {
    var content = Json.MAPPER.createObjectNode().put("uid", "7").put("took", "soon");
    Fields fields = new Fields().put(Field.WEIR_FIELDS, content).put(Field.USER_ID, "8");

    Fields changed = changed(RULES, fields);

    assertThat(changed.text(Field.USER_ID)).isEqualTo("8");
    assertThat(changed.text(Field.WEIR_FIELDS))
        .isEqualTo("{\"uid\":\"7\",\"took\":\"soon\",\"team\":\"payments\"}");
    assertThat(content.size()).isEqualTo(2);
  }

  @ParameterizedTest
  @CsvSource({
    "'', '', true",
    "'*', x, true",
    "'a*c', abc, true",
    "'a*c', ac, true",
    "'a*c', a, false",
    "'ab*ba', aba, false",
    "'*b*d*', abcde, true",
    "'*d*b*', abcde, false",
    "a, ab, false"
  })
  void anAsteriskMatchesAnyCharacters(String glob, String text, boolean matches) {
    assertThat(new Glob(glob).matches(text)).isEqualTo(matches);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {drop: [event.id]}                          | 'event.id' says what the event is or where it goes, and stays
          {drop: [message]}                           | 'message' says what the event is or where it goes, and stays
          {rename: {kubernetes.pod.name: user.id}}    | 'kubernetes.pod.name' says what the event is
          {add: {data_stream.dataset: x}}             | 'data_stream.dataset' says what the event is
          {drop: [weir.redactions]}                   | 'weir.redactions' says what the event is
          {drop: [weir.source.offsets]}               | 'weir.source.offsets' says what the event is
          {rename: {weir.fields.a: source.ip}}        | 'source.ip' cannot be set
          {drop: [nothing]}                           | 'nothing' is no field; keys are weir.fields.KEY
          {add: {event.duration: soon}}               | 'event.duration' takes no such value
          {drop_event: all}                           | would drop every event: say which, with 'when' or a source
          {app: a, drop_event: 'A b'}                 | is counted under a name of small letters
          {app: a, drop_event: a, drop: [user.id]}    | an event that is dropped has no fields to change
          {app: a, route: []}                         | names no store: an event that is for none is dropped, by 'drop_event'
          {app: a, route: [kafka]}                    | 'kafka' is no store; known are loki, elasticsearch
          {app: a, drop_event: a, route: [loki]}      | an event that is dropped has no fields to change
          {add: {weir.route: loki}}                   | 'weir.route' says what the event is or where it goes
          {app: a}                                    | says none of 'drop_event', 'route', 'rename', 'add', 'drop'
          """)
  void whatMustNotBeChangedIsRefusedInASentence(String rule, String sentence) {
    assertThatThrownBy(() -> transforms("transforms: [" + rule + "]"))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining(sentence);
  }

  /** Of two rules for one event the last counts. */
  @Test
  void aRuleSaysForWhichStoresAnEventIs() {
    String rules =
        """
        transforms:
          - {app: gate, route: [loki, elasticsearch]}
          - {app: gate, when: {log.level: debug}, route: [loki]}
        examples:
          - event: {service.name: gate, log.level: debug}
            expect: {weir.route: loki}
          - event: {service.name: gate, log.level: info}
            expect: {weir.route: 'loki, elasticsearch'}
          - event: {service.name: other}
            expect: {weir.route: none}
        """;

    assertThat(Transforms.failures(YamlNode.documents("t.yaml", rules).get(0))).isEmpty();
    assertThat(changed(rules, new Fields()).get(Field.WEIR_ROUTE))
        .isEqualTo(List.of("loki", "elasticsearch"));
  }

  @Test
  void noRulesChangeNothing() {
    Event event = event(new Fields());

    assertThat(((Outcome.Kept) Transforms.of(List.of()).apply(event)).event()).isSameAs(event);
  }
}
