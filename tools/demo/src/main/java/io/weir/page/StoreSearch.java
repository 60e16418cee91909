package io.weir.page;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.weir.ingest.event.Event;
import io.weir.ingest.event.EventJson;
import io.weir.ingest.event.Json;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/**
 * Searches Elasticsearch for events by a query of Lucene's syntax ({@code q}), the newest first:
 * {@code {"total": n, "hits": [{"document": …, "line": …}]}}. A query that cannot be read is
 * answered by 400 and the reason.
 */
public final class StoreSearch implements Route {
  private static final Duration TIMEOUT = Duration.ofSeconds(20);
  private static final int SIZE = 100;

  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final URI elasticsearch;

  /** Searches all data streams of Weir there. */
  public StoreSearch(URI elasticsearch) {
    this.elasticsearch = elasticsearch;
  }

  @Override
  public Answer answer(URI request) throws IOException {
    HttpResponse<String> response = ask(body(new QueryString(request).get("q")));
    JsonNode answer = Json.MAPPER.readTree(response.body());
    if (response.statusCode() != 200) {
      String reason = answer.at("/error/root_cause/0/reason").asText("the query was refused");
      return Answer.failure(response.statusCode(), reason);
    }
    ObjectNode result = Json.MAPPER.createObjectNode();
    result.set("total", answer.at("/hits/total/value"));
    ArrayNode hits = result.putArray("hits");
    for (JsonNode hit : answer.at("/hits/hits")) {
      JsonNode document = hit.path("_source");
      hits.addObject().put("line", line(document)).set("document", document);
    }
    return Answer.json(result);
  }

  private static String line(JsonNode document) throws IOException {
    Event event = EventJson.read(Json.MAPPER.writeValueAsBytes(document));
    return event.line();
  }

  private static String body(String query) {
    ObjectNode body = Json.MAPPER.createObjectNode();
    body.put("size", SIZE).put("track_total_hits", true);
    body.putArray("sort").addObject().put("@timestamp", "desc");
    ObjectNode match = body.putObject("query");
    if (query.isBlank()) {
      match.putObject("match_all");
    } else {
      match
          .putObject("query_string")
          .put("query", query)
          .put("default_field", "message")
          .put("default_operator", "AND")
          .put("lenient", true);
    }
    return body.toString();
  }

  private HttpResponse<String> ask(String body) throws IOException {
    HttpRequest question =
        HttpRequest.newBuilder(elasticsearch.resolve("/logs-*/_search"))
            .timeout(TIMEOUT)
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(body))
            .build();
    try {
      return client.send(question, HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("Elasticsearch was not waited for", e);
    } catch (IOException e) {
      throw new IOException("Elasticsearch does not answer", e);
    }
  }
}
