package io.weir.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.weir.ingest.event.Json;
import io.weir.ingest.topic.LedgerEntry;
import io.weir.ingest.topic.Topic;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What the pipeline has done until one moment, as JSON; not changed once it is made.
 *
 * @param state records and events by stage, redactions by class, what the ledger still misses
 * @param incidents as they are stored, the newest first
 * @param lines raw and redacted text of the newest events
 * @param deadLetters the newest, without documents
 * @param ledger what became of the records, by stage and partition
 */
record PipelineSnapshot(
    JsonNode state, JsonNode incidents, JsonNode lines, JsonNode deadLetters, JsonNode ledger) {
  private static final List<String> RAW = List.of(Topic.LOGS_RAW.name(), Topic.FALCO_RAW.name());
  private static final String ENRICH = "enrich";

  static final PipelineSnapshot EMPTY =
      new PipelineSnapshot(Json.MAPPER.createObjectNode(), array(), array(), array(), array());

  /** What the observer has seen so far; called by the thread that polls it. */
  static PipelineSnapshot of(
      PipelineObserver observer, List<String> sinks, RecentEvents recent, RawTexts raw) {
    return new PipelineSnapshot(
        state(observer, sinks),
        incidents(observer),
        lines(recent, raw),
        deadLetters(recent),
        ledger(observer));
  }

  private static ArrayNode array() {
    return Json.MAPPER.createArrayNode();
  }

  private static JsonNode state(PipelineObserver observer, List<String> sinks) {
    ObjectNode state = Json.MAPPER.createObjectNode();
    state.put("time", Instant.now().toEpochMilli());
    state.put("produced", observer.produced());
    Map<String, Long> enriched = new TreeMap<>();
    RAW.forEach(
        topic ->
            observer
                .counts(ENRICH, topic)
                .forEach((what, n) -> enriched.merge(what, n, Long::sum)));
    state.set(ENRICH, counts(enriched));
    state.put("events", observer.eventIds().size());
    ObjectNode stored = state.putObject("sinks");
    sinks.forEach(sink -> stored.set(sink, counts(observer.counts(sink, Topic.EVENTS.name()))));
    state.put("incidents", observer.incidents().size());
    state.set("redactions", counts(observer.redactions()));
    state.set("dead_letters", counts(observer.deadLetters()));
    ArrayNode open = state.putArray("open");
    new LedgerCheck(observer, sinks).open().forEach(open::add);
    return state;
  }

  private static ObjectNode counts(Map<String, Long> counts) {
    ObjectNode json = Json.MAPPER.createObjectNode();
    counts.forEach(json::put);
    return json;
  }

  private static JsonNode incidents(PipelineObserver observer) {
    List<JsonNode> newestFirst = new ArrayList<>(observer.incidents().values());
    Collections.reverse(newestFirst);
    return array().addAll(newestFirst);
  }

  private static JsonNode lines(RecentEvents recent, RawTexts raw) {
    ObjectNode lines = Json.MAPPER.createObjectNode();
    lines.set("redacted", pairs(recent.redacted(), raw));
    lines.set("others", pairs(recent.others(), raw));
    return lines;
  }

  private static ArrayNode pairs(List<JsonNode> events, RawTexts raw) {
    ArrayNode pairs = array();
    for (JsonNode event : events) {
      String text = raw.of(event.at("/weir/source"));
      if (text != null) {
        ObjectNode pair = pairs.addObject();
        pair.set("time", event.path("@timestamp"));
        pair.set("namespace", event.at("/kubernetes/namespace"));
        pair.set("pod", event.at("/kubernetes/pod/name"));
        pair.put("raw", text);
        pair.set("redacted", event.path("line"));
        pair.set("classes", event.at("/weir/redactions"));
        pair.set("document", event);
      }
    }
    return pairs;
  }

  private static JsonNode deadLetters(RecentEvents recent) {
    ArrayNode letters = array();
    for (JsonNode letter : recent.deadLetters()) {
      ObjectNode shown = letter.deepCopy();
      shown.remove("document");
      letters.add(shown);
    }
    return letters;
  }

  private static JsonNode ledger(PipelineObserver observer) {
    Map<String, Map<String, Long>> rows = new TreeMap<>();
    for (LedgerEntry entry : observer.ledger()) {
      String row = "%s|%s|%04d".formatted(entry.stage(), entry.topic(), entry.partition());
      Map<String, Long> sum = rows.computeIfAbsent(row, key -> new TreeMap<>());
      entry.counts().forEach((what, n) -> sum.merge(what, n, Long::sum));
    }
    ArrayNode json = array();
    rows.forEach(
        (row, sum) -> {
          String[] key = row.split("\\|", -1);
          ObjectNode shown = json.addObject().put("stage", key[0]).put("topic", key[1]);
          shown.put("partition", Integer.parseInt(key[2]));
          shown.set("counts", counts(sum));
        });
    return json;
  }
}
