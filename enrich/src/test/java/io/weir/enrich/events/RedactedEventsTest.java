package io.weir.enrich.events;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.enrich.redact.Policies;
import io.weir.enrich.redact.Pseudonyms;
import io.weir.enrich.redact.Redactor;
import io.weir.ingest.event.Event;
import io.weir.ingest.event.Field;
import io.weir.ingest.event.Fields;
import io.weir.ingest.event.Json;
import io.weir.ingest.topic.DeadLetter;
import io.weir.ingest.transform.Transforms;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RedactedEventsTest implements EventsStage.Output {
  private static final long[] OFFSETS = {3, 4, 9};

  private final Redactor strict =
      new Redactor(Policies.load(Path.of("strict")), Pseudonyms.development());

  private final List<Event> events = new ArrayList<>();
  private final List<String> keys = new ArrayList<>();
  private final List<DeadLetter> letters = new ArrayList<>();

  @Override
  public void event(Event event, String key, byte[] json, long[] offsets) {
    events.add(event);
    keys.add(key);
  }

  @Override
  public void deadLetter(DeadLetter letter, long[] offsets) {
    letters.add(letter);
  }

  private void emit(Supplier<Redactor> redactor, Oversize oversize, Supplier<Event> event) {
    new RedactedEvents("logs.raw", 1, redactor, () -> Transforms.NONE, oversize, this)
        .emit(event, null, 100, OFFSETS);
  }

  private static Event event(String message, Fields fields) {
    return new Event(Instant.EPOCH, message, fields.put(Field.EVENT_ID, "e1"));
  }

  @ParameterizedTest
  @CsvSource(
      nullValues = "none",
      value = {
        "shop, cart-1, node-1, shop/cart-1",
        "shop, cart-1, none, shop/cart-1",
        "none, cart-1, node-1, node-1",
        "shop, none, node-1, node-1",
        "none, none, none, none",
      })
  void theKeyIsThePodOrTheHost(String namespace, String pod, String host, String key) {
    Fields fields =
        new Fields()
            .put(Field.KUBERNETES_NAMESPACE, namespace)
            .put(Field.KUBERNETES_POD_NAME, pod)
            .put(Field.HOST_NAME, host);
    emit(() -> strict, Oversize.CUT, () -> event("x", fields));

    assertThat(keys).containsExactly(key);
  }

  @Test
  void theKeyIsRedactedLikeTheEvent() {
    Fields fields = new Fields().put(Field.HOST_NAME, "ana@example.com");
    emit(() -> strict, Oversize.CUT, () -> event("ana@example.com", fields));

    assertThat(keys.get(0)).startsWith("email:dev:").isEqualTo(events.get(0).message());
  }

  /** Neither in the letter nor anywhere else is a word of the record, or of what went wrong. */
  @Test
  void whatCannotBeAssembledOrRedactedIsALetterWithoutAWordOfIt() {
    emit(
        () -> strict,
        Oversize.CUT,
        () -> {
          throw new IllegalStateException("hunter2");
        });
    emit(
        () -> {
          throw new IllegalStateException("hunter2");
        },
        Oversize.CUT,
        () -> event("hunter2", new Fields()));
    emit(
        () -> strict,
        Oversize.CUT,
        () -> {
          throw new StackOverflowError("hunter2");
        });

    assertThat(events).isEmpty();
    assertThat(letters)
        .hasSize(3)
        .allSatisfy(
            letter -> {
              assertThat(letter.reason()).isEqualTo("redaction_failed");
              assertThat(letter.offsets()).containsExactly(3, 4, 9, 9);
              assertThat(letter.records()).isEqualTo(3);
              assertThat(new String(letter.toJson(Instant.EPOCH), StandardCharsets.UTF_8))
                  .doesNotContain("hunter2");
            });
    assertThat(letters.get(0).policyVersion()).isEqualTo(strict.policy().version());
    assertThat(letters.get(1).policyVersion()).as("no policy was asked").isNull();
  }

  /** Below the size from which somebody has to look, names stay as they are. */
  @ParameterizedTest
  @CsvSource({"8191, false", "8192, false", "70000, true"})
  void onlyAnEventOfSomeSizeIsShortened(int length, boolean shortened) {
    Fields fields = new Fields().put(Field.USER_NAME, "u".repeat(length));
    emit(() -> strict, Oversize.DEAD_LETTER, () -> event("x", fields));

    assertThat(events.get(0).fields().text(Field.USER_NAME).endsWith("…")).isEqualTo(shortened);
    assertThat(events.get(0).message().contains("user.name: uuu")).isEqualTo(shortened);
  }

  @Test
  void aPartIsNeverCutWithinACharacterOrAnEscape() {
    String text = "\uD83D\uDE00\"\\\u0001é".repeat(60_000);
    List<Event> parts = LargeEvents.parts(event(text, new Fields()));

    StringBuilder all = new StringBuilder();
    for (Event part : parts) {
      assertThat(part.message()).doesNotMatch("(?s)[\uDC00-\uDFFF].*|.*[\uD800-\uDBFF]");
      assertThat(json(part.message()).length)
          .isBetween(1, LargeEvents.MAX_TEXT_BYTES + "\"\"".length());
      all.append(part.message());
    }
    assertThat(all).hasToString(text);
  }

  @Test
  void whatFitsIsOnePartAndIsNotCalledOne() {
    List<Event> parts = LargeEvents.parts(event("short", new Fields()));

    assertThat(parts).hasSize(1);
    assertThat(parts.get(0).message()).isEqualTo("short");
    assertThat(parts.get(0).fields().has(Field.WEIR_PART_NUMBER)).isFalse();
  }

  @Test
  void moreThanAThousandPartsAreCut() {
    List<Event> parts = LargeEvents.parts(event("\u0001".repeat(35_000_000), new Fields()));

    assertThat(parts).hasSize(1);
    assertThat(parts.get(0).message())
        .hasSizeLessThan(LargeEvents.MAX_TEXT_BYTES + 100)
        .endsWith("[cut: 34133 of 35000000 characters]");
  }

  @Test
  void namesOfUsualLengthAreNotTouched() {
    Event event = event("x", new Fields().put(Field.USER_NAME, "u".repeat(8_191)));

    assertThat(LargeEvents.shortenNames(event)).isNull();
  }

  private static byte[] json(String text) {
    return Json.MAPPER.getNodeFactory().textNode(text).toString().getBytes(StandardCharsets.UTF_8);
  }
}
