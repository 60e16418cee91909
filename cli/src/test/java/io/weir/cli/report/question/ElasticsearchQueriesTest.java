package io.weir.cli.report.question;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import io.weir.cli.command.CommandFailure;
import io.weir.sinks.elasticsearch.SavedSearches;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Collections;
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
  private static final Month NOVEMBER = Month.parse("2026-11");

  private final List<String> asked = new CopyOnWriteArrayList<>();
  private final Deque<String> records = new ArrayDeque<>();
  private final Deque<String> pages = new ArrayDeque<>();
  private final List<String> bodies = new CopyOnWriteArrayList<>();
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
          bodies.add(body);
          boolean sum = body.contains("weir.source.records") && !records.isEmpty();
          String next = pages.isEmpty() ? answer : pages.poll();
          byte[] bytes = (sum ? sum() : next).getBytes(StandardCharsets.UTF_8);
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

  @Test
  void countsOfManyValuesSayHowFarTheyAreOff() {
    answer = "{\"aggregations\":{\"by\":{\"doc_count_error_upper_bound\":7,\"buckets\":[]}}}";

    Actions found =
        new ActionsQuery(queries, NOVEMBER).run(SavedSearches.shipped().byId("weir-falco-drops"));

    assertThat(found.error()).isEqualTo(7);
    assertThat(bodies).hasSize(1).allMatch(it -> it.contains("\"shard_size\":10000"));
  }

  /** Pages come by id: the gravest is on the last. */
  @Test
  void theGravestOfManyIncidentsAreKept() {
    for (int page = 0; page < 45; page++) {
      String incident =
          "{\"newest\":{\"hits\":{\"hits\":[{\"_source\":{\"event\":{\"severity\":%d}}}]}}}"
              .formatted(page);
      pages.add(buckets(Collections.nCopies(100, incident)));
    }
    pages.add(buckets(List.of()));

    IncidentsQuery.Incidents found = new IncidentsQuery(queries, NOVEMBER).run();

    assertThat(found.total()).isEqualTo(4_500);
    assertThat(found.incidents()).hasSize(2_000);
    assertThat(found.incidents().get(0).severityNumber()).isEqualTo(44);
    assertThat(found.incidents().get(1_999).severityNumber()).isEqualTo(25);
  }

  @Test
  void valuesOfTooManyNamespacesAreSaidToBeIncomplete() {
    answer =
        "{\"aggregations\":{\"classes\":{\"buckets\":{\"iban\":{\"doc_count\":1}}},"
            + buckets(Collections.nCopies(10_001, "{}")).substring("{\"aggregations\":{".length());

    assertThat(new RedactionsQuery(queries, NOVEMBER, List.of("iban")).run().complete()).isFalse();
  }

  private static String buckets(List<String> buckets) {
    return "{\"aggregations\":{\"by\":{\"after_key\":{\"id\":\"x\"},\"buckets\":["
        + String.join(",", buckets)
        + "]}}}";
  }
}
