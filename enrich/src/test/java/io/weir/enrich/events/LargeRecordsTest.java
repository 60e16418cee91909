package io.weir.enrich.events;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.weir.enrich.redact.Policies;
import io.weir.enrich.redact.Pseudonyms;
import io.weir.enrich.redact.Redactor;
import io.weir.ingest.assemble.HeldBudget;
import io.weir.ingest.event.Event;
import io.weir.ingest.event.EventIds;
import io.weir.ingest.event.Field;
import io.weir.ingest.event.Fields;
import io.weir.ingest.event.Json;
import io.weir.ingest.parse.LineFormats;
import io.weir.ingest.topic.DeadLetter;
import io.weir.ingest.topic.Topic;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What one record becomes is bounded by its own size and by what every store takes. */
class LargeRecordsTest implements EventsStage.Output {
  private static final int RAW = 189_000;

  private final Redactor redactor =
      new Redactor(Policies.load(Path.of("strict")), Pseudonyms.development());

  private final List<Event> events = new ArrayList<>();
  private final List<byte[]> values = new ArrayList<>();
  private final List<String> keys = new ArrayList<>();
  private final List<long[]> represented = new ArrayList<>();
  private final List<DeadLetter> letters = new ArrayList<>();

  @Override
  public void event(Event event, String key, byte[] json, long[] offsets) {
    events.add(event);
    values.add(json);
    keys.add(key);
    represented.add(offsets);
  }

  @Override
  public void deadLetter(DeadLetter letter, long[] offsets) {
    letters.add(letter);
  }

  /** Each made to grow on its way through a parser, the redaction or the encoder. */
  static Stream<Arguments> hostileLines() {
    return Stream.of(
        line("control characters", repeat("\u0001", RAW / 6)),
        line("a pseudonym for each address", repeat("2::a ", RAW / 5)),
        line("a pseudonym for each short address", repeat("1.1.1.1 ", RAW / 8)),
        line("a pseudonym for each mail", repeat("a@b.co ", RAW / 7)),
        line("a mask for each password", repeat("pwd=1234 ", RAW / 9)),
        line("a template of many holes", template(RAW / 2)),
        line("the value of a key, in the message", repeated(RAW)),
        line("JSON within JSON", nested(12)),
        line("deep JSON", repeat("{\"a\":", 60) + "1" + repeat("}", 60)),
        line("deep JSON with quotes", repeat("{\"\\\"\\\"\\\"\":", 60) + "1" + repeat("}", 60)),
        line("many keys", "{" + keys(RAW / 12) + "}"),
        line("keys that become equal", "{" + equalKeys(RAW / 20) + "}"),
        line("a long stack trace as message and error", trace(RAW)),
        line("pairs of logfmt", "level=info msg=x " + repeat("k=\"\\n\" ", RAW / 8)),
        line("an access log's path of quotes", access(RAW)),
        line("frames as objects", frames(RAW / 60)),
        line("numbers with large exponents", "{\"a\":[" + repeat("1e390,", RAW / 6) + "1]}"),
        line(
            "hexadecimal arguments",
            "type=PROCTITLE msg=audit(1.0:1): proctitle=" + repeat("01", RAW / 2)));
  }

  private static Arguments line(String name, String line) {
    return Arguments.of(name, line);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("hostileLines")
  void anEventIsNotMuchLargerThanItsRecord(String name, String line) {
    byte[] raw = record(line);

    EventsStage stage = stage(Oversize.CUT);
    stage.add(0, raw, 0);
    stage.flush();
    assertThat(letters).isEmpty();
    assertThat(events).hasSize(1);
    assertThat(values.get(0).length).isLessThanOrEqualTo(Math.max(4 * raw.length, 256 << 10));
  }

  @Test
  void whatIsTooLargeKeepsItsBeginningAndSaysSo() {
    stage(Oversize.CUT).add(0, record("ana@example.org " + repeat("a@b.co ", RAW)), 0);

    Event event = events.get(0);
    assertThat(event.message())
        .startsWith("email:dev:")
        .matches("(?s).* …\\[cut: \\d+ of \\d+ characters]");
    assertThat(values.get(0).length).isBetween(LargeEvents.MAX_TEXT_BYTES, 256 << 10);
    assertThat(event.fields().text(Field.TAGS)).isEqualTo("[truncated]");
    assertThat(event.fields().text(Field.LOG_FLAGS)).isEqualTo("[truncated]");
    assertThat(event.fields().text(Field.KUBERNETES_POD_NAME)).isEqualTo("cart-1");
    assertThat(event.id()).isNotNull();
  }

  /** Whatever is cut has been redacted before. */
  @ParameterizedTest
  @EnumSource(names = {"CUT", "PARTS"})
  void aCutNeverDividesASecret(Oversize oversize) {
    stage(oversize).add(0, record(repeat("password=hunter2 4111111111111111 ", 150_000)), 0);

    assertThat(events.stream().map(Event::message).collect(Collectors.joining()))
        .doesNotContain("hunt", "ter2", "4111", "1111");
  }

  @Test
  void partsHoldTheWholeTextAndRepresentTheirRecordsOnce() {
    String text =
        IntStream.range(0, 700_000).mapToObj(i -> "w" + i).collect(Collectors.joining(" "));
    stage(Oversize.PARTS).add(0, record(text), 0);

    assertThat(letters).isEmpty();
    assertThat(events.size()).isGreaterThan(20);
    assertThat(events.stream().map(Event::message).collect(Collectors.joining())).isEqualTo(text);
    assertThat(represented.stream().mapToInt(offsets -> offsets.length).sum()).isEqualTo(1);
    assertThat(events.stream().map(Event::id)).doesNotHaveDuplicates();
    assertThat(events.get(2).id()).isEqualTo(events.get(0).id() + "-3");
    assertThat(events.get(2).fields().text(Field.WEIR_PART_NUMBER)).isEqualTo("3");
    assertThat(events.get(2).fields().text(Field.WEIR_PART_OF)).isEqualTo("" + events.size());
    assertThat(events.get(2).fields().text(Field.WEIR_SOURCE_RECORDS)).isEqualTo("0");
  }

  @Test
  void orItIsADeadLetter() {
    stage(Oversize.DEAD_LETTER).add(0, record(repeat("x", 5_000_000)), 0);

    assertThat(events).isEmpty();
    assertThat(letters.get(0).reason()).isEqualTo("oversize");
  }

  /** Kubernetes has no such names, but nobody keeps an agent from sending them. */
  @Test
  void neitherKeyNorMetadataCanMakeARecordTooLarge() {
    ObjectNode raw = Json.MAPPER.createObjectNode();
    raw.put("log", "x").put("filename", repeat("f", 3_000_000)).put("node", repeat("n", 3_000_000));
    raw.put("kafka_key", repeat("n", 3_000_000) + "/" + repeat("p", 3_000_000));
    ObjectNode pod = raw.putObject("kubernetes");
    pod.put("container_name", repeat("c", 3_000_000));
    pod.putObject("labels").put("app", repeat("a", 3_000_000));
    pod.putObject("annotations").put("a", repeat("b", 3_000_000));

    stage(Oversize.CUT).add(0, raw.toString().getBytes(StandardCharsets.UTF_8), 0);

    assertThat(letters).isEmpty();
    assertThat(keys.get(0)).hasSizeLessThanOrEqualTo(512);
    assertThat(values.get(0).length).isLessThan(1 << 20);
  }

  /** A rule groups by such values, and what it finds repeats them. */
  @Test
  void whatIsNoNameAnyMoreIsShortened() {
    String user = repeat("u", 300_000);
    stage(Oversize.CUT).add(0, record("{\"msg\":\"x\",\"user_name\":\"" + user + "\"}"), 0);

    events
        .get(0)
        .fields()
        .forEach(
            (field, value) -> {
              if (field.type() == Field.Type.KEYWORD) {
                assertThat(value.toString()).hasSizeLessThanOrEqualTo(8_191);
              }
            });
  }

  /** No field has it whole, so the text has. */
  @ParameterizedTest
  @EnumSource(names = {"CUT", "PARTS"})
  void theEndOfANameThatIsTooLongIsInTheMessage(Oversize oversize) {
    String url = "/" + repeat("u", 10_000) + "/the-end";
    String line = "{\"msg\":\"x\",\"url\":\"%s\",\"a\":\"%s\"}";
    stage(oversize).add(0, record(line.formatted(url, repeat("word ", 14_000))), 0);

    assertThat(events).hasSize(1);
    assertThat(events.get(0).message()).startsWith("x").contains(url);
    assertThat(events.get(0).fields().text(Field.TAGS)).contains("truncated:url.");
  }

  @Test
  void partsHoldEveryFieldThatIsShortened() {
    ObjectNode labels =
        Json.MAPPER.createObjectNode().put("a", repeat("l", 20_000) + "end of labels");
    Fields fields =
        new Fields()
            .put(Field.EVENT_ID, "e")
            .put(Field.ERROR_STACK_TRACE, repeat("at a\n", 100_000) + "end of trace")
            .put(Field.KUBERNETES_LABELS, labels)
            .put(Field.USER_ROLES, List.of(repeat("i", 9_000), "end of list"))
            .put(Field.USER_NAME, repeat("u", 9_000) + "in the message");
    Event event = new Event(Instant.EPOCH, "x " + repeat("u", 9_000) + "in the message", fields);

    assertThat(LargeEvents.parts(event).stream().map(Event::message).collect(Collectors.joining()))
        .contains("end of trace", "end of labels", "end of list")
        .containsOnlyOnce("in the message");
    assertThat(LargeEvents.cut(event).fields().text(Field.TAGS))
        .contains(
            "truncated:error.stack_trace",
            "truncated:kubernetes.labels",
            "truncated:user.roles",
            "truncated:user.name");
  }

  @Test
  void aRecordThatIsGivenUpTakesNoOtherWithIt() {
    EventsStage stage = stage(Oversize.CUT);
    stage.add(1, record("2026-11-23T01:00:00.000Z ERROR 1 --- [main] c.e.App : failed"), 0);
    stage.add(2, record("java.lang.IllegalStateException: no"), 0);
    stage.giveUp(2);
    stage.flush();

    assertThat(letters).hasSize(1);
    assertThat(letters.get(0).reason()).isEqualTo("failed");
    assertThat(letters.get(0).offsets()).containsExactly(2, 2);
    assertThat(represented).containsExactly(new long[] {1});
  }

  private EventsStage stage(Oversize oversize) {
    return new EventsStage(
        Topic.LOGS_RAW.name(),
        0,
        EventIds.development(),
        LineFormats::standard,
        () -> redactor,
        new EventLimits(new HeldBudget(8 << 20, 1 << 30), oversize),
        Instant::now,
        this);
  }

  private static byte[] record(String line) {
    ObjectNode raw = Json.MAPPER.createObjectNode();
    raw.put("@timestamp", "2026-11-23T01:00:00Z").put("log", line);
    raw.putObject("kubernetes").put("namespace_name", "shop").put("pod_name", "cart-1");
    return raw.toString().getBytes(StandardCharsets.UTF_8);
  }

  private static String repeat(String text, int times) {
    return text.repeat(times);
  }

  private static String template(int half) {
    return "{\"@t\":\"2026-11-23T01:00:00Z\",\"@mt\":\"%s\",\"a\":\"%s\"}"
        .formatted(repeat("{a}", half / 3), repeat("x", half));
  }

  private static String repeated(int chars) {
    return "{\"msg\":\"%s\",\"password\":\"q1w2\"}".formatted(repeat("q1w2 ", chars / 5));
  }

  private static String nested(int levels) {
    String json = "\"x\"";
    for (int i = 0; i < levels; i++) {
      json = Json.MAPPER.createObjectNode().put("m", json).toString();
    }
    return json;
  }

  private static String keys(int count) {
    return IntStream.range(0, count)
        .mapToObj(i -> "\"k%d\":%d".formatted(i, i % 10))
        .collect(Collectors.joining(","));
  }

  private static String equalKeys(int count) {
    return IntStream.range(0, count)
        .mapToObj(i -> "\"a%d@example.org\":1".formatted(i))
        .collect(Collectors.joining(","));
  }

  private static String trace(int chars) {
    String trace = "java.lang.Error: x\\n" + repeat("\\tat a.b.C.d(C.java:1)\\n", chars / 24);
    return "{\"level\":\"error\",\"message\":\"%s\",\"stack_trace\":\"%s\"}"
        .formatted(trace, trace);
  }

  private static String access(int chars) {
    return "203.0.113.7 - - [23/Nov/2026:01:00:00 +0000] \"GET /%s?%s HTTP/1.1\" 200 1"
        .formatted(repeat("\\x22", chars / 8), repeat("a@b.co&", chars / 14));
  }

  private static String frames(int count) {
    String frame = "{\"class\":\"a.B\",\"method\":\"c\",\"file\":\"B.java\",\"line\":1}";
    String all = IntStream.range(0, count).mapToObj(i -> frame).collect(Collectors.joining(","));
    return "{\"instant\":{\"epochSecond\":1,\"nanoOfSecond\":0},\"level\":\"ERROR\",\"message\":\"x\",\"thrown\":{\"name\":\"E\",\"message\":\"x\",\"extendedStackTrace\":[%s]}}"
        .formatted(all);
  }
}
