package io.weir.cli.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.weir.cli.bench.SimulatedPods.Made;
import io.weir.ingest.event.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class SimulatedPodsTest {
  private static final Instant RECORDED = Instant.parse("2026-11-23T01:00:00Z");

  private static byte[] recorded(String pod, String log) {
    return """
        {"@timestamp":"2026-11-23T01:00:00Z","_p":"F","log":"%2$s","stream":"stdout","time":"2026-11-23T01:00:00Z","kafka_key":"shop/%1$s","kubernetes":{"namespace_name":"shop","pod_name":"%1$s","pod_id":"4f7e8c1e-13ab-4c26-9d0f-0a1b2c3d4e5f","docker_id":"67028bbd8045","labels":{"app":"cart","tier":"web"}}}"""
        .formatted(pod, log)
        .getBytes(StandardCharsets.UTF_8);
  }

  private static List<JsonNode> made(int pods, int apps, long seed, int records) {
    SimulatedPods simulated =
        new SimulatedPods(
            List.of(recorded("cart-x2kqp", "took 1234 ms"), recorded("cart-x2kqp", "done")),
            pods,
            apps,
            seed);
    return Stream.generate(simulated::next).limit(records).map(SimulatedPodsTest::json).toList();
  }

  private static JsonNode json(Made made) {
    try {
      return Json.MAPPER.readTree(made.value());
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void aPodHasTheSameMetadataInAllItsRecordsAndNoOtherPodHas() {
    Map<String, Set<JsonNode>> byPod = new HashMap<>();
    for (JsonNode record : made(20, 4, 1, 1_000)) {
      byPod
          .computeIfAbsent(record.at("/kubernetes/pod_name").asText(), name -> new HashSet<>())
          .add(record.path("kubernetes"));
    }

    assertThat(byPod).hasSize(20).doesNotContainKey("cart-x2kqp");
    assertThat(byPod.values()).allSatisfy(all -> assertThat(all).hasSize(1));
    assertThat(byPod.values().stream().flatMap(Set::stream))
        .extracting(metadata -> metadata.path("pod_id").asText())
        .doesNotHaveDuplicates()
        .allMatch(id -> id.matches("[0-9a-f-]{36}"));
  }

  @Test
  void podsBelongToSoManyApplications() {
    assertThat(made(20, 4, 1, 1_000))
        .extracting(record -> record.at("/kubernetes/labels/app").asText())
        .containsOnly("cart-0", "cart-1", "cart-2", "cart-3");
  }

  @Test
  void theKeyAndTheNameWithinTheRecordAreThoseOfThePod() {
    assertThat(made(5, 1, 1, 100))
        .allSatisfy(
            record ->
                assertThat(record.path("kafka_key").asText())
                    .isEqualTo("shop/" + record.at("/kubernetes/pod_name").asText()));
  }

  @Test
  void timesMoveAndLinesVary() {
    List<JsonNode> records = made(1, 1, 1, 40);

    assertThat(records)
        .extracting(record -> Instant.parse(record.path("time").asText()))
        .doesNotHaveDuplicates()
        .isSorted()
        .startsWith(RECORDED);
    assertThat(records).extracting(record -> record.path("log").asText()).contains("done");
    assertThat(new HashSet<>(records.stream().map(record -> record.path("log")).toList()))
        .hasSizeGreaterThan(3);
  }

  @Test
  void theSameSeedMakesTheSameRecords() {
    assertThat(made(7, 2, 5, 50)).isEqualTo(made(7, 2, 5, 50)).isNotEqualTo(made(7, 2, 6, 50));
  }

  @Test
  void whatIsOfNoPodIsNotUsed() {
    List<byte[]> ofNoPod =
        List.of("{\"log\":\"x\"}".getBytes(StandardCharsets.UTF_8), new byte[] {'{'});

    assertThatThrownBy(() -> new SimulatedPods(ofNoPod, 1, 1, 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("no record of a pod with labels");
  }
}
