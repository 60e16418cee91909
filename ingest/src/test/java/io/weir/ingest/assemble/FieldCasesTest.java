package io.weir.ingest.assemble;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.weir.ingest.event.Event;
import io.weir.ingest.event.EventIds;
import io.weir.ingest.event.EventJson;
import io.weir.ingest.event.Json;
import io.weir.ingest.topic.Coordinates;
import io.weir.ingest.wire.FluentBitDecoder;
import io.weir.ingest.wire.RawRecord;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Lines as they were found to be read or joined wrongly, and others of their kind: from the raw
 * records to the event's JSON. A case has {@code records}, or one in {@code base64}, or only the
 * {@code lines} of one container; how many {@code events} they make, if not one; and what the last
 * of these is to say.
 */
class FieldCasesTest {
  private static final String ABSENT = "<absent>";
  private static final Instant RECEIVED = Instant.parse("2026-11-23T10:00:01.500Z");
  private static final Instant INGESTED = Instant.parse("2026-11-23T10:00:02Z");

  @ParameterizedTest(name = "{0}")
  @MethodSource("cases")
  void theLastEventSaysWhatTheLinesSay(String name, JsonNode given) throws IOException {
    List<JsonNode> events = events(given);

    assertThat(events).hasSize(given.path("events").asInt(1));
    JsonNode last = events.get(events.size() - 1);
    ObjectNode found = Json.MAPPER.createObjectNode();
    given
        .get("expect")
        .fieldNames()
        .forEachRemaining(path -> found.put(path, at(last, path, ABSENT)));
    ObjectNode expected = Json.MAPPER.createObjectNode();
    given
        .get("expect")
        .properties()
        .forEach(entry -> expected.put(entry.getKey(), entry.getValue().asText()));
    assertThat(found).isEqualTo(expected);
  }

  static Stream<Arguments> cases() throws IOException {
    try (InputStream in = FieldCasesTest.class.getResourceAsStream("/parse/field-cases.jsonl")) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8)
              .lines()
              .map(FieldCasesTest::json)
              .map(given -> arguments(given.get("name").asText(), given))
              .toList()
              .stream();
    }
  }

  private static List<JsonNode> events(JsonNode given) {
    String topic = given.path("topic").asText("logs.raw");
    FluentBitDecoder decoder = FluentBitDecoder.forTopic(topic);
    EventAssembler assembler = new EventAssembler(EventIds.development());
    List<JsonNode> events = new ArrayList<>();
    LineJoiner joiner =
        new LineJoiner(
            HeldBudget.ofHeap(1L << 30),
            new LineJoiner.Output() {
              @Override
              public void joined(JoinedLines lines) {
                events.add(tree(assembler.ofLines(topic, 0, lines, INGESTED)));
              }

              @Override
              public void keep(Cut cut) {}

              @Override
              public void forget(Cut cut) {}
            });
    long offset = 0;
    for (byte[] value : values(given)) {
      RawRecord raw = decoder.decode(value);
      if (raw instanceof RawRecord.FalcoAlert alert) {
        Coordinates at = new Coordinates(topic, 0, offset);
        events.add(tree(assembler.ofAlert(alert, at, INGESTED, INGESTED)));
      } else if (raw instanceof RawRecord.LogLine line) {
        joiner.add(new RawLine(line, offset, value.length, INGESTED), offset);
      }
      offset++;
    }
    joiner.flush();
    return events;
  }

  private static List<byte[]> values(JsonNode given) {
    List<byte[]> values = new ArrayList<>();
    if (given.has("base64")) {
      values.add(Base64.getDecoder().decode(given.get("base64").asText()));
    }
    for (JsonNode value : given.has("records") ? given.get("records") : ofLines(given)) {
      values.add(value.toString().getBytes(StandardCharsets.UTF_8));
    }
    return values;
  }

  /** The records of one container, a millisecond apart. */
  private static ArrayNode ofLines(JsonNode given) {
    Instant time = Instant.parse(given.path("received").asText(RECEIVED.toString()));
    ArrayNode records = Json.MAPPER.createArrayNode();
    for (JsonNode line : given.path("lines")) {
      ObjectNode one = records.addObject();
      one.put("time", time.plusMillis(records.size()).toString()).put("stream", "stdout");
      one.put("logtag", "F").put("log", line.asText());
      ObjectNode pod = one.putObject("kubernetes");
      pod.put("namespace_name", "shop").put("pod_name", "app-1").put("container_name", "app");
      given.path("pod").properties().forEach(entry -> pod.set(entry.getKey(), entry.getValue()));
    }
    return records;
  }

  private static JsonNode tree(Event event) {
    return json(new String(EventJson.write(event), StandardCharsets.UTF_8));
  }

  private static JsonNode json(String text) {
    try {
      return Json.MAPPER.readTree(text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A dotted path, whose keys may have dots of their own. */
  private static String at(JsonNode node, String path, String absent) {
    if (node.has(path)) {
      JsonNode value = node.get(path);
      return value.isValueNode() ? value.asText() : value.toString();
    }
    for (int dot = path.indexOf('.'); dot > 0; dot = path.indexOf('.', dot + 1)) {
      JsonNode inner = node.get(path.substring(0, dot));
      String found = inner == null ? absent : at(inner, path.substring(dot + 1), absent);
      if (!found.equals(absent)) {
        return found;
      }
    }
    return absent;
  }
}
