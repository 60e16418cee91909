package io.weir.enrich.correlate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.weir.enrich.sigma.Level;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is in state and on the inner topics is read as it was written, and nothing else is. */
class StateFormsTest {
  private static final Instant TIME = Instant.parse("2026-11-23T01:00:00.000000001Z");

  private static final Match MATCH =
      new Match(
          "rule",
          List.of("g", ""),
          "e1",
          TIME,
          List.of("a", "b"),
          Map.of("user.name", List.of("ana", "\"bob\"\n")),
          "pod:shop/p",
          List.of("node:n1"),
          "a shell was opened",
          true,
          "user:ana");

  private static final Finding FINDING =
      new Finding(
          TIME,
          "rule",
          "Title",
          Level.HIGH,
          List.of("execution"),
          List.of("T1059"),
          null,
          List.of("g"),
          "pod:shop/p",
          List.of("node:n1"),
          List.of(new Evidence("e1", TIME, false)),
          true);

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static String text(byte[] json) {
    return new String(json, StandardCharsets.UTF_8);
  }

  @Test
  void isReadAsItWasWritten() {
    Watermark watermark = new Watermark(3, 12, TIME, true, false);
    BufferedMatch buffered = new BufferedMatch(MATCH, true, false);

    assertThat(Match.read(MATCH.toJson())).isEqualTo(MATCH);
    assertThat(Finding.read(FINDING.toJson())).isEqualTo(FINDING);
    assertThat(Watermark.read(watermark.toJson())).isEqualTo(watermark);
    assertThat(StateJson.read(StateJson.write(buffered), BufferedMatch.class)).isEqualTo(buffered);
  }

  @Test
  void evidenceHasItsLineOrNone() {
    Evidence evidence = MATCH.evidence("Title");

    assertThat(evidence.line())
        .isEqualTo(new Evidence.Line("shop/p", "a shell was opened", "Title"));
    assertThat(StateJson.read(StateJson.write(evidence), Evidence.class)).isEqualTo(evidence);
    assertThat(text(StateJson.write(evidence.withoutLine()))).doesNotContain("line");
    assertThat(StateJson.read(StateJson.write(evidence.withoutLine()), Evidence.class))
        .isEqualTo(evidence.withoutLine());
  }

  @Test
  void aMatchOfAnEarlierReleaseHasNoLine() {
    String earlier = text(MATCH.toJson()).replace("\"line\":", "\"other\":");

    assertThat(Match.read(utf8(earlier)).line()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {"a shell|a shell", "' one \n two '|one", "''|''"})
  void aLineIsTheFirstOfItsText(String text, String line) {
    assertThat(ShortText.line(text)).isEqualTo(line);
  }

  @Test
  void aLineCannotLookLikeAnotherOrMoveTheCursor() {
    assertThat(ShortText.line("a\rb\u2028c\u202ed\u001b[2Je")).isEqualTo("a b c d [2Je");
  }

  @Test
  void aLineIsNoLongerThanAMessageOnATelephone() {
    assertThat(ShortText.line("a".repeat(160))).hasSize(160).doesNotContain("\u2026");
    assertThat(ShortText.line("a".repeat(161))).hasSize(160).endsWith("a\u2026");
    assertThat(ShortText.line("a".repeat(158) + "\ud83d\ude00 again"))
        .isEqualTo("a".repeat(158) + "\u2026");
  }

  @Test
  void timesKeepTheirNanosecondsAndAreText() {
    assertThat(text(MATCH.toJson())).contains("\"time\":\"2026-11-23T01:00:00.000000001Z\"");
  }

  @Test
  void whatANewerReleaseAddsIsLeftAside() {
    String newer = text(MATCH.toJson()).replaceFirst("\\{", "{\"colour\":{\"r\":[1]},");

    assertThat(Match.read(utf8(newer))).isEqualTo(MATCH);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "null",
        "[]",
        "7",
        "{}",
        "{\"partition\":0",
        "\"x\"",
        "{\"partition\":1,\"partitions\":1,\"time\":\"2026-11-23T01:00:00Z\"}",
        "{\"partition\":-1,\"partitions\":1,\"time\":\"2026-11-23T01:00:00Z\"}",
        "{\"partition\":0,\"partitions\":1,\"time\":\"yesterday\"}",
        "{\"partition\":0,\"partitions\":1,\"time\":\"-0001-01-01T00:00:00Z\"}",
        "{\"partition\":0,\"partitions\":1}",
      })
  void whatIsNoWatermarkIsOfNoUse(String json) {
    assertThatThrownBy(() -> Watermark.read(utf8(json))).isInstanceOf(UncheckedIOException.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"title", "level", "tactics", "group", "entity", "related", "evidence"})
  void aFindingThatLacksSomethingIsOfNoUse(String name) {
    String without = text(FINDING.toJson()).replace("\"" + name + "\":", "\"other\":");

    assertThatThrownBy(() -> Finding.read(utf8(without))).isInstanceOf(UncheckedIOException.class);
  }

  @Test
  void aFindingWithoutEvidenceOrWithAnUnknownLevelIsOfNoUse() {
    String json = text(FINDING.toJson());

    assertThatThrownBy(() -> Finding.read(utf8(json.replace("HIGH", "GRAVE"))))
        .isInstanceOf(UncheckedIOException.class);
    assertThatThrownBy(
            () -> Finding.read(utf8(json.replaceFirst("\"evidence\":\\[.*?]", "\"evidence\":[]"))))
        .isInstanceOf(UncheckedIOException.class);
  }

  @ParameterizedTest
  @CsvSource({
    "pod:x, true",
    "a:b:c, true",
    "pod:, true",
    ":x, false",
    "pod, false",
    "'', false",
    ", false",
  })
  void anEntityHasAKind(String text, boolean expected) {
    assertThat(StateJson.isEntity(text)).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({
    "2026-11-23T01:00:00Z, true",
    "0000-01-01T00:00:00Z, true",
    "9999-12-31T23:59:59Z, true",
    "-0001-12-31T23:59:59Z, false",
    "+10000-01-01T00:00:00Z, false",
    ", false",
  })
  void aTimeCanBeAddedTo(Instant time, boolean expected) {
    assertThat(StateJson.isTime(time)).isEqualTo(expected);
  }

  /** A sign within one part must not look like the end of it. */
  @Test
  void differentPartsMakeDifferentKeys() {
    List<String> keys =
        Stream.of(
                List.of("a", "b"),
                List.of("a,b"),
                List.of("a\",\"b"),
                List.of("ab"),
                List.of("a", "b", ""),
                List.of("", "a", "b"),
                List.<String>of())
            .map(rest -> Keys.join("rule", rest))
            .toList();

    assertThat(keys).doesNotHaveDuplicates();
    assertThat(Keys.join("rule", List.of("a"))).isEqualTo("[\"rule\",\"a\"]");
  }

  @Test
  void keysOfTimesSortAsTheTimesDo() {
    List<Instant> times =
        Stream.of(
                "1970-01-01T00:00:00Z",
                "1970-01-01T00:00:00.000000001Z",
                "2001-09-09T01:46:39.999Z",
                "2001-09-09T01:46:40Z",
                "2026-11-23T01:00:00.1Z",
                "2026-11-23T01:00:00.12Z",
                "9999-12-31T23:59:59Z")
            .map(Instant::parse)
            .toList();
    List<String> keys = new ArrayList<>(times.stream().map(Keys::of).toList());
    Collections.reverse(keys);
    Collections.sort(keys);

    assertThat(keys).isEqualTo(times.stream().map(Keys::of).toList());
  }

  @Test
  void aKeyOfABufferedMatchIsOfItsTimeWhateverBecameOfIt() {
    BufferedMatch buffered = new BufferedMatch(MATCH, false, false);

    assertThat(BufferedMatch.isKey(buffered.key())).isTrue();
    assertThat(buffered.asEvaluated().asReported().key()).isEqualTo(buffered.key());
    assertThat(buffered.key())
        .isGreaterThan(BufferedMatch.keyAt(TIME))
        .isLessThan(BufferedMatch.keyAt(TIME.plusNanos(1)));
  }

  @Test
  void evidenceIsInTheOrderOfTimeAndThenOfIds() {
    Evidence early = new Evidence("z", TIME, true);
    Evidence first = new Evidence("a", TIME.plusNanos(1), false);
    Evidence second = new Evidence("b", TIME.plusNanos(1), true);

    assertThat(Stream.of(second, early, first).sorted()).containsExactly(early, first, second);
    assertThatThrownBy(() -> new Evidence("a", null, false))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new Evidence("a", Instant.MAX, false))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void aTextIsKeptUpToFiveHundredAndTwelveCharacters() {
    String most = "a".repeat(512);

    assertThat(ShortText.of(most)).isSameAs(most);
    assertThat(ShortText.of(most + "b")).hasSize(233).startsWith("a".repeat(200) + "…");
    assertThat(ShortText.of(most + "b")).isEqualTo(ShortText.of(most + "b"));
    assertThat(ShortText.of(most + "b")).isNotEqualTo(ShortText.of(most + "c"));
  }

  @Test
  void aLongTextIsNotCutWithinACharacter() {
    String text = "a".repeat(199) + "\uD83D\uDE00".repeat(400);

    assertThat(ShortText.of(text)).startsWith("a".repeat(199) + "…");
  }

  @ParameterizedTest
  @CsvSource({
    "pod:p,  node:n1, none,     pod:p",
    "user:u, node:n1, none,     node:n1",
    "user:u, pod:p,   none,     pod:p",
    "user:u, address:a, none,   ''",
    // Who asks for a pod chooses its name.
    "pod:p,  node:n1, user:ana, user:ana",
  })
  void aMatchComesFromWhatNobodyCanMakeUp(
      String entity, String related, String requester, String origin) {
    Match match =
        new Match(
            "r",
            List.of(),
            "e",
            TIME,
            List.of(),
            Map.of(),
            entity,
            List.of(related),
            "",
            false,
            requester.equals("none") ? null : requester);

    assertThat(match.origin()).isEqualTo(origin);
  }
}
