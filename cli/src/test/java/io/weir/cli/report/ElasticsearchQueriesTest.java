package io.weir.cli.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import io.weir.cli.command.CommandFailure;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.http.HttpHost;
import org.elasticsearch.client.RestClient;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** By a server that answers what a test says. */
class ElasticsearchQueriesTest {
  private final List<String> asked = new CopyOnWriteArrayList<>();
  private final Deque<String> records = new ArrayDeque<>();
  private int status = 200;
  private String answer = "{}";
  private HttpServer server;
  private RestClient client;
  private ElasticsearchQueries queries;

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          asked.add(exchange.getRequestURI().toString());
          String body =
              new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
          boolean sum = body.contains("weir.source.records") && !records.isEmpty();
          byte[] bytes = (sum ? sum() : answer).getBytes(StandardCharsets.UTF_8);
          exchange.getResponseHeaders().add("Content-Type", "application/json");
          exchange.getResponseHeaders().add("X-Elastic-Product", "Elasticsearch");
          exchange.sendResponseHeaders(status, bytes.length);
          exchange.getResponseBody().write(bytes);
          exchange.close();
        });
    server.start();
    client =
        RestClient.builder(
                new HttpHost(server.getAddress().getAddress(), server.getAddress().getPort()))
            .build();
    queries = new ElasticsearchQueries(client, "here");
  }

  private String sum() {
    String value = records.size() > 1 ? records.poll() : records.peek();
    return "{\"aggregations\":{\"records\":{\"value\":" + value + "}}}";
  }

  @AfterEach
  void stop() throws IOException {
    client.close();
    server.stop(0);
  }

  @Test
  void aSearchIsOfAllShards() {
    queries.search("logs-*", "{}");

    assertThat(asked).hasSize(1).allMatch(it -> it.contains("allow_partial_search_results=false"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"timed_out\":true,\"_shards\":{\"failed\":0}}",
        "{\"timed_out\":false,\"_shards\":{\"failed\":1}}"
      })
  void aPartOfAnAnswerIsNone(String part) {
    answer = part;

    assertThatThrownBy(() -> queries.search("logs-*", "{}"))
        .isInstanceOf(CommandFailure.class)
        .hasMessage("Elasticsearch at here answered a search only in part");
  }

  @ParameterizedTest
  @ValueSource(ints = {403, 404})
  void whatMayNotBeSeenIsEmpty(int refused) {
    status = refused;

    assertThat(queries.get("/_ilm/policy/weir", Map.of())).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(ints = {400, 401, 429, 500})
  void aServerThatCannotSayIsAFailure(int failed) {
    status = failed;

    assertThatThrownBy(() -> queries.get("/_ilm/policy/weir", Map.of()))
        .isInstanceOf(CommandFailure.class)
        .hasMessage("Elasticsearch at here answered %d to /_ilm/policy/weir".formatted(failed));
  }

  @Test
  void documentsAreWaitedForUntilTheyCanBeFound() {
    records.addAll(List.of("1", "2", "3", "4"));

    assertThat(new RetentionQuery(queries, Duration.ofSeconds(30)).run(3).storedRecords())
        .isEqualTo(3);
  }

  @Test
  void documentsThatAreMissingAreNotWaitedForForEver() {
    records.add("2");

    assertThat(new RetentionQuery(queries, Duration.ZERO).run(3).storedRecords()).isEqualTo(2);
  }
}
