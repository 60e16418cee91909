package io.weir.sinks.elasticsearch;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.weir.ingest.event.Event;
import io.weir.ingest.event.EventJson;
import io.weir.ingest.event.Field;
import io.weir.ingest.event.Fields;
import io.weir.ingest.event.Json;
import io.weir.ingest.topic.EventHeaders;
import io.weir.ingest.topic.Topic;
import io.weir.servers.ElasticsearchServer;
import io.weir.sinks.Deliveries;
import io.weir.sinks.Delivery;
import io.weir.sinks.SinkRecord;
import io.weir.sinks.http.StoreAddress;
import io.weir.sinks.setup.ElasticsearchSetup;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.http.HttpHost;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.elasticsearch.client.Request;
import org.elasticsearch.client.RestClient;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Each saved search of Kibana finds its event, and none that only looks like it. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class KibanaSearchesIT {
  private static final String AUDIT = "kubernetes.audit_logs";
  private static final Instant TIME = Instant.parse("2026-11-27T10:00:00Z");
  private static final String LOGS = "kubernetes.container_logs";

  /** What each search must find; the ids begin with its name. */
  private static final List<Event> SOUGHT =
      List.of(
          audit("secrets-read", "list", "secrets", 200),
          audit("rbac-changes", "patch", "clusterrolebindings", 200),
          audit("denied", "delete", "pods", 403),
          with(audit("anonymous", "get", "pods", 200), Field.USER_NAME, "system:anonymous"),
          storeAction("store-changes", "indices:admin/data_stream/delete"),
          with(
              event("falco-drops", "falco.alerts"),
              Field.RULE_NAME,
              "Falco internal: syscall event drop"),
          with(
              audit("entered-pods", "create", "pods", 101),
              Field.URL_PATH,
              "/api/v1/x/pods/y/exec"),
          login("failed-logins", "failure"),
          with(event("privileged", "falco.alerts"), Field.RULE_NAME, "Launch Privileged Container"),
          with(event("person-name", LOGS), Field.USER_NAME, "PSEUDONYM"),
          new Event(TIME, "login of PSEUDONYM", event("person-message", LOGS).fields()),
          with(event("incident", "weir.incidents"), Field.WEIR_INCIDENT_ID, "INCIDENT"),
          with(event("incidents-open", "weir.incidents"), Field.WEIR_INCIDENT_STATUS, "open"),
          tagged("wrong-clocks", "time_clamped"),
          tagged("not-indexed", "unindexed"));

  /** What none of them may find. */
  private static final List<Event> LOOK_ALIKES =
      List.of(
          audit("other-verb", "delete", "secrets", 200),
          audit("other-resource", "list", "configmaps", 200),
          audit("read-of-rights", "get", "clusterroles", 200),
          with(audit("other-path", "get", "pods", 200), Field.URL_PATH, "/api/v1/x/pods/exec-1"),
          with(audit("somebody", "get", "pods", 200), Field.USER_NAME, "system:anonymous-not"),
          storeAction("store-read", "indices:data/read/search"),
          login("success", "success"),
          with(event("other-rule", "falco.alerts"), Field.RULE_NAME, "Terminal shell in container"),
          with(event("closed", "weir.incidents"), Field.WEIR_INCIDENT_STATUS, "closed"),
          with(event("other-person", LOGS), Field.USER_NAME, "PSEUDONYM-2"),
          tagged("other-tag", "zone_guessed"));

  private ElasticsearchServer elasticsearch;
  private RestClient client;

  @BeforeAll
  void store(@TempDir Path data) throws IOException {
    elasticsearch = ElasticsearchServer.start(data);
    client = RestClient.builder(HttpHost.create(elasticsearch.uri().toString())).build();
    ElasticsearchSetup.run(client, 0);
    List<SinkRecord> records = new ArrayList<>();
    SOUGHT.forEach(event -> records.add(record(event)));
    LOOK_ALIKES.forEach(event -> records.add(record(event)));
    try (ElasticsearchSink sink =
        new ElasticsearchSink(
            ElasticsearchClient.of(StoreAddress.open(elasticsearch.uri())), record -> true)) {
      assertThat(Deliveries.of(sink, records)).containsOnly(Delivery.Done.STORED);
    }
    client.performRequest(new Request("POST", "/logs-*/_refresh"));
  }

  @AfterAll
  void close() throws IOException {
    client.close();
    elasticsearch.close();
  }

  @Test
  void everySearchFindsWhatItIsForAndNothingElse() throws IOException {
    Map<String, List<String>> found = new LinkedHashMap<>();
    Map<String, List<String>> sought = new LinkedHashMap<>();
    for (SavedSearch search : SavedSearches.shipped().all()) {
      String id = search.id();
      String prefix = id.substring("weir-".length());
      found.put(id, ids(search));
      sought.put(
          id,
          SOUGHT.stream()
              .map(Event::id)
              .filter(it -> it.equals(prefix) || it.matches(prefix + "-(name|message)"))
              .sorted()
              .toList());
    }

    assertThat(sought).hasSize(14).allSatisfy((id, ids) -> assertThat(ids).isNotEmpty());
    assertThat(found).isEqualTo(sought);
  }

  private List<String> ids(SavedSearch search) throws IOException {
    Request request =
        new Request("POST", "/" + search.indices() + "/_search?size=100&ignore_unavailable=true");
    request.setJsonEntity("{\"query\":" + Kql.query(search.kql()) + "}");
    JsonNode answer = Json.MAPPER.readTree(client.performRequest(request).getEntity().getContent());
    List<String> ids = new ArrayList<>();
    answer.at("/hits/hits").forEach(hit -> ids.add(hit.at("/_source/event/id").asText()));
    return ids.stream().sorted().toList();
  }

  private static Event audit(String id, String verb, String resource, int status) {
    Event event = event(id, AUDIT);
    event
        .fields()
        .put(Field.EVENT_ACTION, verb)
        .put(Field.ORCHESTRATOR_RESOURCE_TYPE, resource)
        .put(Field.HTTP_RESPONSE_STATUS_CODE, status);
    return event;
  }

  private static Event storeAction(String id, String action) {
    Event event = event(id, "elasticsearch.audit");
    event
        .fields()
        .put(Field.EVENT_ACTION, "access_granted")
        .put(Field.WEIR_FIELDS, Json.MAPPER.createObjectNode().put("action", action));
    return event;
  }

  private static Event login(String id, String outcome) {
    Event event = event(id, "system.syslog");
    event
        .fields()
        .put(Field.EVENT_CATEGORY, List.of("authentication"))
        .put(Field.EVENT_OUTCOME, outcome);
    return event;
  }

  private static Event tagged(String id, String tag) {
    Event event = event(id, LOGS);
    event.fields().addTag(tag);
    return event;
  }

  private static Event with(Event event, Field field, String value) {
    event.fields().put(field, value);
    return event;
  }

  private static Event event(String id, String dataset) {
    return new Event(
        TIME,
        "what happened",
        new Fields().put(Field.EVENT_ID, id).put(Field.DATA_STREAM_DATASET, dataset));
  }

  private static SinkRecord record(Event event) {
    ConsumerRecord<byte[], byte[]> record =
        new ConsumerRecord<>(Topic.EVENTS.name(), 0, 0, null, EventJson.write(event));
    record.headers().add(EventHeaders.EVENT_ID, utf8(event.id()));
    record.headers().add(EventHeaders.DATA_STREAM, utf8(event.dataStream()));
    return new SinkRecord(record);
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
