package io.weir.demo;

import com.fasterxml.jackson.databind.JsonNode;
import io.weir.ingest.event.Json;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** Asks the stores what they really hold. */
public final class StoreQueries {
  private static final Duration TIMEOUT = Duration.ofSeconds(30);
  private static final int PAGE = 5_000;

  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  /** The ids of all events in Elasticsearch, as often as a search returns them. */
  public List<String> elasticsearchIds(URI elasticsearch) {
    List<String> ids = new ArrayList<>();
    eachHit(
        elasticsearch,
        "[\"event.id\"]",
        "{\"bool\":{\"must_not\":{\"term\":{\"data_stream.dataset\":\"weir.incidents\"}}}}",
        hit -> ids.add(hit.at("/_source/event/id").asText()));
    return ids;
  }

  /** The messages in Elasticsearch that hold a phrase and can be found now, at most a thousand. */
  public List<String> elasticsearchMessages(URI elasticsearch, String phrase) {
    List<String> messages = new ArrayList<>();
    String body =
        """
        {"size":1000,"_source":["message"],"query":{"match_phrase":{"message":"%s"}}}"""
            .formatted(phrase);
    call("POST", elasticsearch.resolve("/logs-*/_search"), body)
        .at("/hits/hits")
        .forEach(hit -> messages.add(hit.at("/_source/message").asText()));
    return messages;
  }

  /** The lines of one application in Loki that can be found now, at most a thousand. */
  public List<String> lokiLines(URI loki, String app, Instant from) {
    String query =
        "/loki/api/v1/query_range?limit=1000&start=%d&query=%s"
            .formatted(
                nanos(from), URLEncoder.encode("{app=\"" + app + "\"}", StandardCharsets.UTF_8));
    List<String> lines = new ArrayList<>();
    call("GET", loki.resolve(query), null)
        .at("/data/result")
        .forEach(
            stream -> stream.path("values").forEach(value -> lines.add(value.get(1).asText())));
    return lines;
  }

  /** The text of all documents that Weir has stored in Elasticsearch. */
  public String elasticsearchDocuments(URI elasticsearch) {
    StringBuilder all = new StringBuilder();
    eachHit(elasticsearch, "true", "{\"match_all\":{}}", hit -> all.append(hit).append('\n'));
    return all.toString();
  }

  private void eachHit(URI elasticsearch, String source, String query, Consumer<JsonNode> taker) {
    call("POST", elasticsearch.resolve("/logs-*/_refresh"), null);
    String after = "";
    while (true) {
      String body =
          """
          {"size":%d,"_source":%s,"sort":[{"event.id":"asc"},{"_doc":"asc"}],"query":%s%s}"""
              .formatted(PAGE, source, query, after);
      JsonNode hits = call("POST", elasticsearch.resolve("/logs-*/_search"), body).at("/hits/hits");
      hits.forEach(taker);
      if (hits.size() < PAGE) {
        return;
      }
      after = ",\"search_after\":" + hits.get(hits.size() - 1).path("sort");
    }
  }

  /** The ids of all events in Loki between two times, as often as a log query returns them. */
  public List<String> lokiIds(URI loki, Instant from, Instant to) {
    List<String> ids = new ArrayList<>();
    long start = nanos(from);
    while (true) {
      String query =
          "/loki/api/v1/query_range?direction=forward&limit=%d&start=%d&end=%d&query=%s"
              .formatted(
                  PAGE,
                  start,
                  nanos(to),
                  URLEncoder.encode("{source=~\".+\"}", StandardCharsets.UTF_8));
      int count = 0;
      long last = start;
      for (JsonNode stream : call("GET", loki.resolve(query), null).at("/data/result")) {
        for (JsonNode value : stream.path("values")) {
          ids.add(stream.at("/stream/event_id").asText());
          last = Math.max(last, value.get(0).asLong());
          count++;
        }
      }
      if (count < PAGE) {
        return ids;
      }
      // Times are made distinct by the sink, so nothing is passed over or read twice.
      start = last + 1;
    }
  }

  private static long nanos(Instant time) {
    return time.getEpochSecond() * 1_000_000_000L + time.getNano();
  }

  private JsonNode call(String method, URI uri, String body) {
    HttpRequest request =
        HttpRequest.newBuilder(uri)
            .timeout(TIMEOUT)
            .header("Content-Type", "application/json")
            .method(
                method,
                body == null
                    ? HttpRequest.BodyPublishers.noBody()
                    : HttpRequest.BodyPublishers.ofString(body))
            .build();
    try {
      HttpResponse<String> response =
          client.send(request, HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8));
      if (response.statusCode() != 200) {
        throw new IllegalStateException(uri.getPath() + " answered " + response.statusCode());
      }
      return Json.MAPPER.readTree(response.body());
    } catch (IOException e) {
      throw new IllegalStateException(uri + " cannot be reached", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }
}
