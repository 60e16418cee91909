package io.weir.sinks.loki;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.weir.ingest.event.Event;
import io.weir.ingest.event.EventJson;
import io.weir.ingest.event.Field;
import io.weir.ingest.event.Fields;
import io.weir.ingest.event.Json;
import io.weir.sinks.http.StoreAddress;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.xerial.snappy.Snappy;

class LokiEncoderTest {
  private static final Instant TIME = Instant.parse("2026-11-23T01:20:03.950880580Z");

  @Test
  void writesTheBytesThatARealLokiTook() throws IOException {
    long second = 1_795_408_031L;
    Map<String, String> labels =
        labels("app", "checkout", "namespace", "shop", "service_name", "checkout");
    byte[] request =
        LokiEncoder.push(
            LokiStream.of(labels),
            List.of(
                entry(
                    second,
                    1,
                    "first line",
                    labels("event_id", "logs.raw-3-1041", "pod", "checkout-1")),
                entry(second, 2, "zweite Zeile: größer 😀", labels("event_id", "logs.raw-3-1042")),
                entry(second, 3, "", Map.of())));

    byte[] recorded = recordedRequest();
    byte[] sent = Snappy.uncompress(request);
    assertThat(Arrays.copyOf(recorded, sent.length)).isEqualTo(sent);
  }

  /** The recorded request holds a second stream after the one above. */
  private static byte[] recordedRequest() throws IOException {
    try (var in = LokiEncoderTest.class.getResourceAsStream("/loki/wire-sample.json")) {
      return Base64.getDecoder().decode(Json.MAPPER.readTree(in).path("protobuf_base64").asText());
    }
  }

  @Test
  void theSameEventGivesTheSameEntryWhereverItLay() {
    Fields first =
        fields().put(Field.EVENT_INGESTED, TIME).put(Field.WEIR_SOURCE_OFFSETS, new long[] {1, 1});
    Fields again =
        fields()
            .put(Field.EVENT_INGESTED, TIME.plusSeconds(9))
            .put(Field.WEIR_SOURCE_OFFSETS, new long[] {7, 7});

    assertThat(entryOf(new Event(TIME, "x", first)))
        .isEqualTo(entryOf(new Event(TIME, "x", again)));
  }

  @Test
  void aTimeWithFewerDigitsIsFilledUpFromTheEventsId() {
    Instant millis = Instant.parse("2026-11-23T01:20:03.950Z");
    int one = entryOf(new Event(millis, "x", fields())).nanos();
    int other = entryOf(new Event(millis, "x", fields().put(Field.EVENT_ID, "id-2"))).nanos();

    assertThat(one).isBetween(950_000_000, 950_999_999).isNotEqualTo(other);
    assertThat(entryOf(new Event(TIME, "x", fields())).nanos()).isEqualTo(950_880_580);
  }

  @Test
  void labelsAreFewAndTheRestIsMetadata() {
    Event event = new Event(TIME, "x", fields());
    LokiEntry entry = entryOf(event);

    assertThat(LokiEncoder.selector(LokiLabels.of(event, 3).byName()))
        .isEqualTo(
            "{app=\"checkout\", cluster=\"c1\", container=\"api\", namespace=\"shop\","
                + " partition=\"3\", service_name=\"checkout\", source=\"pod\", stream=\"stdout\"}");
    assertThat(entry.metadata())
        .containsEntry("event_id", "id-1")
        .containsEntry("pod", "checkout-1")
        .containsEntry("detected_level", "warn");
  }

  @Test
  void whatAnApplicationWroteBesideItsMessageIsInTheLine() {
    ObjectNode content = Json.MAPPER.createObjectNode().put("order", 7).put("note", "a \"b\"");
    content.putObject("user").put("name", "x");
    Fields fields = fields().put(Field.WEIR_FORMAT, "json").put(Field.WEIR_FIELDS, content);

    assertThat(entryOf(new Event(TIME, "paid", fields)).line())
        .isEqualTo("paid order=7 note=\"a \\\"b\\\"\" user.name=x");
  }

  /** Nothing that Loki is sent may be among what is passed over. */
  @ParameterizedTest
  @CsvSource({"json, x", "json, falco", "plain, x"})
  void whatIsReadForLokiIsAllThatLokiIsSent(String format, String module) throws IOException {
    Fields all = new Fields();
    for (Field field : Field.values()) {
      switch (field.type()) {
        case LONG -> all.put(field, 7);
        case DATE -> all.put(field, TIME);
        case LONGS -> all.put(field, new long[] {1, 2});
        case KEYWORDS -> all.put(field, List.of("of " + field.path()));
        case FLATTENED, STORED ->
            all.put(field, Json.MAPPER.createObjectNode().put(field.path(), 3));
        case IP -> all.put(field, "192.0.2.1");
        default -> all.put(field, "of " + field.path());
      }
    }
    all.put(Field.WEIR_FORMAT, format).put(Field.EVENT_MODULE, module);
    byte[] json = EventJson.write(new Event(TIME, "message", all));

    Event read = LokiSink.READER.read(json);
    Event whole = EventJson.read(json);

    assertThat(read.fields()).isNotEqualTo(whole.fields());
    assertThat(LokiLabels.of(read, 3)).isEqualTo(LokiLabels.of(whole, 3));
    assertThat(entryOf(read)).isEqualTo(entryOf(whole));
  }

  /** Names of metadata are in order, whatever of it there is. */
  @Test
  void metadataIsInOrder() {
    assertThat(List.copyOf(entryOf(new Event(TIME, "x", fields())).metadata().keySet())).isSorted();
    assertThat(entryOf(new Event(TIME, "x", fields().remove(Field.LOG_LEVEL))).metadata())
        .containsEntry("detected_level", "unknown")
        .doesNotContainKey("level")
        .satisfies(metadata -> assertThat(List.copyOf(metadata.keySet())).isSorted());
  }

  /** A value is cut after so many units of UTF-16, which may be within a character. */
  @Test
  void halfACharacterAtTheEndOfAValueBreaksNoPush() throws IOException {
    String trace = "t".repeat(999) + "😀";
    LokiEntry entry = entryOf(new Event(TIME, "x", fields().put(Field.TRACE_ID, trace)));

    byte[] push =
        Snappy.uncompress(LokiEncoder.push(LokiStream.of(Map.of("a", "b")), List.of(entry)));

    assertThat(new String(push, StandardCharsets.UTF_8)).contains("t".repeat(999) + "?");
  }

  private static Fields fields() {
    return new Fields()
        .put(Field.EVENT_ID, "id-1")
        .put(Field.ORCHESTRATOR_CLUSTER_NAME, "c1")
        .put(Field.KUBERNETES_NAMESPACE, "shop")
        .put(Field.KUBERNETES_POD_NAME, "checkout-1")
        .put(Field.CONTAINER_NAME, "api")
        .put(Field.SERVICE_NAME, "checkout")
        .put(Field.LOG_LEVEL, "warn")
        .put(Field.LOG_IOSTREAM, "stdout");
  }

  private static LokiEntry entry(
      long second, int nanos, String line, Map<String, String> metadata) {
    return LokiEntry.of(second, nanos, line, metadata);
  }

  private static LokiEntry entryOf(Event event) {
    LokiSettings settings =
        LokiSettings.of(StoreAddress.open(URI.create("http://loki:3100")), null);
    return LokiEncoder.entries(event, event.timestamp(), Map.of(), settings).get(0);
  }

  private static Map<String, String> labels(String... pairs) {
    Map<String, String> labels = new java.util.TreeMap<>();
    for (int i = 0; i < pairs.length; i += 2) {
      labels.put(pairs[i], pairs[i + 1]);
    }
    return labels;
  }
}
