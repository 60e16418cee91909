package io.weir.ingest.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.ingest.event.Field;
import io.weir.ingest.topic.Topic;
import io.weir.ingest.wire.RawRecord.FalcoAlert;
import io.weir.ingest.wire.RawRecord.LogLine;
import io.weir.ingest.wire.RawRecord.Unreadable;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class FluentBitDecoderTest {
  private static final FluentBitDecoder LOGS = FluentBitDecoder.forTopic(Topic.LOGS_RAW.name());
  private static final FluentBitDecoder FALCO = FluentBitDecoder.forTopic(Topic.FALCO_RAW.name());

  @Test
  void everyRecordedPodLogIsALineWithSourceAndTime() {
    List<byte[]> values = RecordedInput.values("records/logs.raw");

    assertThat(values).hasSize(1485);
    assertThat(values)
        .allSatisfy(
            value -> {
              LogLine line = line(LOGS.decode(value));
              assertThat(line.time()).isNotNull();
              assertThat(line.origin().fields().text(Field.KUBERNETES_POD_NAME)).isNotNull();
              assertThat(line.extras()).isNull();
            });
  }

  @Test
  void recordedFalcoRecordsAreAlertsButForFivePlainLines() {
    List<RawRecord> byFile =
        RecordedInput.values("records/falco.raw").stream().map(FALCO::decode).toList();
    List<RawRecord> byHttp =
        RecordedInput.values("records/falco.http.raw").stream().map(FALCO::decode).toList();

    assertThat(byFile.stream().filter(LogLine.class::isInstance)).hasSize(5);
    assertThat(byFile.stream().filter(FalcoAlert.class::isInstance)).hasSize(101);
    assertThat(byHttp).hasSize(22).allMatch(FalcoAlert.class::isInstance);
  }

  @ParameterizedTest
  @MethodSource("io.weir.ingest.wire.RecordedInput#variants")
  void everyOtherSetUpOfTheAgentIsRead(String variant) {
    FluentBitDecoder decoder = variant.contains("falco") ? FALCO : LOGS;
    assertThat(RecordedInput.values(variant))
        .isNotEmpty()
        .allSatisfy(value -> assertThat(decoder.decode(value)).isNotInstanceOf(Unreadable.class));
  }

  @ParameterizedTest
  @MethodSource("falcoVariants")
  void falcoIsRecognisedHoweverItsTextWasParsed(String variant) {
    List<RawRecord> records = RecordedInput.values(variant).stream().map(FALCO::decode).toList();

    assertThat(records.stream().filter(FalcoAlert.class::isInstance).count())
        .isEqualTo(records.size() - 5);
  }

  static List<String> falcoVariants() {
    return List.of(
        "variants/falco-log-parsed", "variants/falco-merge-log", "variants/falco-parsed-then-lua");
  }

  @Test
  void anAlertThatAPodPrintsIntoItsLogIsOnlyALine() {
    String spoof =
        """
        {"log":"{\\"rule\\":\\"x\\",\\"priority\\":\\"Critical\\",\\"time\\":\\"2026-11-23T01:00:00Z\\"}"}""";

    assertThat(LOGS.decode(bytes(spoof))).isInstanceOf(LogLine.class);
    assertThat(FALCO.decode(bytes(spoof))).isInstanceOf(FalcoAlert.class);
  }

  @Test
  void takesTheLinesOwnTimeWithAllItsDigitsAndItsZone() {
    LogLine line =
        decode(
            """
            {"@timestamp":1795395604.472581,"time":"2026-11-23T02:00:04.472581257+01:00","log":"x"}""");

    assertThat(line.time()).isEqualTo(Instant.parse("2026-11-23T01:00:04.472581257Z"));
  }

  @Test
  void readsEpochSecondsExactly() {
    assertThat(decode("{\"@timestamp\":1795395604.472581,\"log\":\"x\"}").time())
        .isEqualTo(Instant.parse("2026-11-23T01:00:04.472581Z"));
  }

  @Test
  void anApplicationsTimeThatWasMergedInIsNotTheLines() {
    LogLine line =
        decode(
            """
            {"@timestamp":"2026-11-23T01:00:11.48Z","time":"2026-11-23T01:00:00.3Z","msg":"hi"}""");

    assertThat(line.time()).isEqualTo(Instant.parse("2026-11-23T01:00:11.48Z"));
    assertThat(line.text()).isEqualTo("{\"msg\":\"hi\",\"time\":\"2026-11-23T01:00:00.300Z\"}");
  }

  /** Or a pod moves the time of its events, and holds the watermark of the whole cluster. */
  @Test
  void keysOfTheApplicationThatAreMergedInAfterTheAgentsReplaceNone() {
    LogLine line =
        decode(
            """
            {"@timestamp":"2026-11-23T01:00:00Z","time":"2026-11-23T01:00:00.3Z","stream":"stdout",
            "_p":"F","filename":"/a.log","log":"x","@timestamp":"2000-01-01T00:00:00Z",
            "time":"2000-01-01T00:00:00Z","stream":"stderr","_p":"P","filename":"/b.log",
            "log":"y"}""");

    assertThat(line.time()).isEqualTo(Instant.parse("2026-11-23T01:00:00Z"));
    assertThat(line.origin().fields().text(Field.LOG_IOSTREAM)).isEqualTo("stdout");
    assertThat(line.origin().fields().text(Field.LOG_FILE_PATH)).isEqualTo("/a.log");
    assertThat(line.text()).isEqualTo("x");
    assertThat(line.extras())
        .hasToString(
            """
            {"@timestamp":"2000-01-01T00:00:00Z","time":"2000-01-01T00:00:00Z",\
            "stream":"stderr","_p":"P","filename":"/b.log","log":"y"}""");
  }

  /** The agent's filters add their keys after those of the application. */
  @Test
  void keysOfTheApplicationThatAreMergedInBeforeTheAgentsReplaceNone() {
    LogLine line =
        decode(
            """
            {"log":"x","kubernetes":{"namespace_name":"a","pod_name":"spoofed"},"kafka_key":"a/b",
            "cluster":"a","node":"a","kubernetes":{"namespace_name":"shop","pod_name":"web-1"},
            "kafka_key":"shop/web-1","cluster":"c","node":"n"}""");

    assertThat(line.origin().fields().text(Field.KUBERNETES_POD_NAME)).isEqualTo("web-1");
    assertThat(line.origin().fields().text(Field.HOST_NAME)).isEqualTo("n");
    assertThat(line.origin().fields().text(Field.ORCHESTRATOR_CLUSTER_NAME)).isEqualTo("c");
    assertThat(line.extras())
        .hasToString(
            """
            {"kubernetes":{"namespace_name":"a","pod_name":"spoofed"},"kafka_key":"a/b",\
            "cluster":"a","node":"a"}""");
  }

  @Test
  void keysOfTheApplicationThatReplacedTheAgentsAreKept() {
    LogLine line =
        decode(
            """
            {"@timestamp":"2026-11-23T01:02:35.9245238Z","stream":"spoofed","time":12345,
             "log":{"logger":"drift"},"message":"feature drift","kafka_key":"shop/r-1"}""");

    assertThat(line.origin().fields().text(Field.LOG_IOSTREAM)).isNull();
    assertThat(line.text())
        .isEqualTo(
            """
            {"stream":"spoofed","time":12345,"log":{"logger":"drift"},"message":"feature drift"}""");
  }

  @Test
  void podAndContainerComeFromTheTagWhenTheLookupFailed() {
    LogLine line = line(LOGS.decode(RecordedInput.values("records/logs.raw").get(0)));

    assertThat(line.origin().fields().text(Field.KUBERNETES_NAMESPACE)).isEqualTo("legacy");
    assertThat(line.origin().fields().text(Field.KUBERNETES_POD_NAME))
        .isEqualTo("ghost-5f4d6c7b8-zzz9q");
    assertThat(line.origin().fields().text(Field.CONTAINER_NAME)).isEqualTo("ghost");
    assertThat(line.origin().fields().text(Field.CONTAINER_ID)).hasSize(64).startsWith("67028bbd");
  }

  @Test
  void podComesFromTheKeyWhenThereIsNothingElse() {
    LogLine line = decode("{\"log\":\"x\",\"kafka_key\":\"shop/web-1\"}");

    assertThat(line.origin().fields().text(Field.KUBERNETES_NAMESPACE)).isEqualTo("shop");
    assertThat(line.origin().fields().text(Field.KUBERNETES_POD_NAME)).isEqualTo("web-1");
  }

  @Test
  void containerComesFromTheTagThatTheAgentKeepsBesideTheKey() {
    LogLine line =
        decode(
            """
            {"log":"x","kafka_key":"shop/web-1","filename":
            "kube.var.log.containers.web-1_shop_app-%s.log"}"""
                .formatted("a".repeat(64)));

    assertThat(line.origin().fields().text(Field.CONTAINER_NAME)).isEqualTo("app");
  }

  @Test
  void theSameLineHasTheSameSourceWithAndWithoutMetadata() {
    LogLine without =
        decode(
            """
            {"log":"x","stream":"stdout","cluster":"c","kafka_key":
            "kube.var.log.containers.web-1_shop_app-%s.log"}"""
                .formatted("a".repeat(64)));
    LogLine with =
        decode(
            """
            {"log":"x","stream":"stdout","cluster":"c","kafka_key":"shop/web-1","kubernetes":
            {"pod_name":"web-1","namespace_name":"shop","container_name":"app","docker_id":"b"}}""");

    assertThat(without.source()).isEqualTo(with.source());
  }

  @Test
  void dockersLineEndIsNotPartOfTheLine() {
    assertThat(decode("{\"log\":\"swept\\n\"}").text()).isEqualTo("swept");
    assertThat(decode("{\"log\":\"\\n\"}").text()).isEmpty();
    assertThat(decode("{\"log\":\"two\\n\\n\"}").text()).isEqualTo("two\n");
  }

  @Test
  void aLineWithoutAnyTextIsEmpty() {
    assertThat(decode("{\"@timestamp\":1.5,\"stream\":\"stdout\",\"logtag\":\"F\"}").text())
        .isEmpty();
    assertThat(decode("{}").text()).isEmpty();
  }

  @Test
  void onlyTheFlagOfThisPartMakesALinePartial() {
    assertThat(decode("{\"log\":\"x\",\"_p\":\"P\"}").partial()).isFalse();
    assertThat(decode("{\"message\":\"x\",\"logtag\":\"P\"}").partial()).isTrue();
    assertThat(decode("{\"log\":\"2026-11-23T01:00:04.4Z stdout P x\"}").partial()).isTrue();
  }

  @Test
  void readsTheRuntimesFormWhenTheAgentHadNoParser() {
    LogLine line = decode("{\"log\":\"2026-11-23T01:00:04.472581257Z stderr F  two blanks\"}");

    assertThat(line.text()).isEqualTo(" two blanks");
    assertThat(line.origin().fields().text(Field.LOG_IOSTREAM)).isEqualTo("stderr");
    assertThat(line.time()).isEqualTo(Instant.parse("2026-11-23T01:00:04.472581257Z"));
  }

  @Test
  void labelsKeepTheirDots() {
    LogLine line =
        decode(
            """
            {"log":"x","kubernetes":{"labels":{"app.kubernetes.io":"a","app.kubernetes.io/part-of":"b"}}}""");

    assertThat(line.origin().fields().get(Field.KUBERNETES_LABELS))
        .hasToString("{\"app.kubernetes.io\":\"a\",\"app.kubernetes.io/part-of\":\"b\"}");
  }

  @Test
  void integersBeyondADoubleSurvive() {
    FalcoAlert alert =
        (FalcoAlert)
            FALCO.decode(
                bytes(
                    """
                    {"rule":"r","priority":"Notice","time":"2026-11-23T01:00:00Z",
                     "output_fields":{"evt.time":1795396803950880580,"u64":18446744073709551615}}"""));

    assertThat(alert.alert().outputFields())
        .hasToString("{\"evt.time\":1795396803950880580,\"u64\":18446744073709551615}");
  }

  @Test
  void infinityIsReadAsAText() {
    assertThat(decode("{\"log\":\"inf\",\"v\":inf,\"w\":-inf,\"s\":\"a \\\"inf\"}").extras())
        .hasToString("{\"v\":\"inf\",\"w\":\"-inf\",\"s\":\"a \\\"inf\"}");
  }

  @Test
  void whatCannotBeReadHasAReason() {
    assertThat(reason(null)).isEqualTo("empty");
    assertThat(reason(new byte[0])).isEqualTo("empty");
    assertThat(reason(bytes("[1]"))).isEqualTo("not_an_object");
    assertThat(reason(bytes("{\"log\":"))).isEqualTo("not_json");
    assertThat(reason(bytes("{} {}"))).isEqualTo("not_json");
    assertThat(reason(bytes("{\"a\":".repeat(100_000)))).isEqualTo("beyond_limits");
    assertThat(reason(new byte[] {'{', '"', (byte) 0xff, '"', ':'})).isEqualTo("not_json");
  }

  @Test
  void bytesThatAreNoUtf8AreReplaced() {
    byte[] latin =
        "{\"log\":\"Gr\u00fc\u00dfe aus K\u00f6ln\",\"stream\":\"stdout\"}"
            .getBytes(StandardCharsets.ISO_8859_1);

    assertThat(((LogLine) LOGS.decode(latin)).text()).isEqualTo("Gr\ufffd\ufffde aus K\ufffdln");
  }

  @Test
  void fieldsOfTheWrongTypeAreNotTheAgents() {
    LogLine line =
        decode(
            """
            {"@timestamp":[],"time":{},"stream":1,"_p":null,"log":7,"kafka_key":[1],
             "kubernetes":"x","kubernetes_namespace":2,"cluster":{},"node":[],"filename":1,"file_offset":"x"}""");

    assertThat(line.time()).isNull();
    assertThat(line.origin().fields().toFields().isEmpty()).isTrue();
    assertThat(line.text()).contains("\"kubernetes\":\"x\"");
  }

  @Test
  void randomBytesNeverThrow() {
    Random random = new Random(7);
    byte[] real = RecordedInput.values("records/logs.raw").get(700);
    for (int i = 0; i < 5_000; i++) {
      byte[] bytes = real.clone();
      for (int flips = random.nextInt(1, 20); flips > 0; flips--) {
        bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
      }
      assertThat(LOGS.decode(bytes)).isNotNull();
      assertThat(FALCO.decode(bytes)).isNotNull();
    }
  }

  private static String reason(byte[] value) {
    return ((Unreadable) LOGS.decode(value)).reason();
  }

  private static LogLine decode(String json) {
    return line(LOGS.decode(bytes(json)));
  }

  private static LogLine line(RawRecord record) {
    assertThat(record).isInstanceOf(LogLine.class);
    return (LogLine) record;
  }

  private static byte[] bytes(String json) {
    return json.getBytes(StandardCharsets.UTF_8);
  }
}
