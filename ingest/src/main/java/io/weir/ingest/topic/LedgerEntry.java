package io.weir.ingest.topic;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.weir.ingest.event.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.TreeMap;

/**
 * What became of the raw records of one range of offsets at one stage, on {@link Topic#LEDGER}.
 * Counts are absolute: a newer entry of the same key replaces an older one. {@code received} is the
 * sum of all others.
 *
 * @param stage {@code enrich}, {@code sink.elasticsearch}, …
 * @param topic the topic the stage read
 * @param from first offset of the range, a multiple of {@link #RANGE}
 * @param counts raw records by what became of them: {@code received}, {@code represented}, {@code
 *     held}, {@code expired}, {@code stored}, {@code not_routed}, {@code dead_lettered.REASON},
 *     {@code dropped.RULE}
 */
public record LedgerEntry(
    String stage, String topic, int partition, long from, Map<String, Long> counts) {
  /** How many offsets one entry covers. */
  public static final long RANGE = 100_000;

  public static final String RECEIVED = "received";
  public static final String REPRESENTED = "represented";
  public static final String HELD = "held";

  /** Deleted by the topic's retention before anybody read it. */
  public static final String EXPIRED = "expired";

  public static final String STORED = "stored";
  public static final String NOT_ROUTED = "not_routed";
  public static final String DEAD_LETTERED = "dead_lettered.";

  /** Not wanted by a rule of the user's, whose name follows. */
  public static final String DROPPED = "dropped.";

  private static final int SCHEMA = 1;

  public LedgerEntry {
    counts = new TreeMap<>(counts);
  }

  /** The first offset of the range that an offset lies in. */
  public static long rangeOf(long offset) {
    return offset - Math.floorMod(offset, RANGE);
  }

  public String key() {
    return String.join("/", stage, topic, String.valueOf(partition), String.valueOf(from));
  }

  /** True if every received record is accounted for. */
  public boolean balances() {
    long others = counts.values().stream().mapToLong(Long::longValue).sum();
    return 2 * counts.getOrDefault(RECEIVED, 0L) == others;
  }

  public byte[] toJson() {
    ObjectNode json = Json.MAPPER.createObjectNode();
    json.put("schema", SCHEMA).put("stage", stage).put("topic", topic);
    json.put("partition", partition).put("from", from).put("to", from + RANGE);
    ObjectNode all = json.putObject("counts");
    counts.forEach(all::put);
    try {
      return Json.MAPPER.writeValueAsBytes(json);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Reads an entry.
   *
   * @throws IOException if it is none
   */
  public static LedgerEntry read(byte[] json) throws IOException {
    JsonNode node = Json.MAPPER.readTree(json);
    Map<String, Long> counts = new TreeMap<>();
    node.path("counts").properties().forEach(e -> counts.put(e.getKey(), e.getValue().asLong()));
    if (!node.path("stage").isTextual() || !node.path("topic").isTextual()) {
      throw new IOException("not an entry of the ledger");
    }
    return new LedgerEntry(
        node.path("stage").asText(),
        node.path("topic").asText(),
        node.path("partition").asInt(),
        node.path("from").asLong(),
        counts);
  }
}
