package io.weir.ingest.parse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.weir.ingest.event.Event;
import io.weir.ingest.event.Field;
import io.weir.ingest.event.Fields;
import io.weir.ingest.parse.line.ParsedLine;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The table of formats: one text per row with all that is read from it. */
class SampleLinesTest {
  static final Instant RECEIVED = Instant.parse("2026-11-23T02:00:00Z");

  private static final ObjectMapper JSON =
      JsonMapper.builder()
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
          .build();

  @ParameterizedTest(name = "{0}")
  @MethodSource("rows")
  void readsWhatTheLineSays(String name, JsonNode sample) throws IOException {
    String text = sample.get("text").textValue();

    ParsedLine parsed = Formats.read(text, RECEIVED);

    assertThat(parsed.format()).isEqualTo(sample.get("format").textValue());
    assertThat(parsed.message()).isEqualTo(sample.path("message").asText(text));
    assertThat(parsed.time()).isEqualTo(time(sample));
    assertThat(json(withoutLine(parsed.fields()))).isEqualTo(sample.get("fields"));
    assertThat(parsed.content()).isEqualTo(sample.get("content"));
  }

  /** A line is divided, and nothing of it is lost. */
  @ParameterizedTest(name = "{0}")
  @MethodSource("rows")
  void theLineIsItsMessageAndWhatIsAroundIt(String name, JsonNode sample) {
    String text = sample.get("text").textValue();
    ParsedLine parsed = Formats.read(text, RECEIVED);

    if (!withoutLine(parsed.fields()).equals(parsed.fields()) && !isInside(sample, text)) {
      assertThat(new Event(RECEIVED, parsed.message(), parsed.fields()).line()).isEqualTo(text);
    }
  }

  /** A line inside another is an event of its own. */
  private static boolean isInside(JsonNode sample, String text) {
    return sample.has("inside") || text.startsWith("{");
  }

  private static Fields withoutLine(Fields fields) {
    return fields
        .copy()
        .remove(Field.WEIR_LINE_AFTER)
        .remove(Field.WEIR_LINE_BEFORE)
        .remove(Field.WEIR_LINE_WHOLE);
  }

  static Stream<Arguments> rows() throws IOException {
    return samples().stream().map(sample -> arguments(sample.get("name").textValue(), sample));
  }

  static List<String> texts() throws IOException {
    return samples().stream().map(sample -> sample.get("text").textValue()).toList();
  }

  static List<String> textsOf(String format) throws IOException {
    return samples().stream()
        .filter(sample -> sample.get("format").textValue().equals(format))
        .map(sample -> sample.get("text").textValue())
        .toList();
  }

  /** Those that are read as the format, or wrapped in it, or look like it. */
  static List<JsonNode> samplesOf(String name) throws IOException {
    return samples().stream()
        .filter(
            sample ->
                sample.get("format").textValue().equals(name)
                    || sample.path("inside").asText().equals(name)
                    || FormatsTest.resembles(sample, name))
        .toList();
  }

  static List<JsonNode> samples() throws IOException {
    try (BufferedReader reader =
        new BufferedReader(
            new InputStreamReader(
                SampleLinesTest.class.getResourceAsStream("/parse/samples.jsonl"),
                StandardCharsets.UTF_8))) {
      return JSON.readerFor(JsonNode.class).<JsonNode>readValues(reader).readAll();
    }
  }

  private static Instant time(JsonNode sample) {
    return sample.has("time") ? Instant.parse(sample.get("time").textValue()) : null;
  }

  /** By way of text, because a number's node depends on where it came from. */
  private static JsonNode json(Fields fields) throws IOException {
    ObjectNode object = JSON.createObjectNode();
    fields.forEach((field, value) -> object.putPOJO(field.path(), value));
    return JSON.readTree(JSON.writeValueAsString(object));
  }
}
