package io.weir.sinks.elasticsearch;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.weir.ingest.event.Event;
import io.weir.ingest.event.EventJson;
import io.weir.ingest.event.Field;
import io.weir.ingest.event.Json;
import io.weir.servers.ElasticsearchServer;
import io.weir.sinks.Deliveries;
import io.weir.sinks.Delivery;
import io.weir.sinks.Sink;
import io.weir.sinks.SinkContract;
import io.weir.sinks.SinkRecord;
import io.weir.sinks.http.StoreAddress;
import io.weir.sinks.setup.ElasticsearchSetup;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.http.HttpHost;
import org.elasticsearch.client.Request;
import org.elasticsearch.client.RestClient;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The contract against a real Elasticsearch. */
class ElasticsearchSinkIT extends SinkContract<SinkRecord> {
  private ElasticsearchServer elasticsearch;
  private RestClient client;

  @BeforeAll
  void start(@TempDir Path data) throws IOException {
    elasticsearch = ElasticsearchServer.start(data);
    client = client();
    ElasticsearchSetup.run(client, 0);
  }

  @AfterAll
  void close() throws IOException {
    client.close();
    elasticsearch.close();
  }

  private ElasticsearchClient connect() {
    return ElasticsearchClient.of(StoreAddress.open(elasticsearch.uri()));
  }

  private RestClient client() {
    return RestClient.builder(HttpHost.create(elasticsearch.uri().toString())).build();
  }

  @Override
  protected Sink<SinkRecord> open() {
    return new ElasticsearchSink(connect(), record -> true);
  }

  @Override
  protected void stop() {
    elasticsearch.kill();
  }

  @Override
  protected void restart() {
    elasticsearch.restart();
  }

  /** Without a time it belongs nowhere in a data stream. */
  @Override
  protected SinkRecord refused(int number) {
    Event event = event(number, "shop", "x");
    String never =
        new String(EventJson.write(event), StandardCharsets.UTF_8)
            .replace(event.timestamp().toString(), "never");
    return record(event.id(), event.dataStream(), never.getBytes(StandardCharsets.UTF_8));
  }

  @Override
  protected List<String> storedIds() {
    ask("POST", "/logs-*/_refresh");
    List<String> ids = new ArrayList<>();
    ask("GET", "/logs-*/_search?size=10000&_source=event.id")
        .at("/hits/hits")
        .forEach(hit -> ids.add(hit.at("/_source/event/id").asText()));
    return ids;
  }

  private JsonNode ask(String method, String path) {
    try {
      return Json.MAPPER.readTree(
          client.performRequest(new Request(method, path)).getEntity().getContent());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void aRecordWithoutHeadersIsRefused() {
    Event event = event(0, "shop", "x");
    byte[] value = EventJson.write(event);

    assertThat(
            deliver(
                List.of(record(null, event.dataStream(), value), record(event.id(), null, value))))
        .hasSize(2)
        .containsOnly(new Delivery.Rejected("no_headers", null));
    assertThat(seen()).isEmpty();
  }

  @Test
  void aRecordWithoutHeadersDoesNotReachTheQuestionWhereItGoes() {
    byte[] value = EventJson.write(event(0, "shop", "x"));

    try (Sink<SinkRecord> audit =
        new ElasticsearchSink(connect(), record -> record.dataStream().startsWith("logs-falco"))) {
      assertThat(Deliveries.of(audit, List.of(record(null, null, value))))
          .containsExactly(new Delivery.Rejected("no_headers", null));
    }
  }

  @Test
  void whatIsNotRoutedHereIsNotSent() {
    List<SinkRecord> batch = records(2);

    try (Sink<SinkRecord> audit = new ElasticsearchSink(connect(), record -> false)) {
      assertThat(Deliveries.of(audit, batch)).hasSize(2).containsOnly(Delivery.Done.NOT_ROUTED);
    }
    assertThat(seen()).isEmpty();
  }

  @Test
  void aMissingTemplateIsWaitedForAndNoPlainIndexIsMade() {
    List<SinkRecord> good = records(2);
    Event event = event(2, "shop", "x");
    SinkRecord homeless = record(event.id(), "logs-of.nobody-default", EventJson.write(event));

    List<Delivery> deliveries = deliver(List.of(good.get(0), homeless, good.get(1)));

    assertThat(deliveries.get(1))
        .isInstanceOfSatisfying(
            Delivery.Retry.class, retry -> assertThat(retry.needsOperator()).isTrue());
    assertThat(List.of(deliveries.get(0), deliveries.get(2))).containsOnly(Delivery.Done.STORED);
    assertThat(ask("GET", "/_cat/indices/*of.nobody*?format=json&expand_wildcards=all")).isEmpty();
    assertThat(seen()).containsExactlyInAnyOrderElementsOf(ids(good));
  }

  /** What one field was refused for once kept the whole event out of the audit. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"host\":{\"name\":{\"an\":\"object\"}}}",
        "{\"kubernetes\":{\"labels\":\"a text where an object belongs\"}}",
        "{\"weir\":{\"fields\":{\"LONG\":\"a key that no term can hold\"}}}",
        "{\"weir\":{\"fields\":[[[1]]]}}",
        "{\"process\":\"not an object\"}",
        "{\"event\":{\"severity\":{\"not\":1}}}",
        "{\"weir\":{\"fields\":DEEP}}"
      })
  void aFieldThatCannotBeIndexedIsStoredWithoutItsIndex(String part) throws IOException {
    Event event = event(0, "shop", "who did this?");
    ObjectNode document = (ObjectNode) Json.MAPPER.readTree(EventJson.write(event));
    String deep = "{\"a\":".repeat(30) + "1" + "}".repeat(30);
    ObjectNode odd =
        (ObjectNode)
            Json.MAPPER.readTree(part.replace("LONG", "k".repeat(40_000)).replace("DEEP", deep));
    odd.properties().forEach(field -> merge(document, field.getKey(), field.getValue()));
    SinkRecord record =
        record(event.id(), event.dataStream(), Json.MAPPER.writeValueAsBytes(document));

    assertThat(deliver(List.of(records(2).get(1), record)))
        .containsExactly(Delivery.Done.STORED, Delivery.Done.STORED);
    assertThat(deliver(List.of(record))).containsExactly(Delivery.Done.DUPLICATE);

    ask("POST", "/logs-*/_refresh");
    JsonNode hits =
        ask("GET", "/logs-*/_search?q=event.id:%22" + event.id() + "%22+AND+message:this")
            .at("/hits/hits");
    assertThat(hits).hasSize(1);
    JsonNode source = hits.get(0).path("_source");
    assertThat(source.at("/kubernetes/namespace").asText()).isEqualTo("shop");
    assertThat(source.path("tags")).hasToString("[\"unindexed\"]");
    assertThat(source.at("/weir/unindexed").toString()).contains(leafOf(part));
  }

  private static void merge(ObjectNode document, String key, JsonNode value) {
    if (value instanceof ObjectNode inner && document.get(key) instanceof ObjectNode known) {
      inner.properties().forEach(field -> merge(known, field.getKey(), field.getValue()));
    } else {
      document.set(key, value);
    }
  }

  /** Something of the odd part that must be there still. */
  private static String leafOf(String part) {
    return part.contains("DEEP") || part.contains("[") || part.contains("not\"")
        ? "1"
        : part.replaceAll(".*\"([a-z ]+)\"}*", "$1");
  }

  /** A value is found by all its names, and a shared one by its name. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "event.dataset:kubernetes.container_logs",
        "kubernetes.node.name:node-7",
        "host.name:node-7",
        "kubernetes.container.name:api",
        "data_stream.type:logs",
        "data_stream.namespace:default",
        "ecs.version:8.17.0",
        "weir.schema:1"
      })
  void anEventIsFoundByNamesThatItDoesNotHave(String query) {
    Event event = event(3, "shop", "x");
    event.fields().put(Field.HOST_NAME, "node-7").put(Field.CONTAINER_NAME, "api");
    deliver(List.of(record(event)));
    ask("POST", "/logs-*/_refresh");

    String both = "event.id:%22" + event.id() + "%22+AND+" + query;
    assertThat(ask("GET", "/logs-*/_search?q=" + both).at("/hits/hits")).hasSize(1);
  }

  /** It lies in the topic for days after an update. */
  @Test
  void anEventOfAnEarlierBuildIsStoredToo() throws IOException {
    Event event = event(4, "shop", "x");
    ObjectNode document = (ObjectNode) Json.MAPPER.readTree(EventJson.write(event));
    JsonNode earlier =
        Json.MAPPER.readTree(
            """
            {"event":{"dataset":"kubernetes.container_logs"},"ecs":{"version":"8.17.0"},
             "data_stream":{"type":"logs","namespace":"default"},"weir":{"schema":1},
             "kubernetes":{"node":{"name":"n"},"container":{"name":"c"}},"host":{"name":"n"}}
            """);
    earlier.properties().forEach(field -> merge(document, field.getKey(), field.getValue()));

    assertThat(
            deliver(
                List.of(
                    record(
                        event.id(), event.dataStream(), Json.MAPPER.writeValueAsBytes(document)))))
        .containsExactly(Delivery.Done.STORED);
    ask("POST", "/logs-*/_refresh");
    JsonNode hits =
        ask("GET", "/logs-*/_search?q=event.id:%22" + event.id() + "%22").at("/hits/hits");
    assertThat(hits).hasSize(1);
    assertThat(hits.get(0).at("/_source/tags").toString()).doesNotContain("unindexed");
  }

  @Test
  void whatIsSentAgainIsSaidToBeThere() {
    List<SinkRecord> batch = records(2);
    deliver(batch);

    assertThat(deliver(batch)).hasSize(2).containsOnly(Delivery.Done.DUPLICATE);
  }
}
