package io.weir.sinks.elasticsearch;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.weir.ingest.event.Event;
import io.weir.ingest.event.EventJson;
import io.weir.ingest.event.Json;
import io.weir.servers.ElasticsearchServer;
import io.weir.sinks.Delivery;
import io.weir.sinks.Sink;
import io.weir.sinks.SinkContract;
import io.weir.sinks.SinkRecord;
import io.weir.sinks.setup.ElasticsearchSetup;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import org.apache.http.HttpHost;
import org.elasticsearch.client.Request;
import org.elasticsearch.client.RestClient;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The contract against a real Elasticsearch. */
class ElasticsearchSinkIT extends SinkContract {
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

  private RestClient client() {
    return RestClient.builder(HttpHost.create(elasticsearch.uri().toString())).build();
  }

  @Override
  protected Sink open() {
    return new ElasticsearchSink(client(), record -> true, Clock.systemUTC());
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
            sink.deliver(
                List.of(record(null, event.dataStream(), value), record(event.id(), null, value))))
        .hasSize(2)
        .containsOnly(new Delivery.Rejected("no_headers", null));
    assertThat(seen()).isEmpty();
  }

  @Test
  void aRecordWithoutHeadersDoesNotReachTheQuestionWhereItGoes() {
    byte[] value = EventJson.write(event(0, "shop", "x"));

    try (Sink audit =
        new ElasticsearchSink(
            client(), record -> record.dataStream().startsWith("logs-falco"), Clock.systemUTC())) {
      assertThat(audit.deliver(List.of(record(null, null, value))))
          .containsExactly(new Delivery.Rejected("no_headers", null));
    }
  }

  @Test
  void whatIsNotRoutedHereIsNotSent() {
    List<SinkRecord> batch = records(2);

    try (Sink audit = new ElasticsearchSink(client(), record -> false, Clock.systemUTC())) {
      assertThat(audit.deliver(batch)).hasSize(2).containsOnly(Delivery.Done.NOT_ROUTED);
    }
    assertThat(seen()).isEmpty();
  }

  @Test
  void aMissingTemplateIsWaitedForAndNoPlainIndexIsMade() {
    List<SinkRecord> good = records(2);
    Event event = event(2, "shop", "x");
    SinkRecord homeless = record(event.id(), "logs-of.nobody-default", EventJson.write(event));

    List<Delivery> deliveries = sink.deliver(List.of(good.get(0), homeless, good.get(1)));

    assertThat(deliveries.get(1))
        .isInstanceOfSatisfying(
            Delivery.Retry.class, retry -> assertThat(retry.needsPerson()).isTrue());
    assertThat(List.of(deliveries.get(0), deliveries.get(2))).containsOnly(Delivery.Done.STORED);
    assertThat(ask("GET", "/_cat/indices/*of.nobody*?format=json&expand_wildcards=all")).isEmpty();
    assertThat(seen()).containsExactlyInAnyOrderElementsOf(ids(good));
  }

  @Test
  void whatIsSentAgainIsSaidToBeThere() {
    List<SinkRecord> batch = records(2);
    sink.deliver(batch);

    assertThat(sink.deliver(batch)).hasSize(2).containsOnly(Delivery.Done.DUPLICATE);
  }
}
