package io.weir.ingest.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EventReaderTest {
  private static final Instant TIME = Instant.parse("2026-11-23T01:00:00.5Z");

  private static final Fields FIELDS =
      new Fields()
          .put(Field.EVENT_ID, "id-1")
          .put(Field.LOG_LEVEL, "warn")
          .put(Field.LOG_IOSTREAM, "stderr")
          .put(Field.KUBERNETES_POD_NAME, "cart-1")
          .put(Field.KUBERNETES_LABELS, Json.MAPPER.createObjectNode().put("app", "cart"));

  private static Event read(Set<Field> wanted, String json) throws IOException {
    return new EventReader(wanted).read(json.getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void readsOnlyWhatIsAskedForAndWhatEveryEventHas() throws IOException {
    byte[] json = EventJson.write(new Event(TIME, "line", FIELDS));

    Event event = new EventReader(EnumSet.of(Field.LOG_LEVEL)).read(json);

    assertThat(event.timestamp()).isEqualTo(TIME);
    assertThat(event.message()).isEqualTo("line");
    assertThat(event.fields())
        .isEqualTo(new Fields().put(Field.EVENT_ID, "id-1").put(Field.LOG_LEVEL, "warn"));
  }

  @Test
  void passesOverNamesThatItDoesNotKnowWhateverTheyHold() throws IOException {
    Event event =
        read(
            EnumSet.of(Field.LOG_LEVEL),
            """
            {"new":{"log":{"level":"x"}},"@timestamp":"2026-11-23T01:00:00.5Z","log":{"deeper":
            [{"level":"x"}],"level":"warn"},"event":{"id":"id-1","more":[1,[2]]},"last":null}""");

    assertThat(event.message()).isEmpty();
    assertThat(event.fields().text(Field.LOG_LEVEL)).isEqualTo("warn");
  }

  @Test
  void namesWithDotsAreAsGoodAsNested() throws IOException {
    Event event =
        read(
            EnumSet.of(Field.LOG_LEVEL, Field.KUBERNETES_POD_NAME),
            """
            {"@timestamp":"2026-11-23T01:00:00Z","event.id":"id-1","log.level":"warn",
            "kubernetes":{"pod.name":"cart-1","pod.nothing":1},"none.of.us":{}}""");

    assertThat(event.fields())
        .isEqualTo(
            new Fields()
                .put(Field.EVENT_ID, "id-1")
                .put(Field.LOG_LEVEL, "warn")
                .put(Field.KUBERNETES_POD_NAME, "cart-1"));
  }

  /** What another release writes there says nothing here. */
  @Test
  void whatHoldsFieldsAndIsNoObjectIsPassedOver() throws IOException {
    Event event =
        read(
            EnumSet.of(Field.LOG_LEVEL),
            "{\"@timestamp\":\"2026-11-23T01:00:00Z\",\"log\":7,\"event\":{\"id\":\"id-1\"}}");

    assertThat(event.fields()).isEqualTo(new Fields().put(Field.EVENT_ID, "id-1"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "[]                                                                  | not a JSON object",
        "{\"event\":{\"id\":\"x\"}}                                          | no @timestamp",
        "{\"@timestamp\":\"2026-11-23T01:00:00Z\"}                           | no event.id",
        "{\"@timestamp\":\"soon\",\"event\":{\"id\":\"x\"}}                  | @timestamp is not a time",
        "{\"@timestamp\":\"2026-11-23T01:00:00Z\",\"log\":{\"level\":{}}}    | log.level is not a single value",
        "{\"@timestamp\":\"2026-11-23T01:00:00Z\",\"message\":[{\"a\":1}]}  | message is not a single value",
        "{\"@timestamp\":{\"a\":1}}                                         | @timestamp is not a single value",
        "{\"@timestamp\":\"2026-11-23T01:00:00Z\",\"event\":{\"severity\":[1]}} | event.severity is not a single value"
      })
  void saysWhyItIsNoEvent(String json, String why) {
    assertThatThrownBy(() -> read(EnumSet.of(Field.LOG_LEVEL, Field.EVENT_SEVERITY), json))
        .isInstanceOf(IOException.class)
        .hasMessage(why);
  }

  @Test
  void readsOneEventAndNotTwo() {
    String json = "{\"@timestamp\":\"2026-11-23T01:00:00Z\",\"event\":{\"id\":\"x\"}}";

    assertThatThrownBy(() -> read(EnumSet.noneOf(Field.class), json + json))
        .hasMessage("more than one JSON object");
  }
}
