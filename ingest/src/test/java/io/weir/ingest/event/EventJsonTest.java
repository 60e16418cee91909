package io.weir.ingest.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.junit.jupiter.api.Test;

class EventJsonTest {
  private static final Instant TIME = Instant.parse("2026-11-23T01:20:03.950880580Z");

  @Test
  void nestsFieldsAsEcsDoes() {
    Fields fields =
        new Fields()
            .put(Field.EVENT_ID, "id-1")
            .put(Field.LOG_LEVEL, "warn")
            .put(Field.LOG_ORIGIN_FILE_LINE, 88)
            .put(Field.LOG_ORIGIN_FILE_NAME, "server.go")
            .put(Field.TAGS, List.of("a", "b"));

    assertThat(text(new Event(TIME, "hello", fields)))
        .isEqualTo(
            """
            {"@timestamp":"2026-11-23T01:20:03.950880580Z","message":"hello",\
            "event":{"id":"id-1"},"log":{"level":"warn",\
            "origin":{"file":{"line":88,"name":"server.go"}}},"tags":["a","b"]}""");
  }

  @Test
  void readsWhatItWrote() throws IOException {
    ObjectNode content = Json.MAPPER.createObjectNode();
    content.put("evt.time", 1795396803950880580L);
    content.put("huge", new BigInteger("123456789012345678901234567890"));
    content.put("float", new BigDecimal("1e400"));
    content.putObject("nested").putArray("list").add("x").addNull();
    Fields fields =
        new Fields()
            .put(Field.EVENT_ID, "id-1")
            .put(Field.EVENT_CREATED, TIME)
            .put(Field.EVENT_CATEGORY, List.of("process"))
            .put(Field.WEIR_FIELDS, content)
            .put(Field.WEIR_SOURCE_OFFSETS, new long[] {3, 5})
            .put(Field.WEIR_SOURCE_PARTITION, 2);
    Event event = new Event(TIME, "line\nbreak \u0000 \u2028", fields);

    assertThat(EventJson.read(EventJson.write(event))).isEqualTo(event);
  }

  @Test
  void ignoresNamesOfANewerRelease() throws IOException {
    Event event =
        EventJson.read(
            """
            {"@timestamp":"2026-11-23T01:20:03Z","event":{"id":"x","novel":{"a":[1]}},"new":1}"""
                .getBytes(StandardCharsets.UTF_8));

    assertThat(event.id()).isEqualTo("x");
    assertThat(event.message()).isEmpty();
  }

  @Test
  void refusesWhatIsNoEvent() {
    for (String bad :
        List.of(
            "",
            "[]",
            "{}",
            "{\"@timestamp\":\"x\"}",
            "{\"@timestamp\":\"2026-11-23T01:20:03Z\"}",
            "{\"@timestamp\":\"2026-11-23T01:20:03Z\",\"event\":{\"id\":{}}}",
            "{\"@timestamp\":\"2026-11-23T01:20:03Z\",\"event\":{\"id\":\"x\"}} {}")) {
      assertThatThrownBy(() -> EventJson.read(bad.getBytes(StandardCharsets.UTF_8)))
          .as(bad)
          .isInstanceOf(IOException.class);
    }
  }

  @Test
  void fieldsAreDeclaredInTheOrderTheyAreNested() {
    assertThat(Arrays.stream(Field.values()).map(Field::path).toList())
        .isSortedAccordingTo(Comparator.comparing(path -> path.replace('.', '\u0001')));
  }

  private static String text(Event event) {
    return new String(EventJson.write(event), StandardCharsets.UTF_8);
  }
}
