package io.weir.cli.report.question;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.weir.cli.command.CommandFailure;
import io.weir.ingest.event.Json;
import io.weir.sinks.setup.ElasticsearchSetup;
import java.io.IOException;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.elasticsearch.client.Request;
import org.elasticsearch.client.Response;
import org.elasticsearch.client.ResponseException;
import org.elasticsearch.client.RestClient;

/** Asks Elasticsearch; reads only. A server that does not answer is one sentence. */
public final class ElasticsearchQueries {
  /** All data streams of Weir. */
  static final String ALL = String.join(",", ElasticsearchSetup.PATTERNS);

  static final String INCIDENTS = "logs-weir.incidents-*";

  /** Buckets in one answer. */
  private static final int PAGE = 1_000;

  private static final int FORBIDDEN = 403;
  private static final int NOT_FOUND = 404;

  private final RestClient client;
  private final String name;

  /**
   * Asks nothing yet.
   *
   * @param client owned by the caller
   * @param name of the server, for people
   */
  public ElasticsearchQueries(RestClient client, String name) {
    this.client = client;
    this.name = name;
  }

  /**
   * The answer to a search; indices that do not exist have no documents. It is of all shards or
   * there is none: figures of some would be too low without a word.
   *
   * @throws CommandFailure if a shard fails or the time is over
   */
  JsonNode search(String indices, JsonNode body) {
    Request request = new Request("POST", "/" + indices + "/_search");
    request.addParameter("ignore_unavailable", "true");
    request.addParameter("allow_no_indices", "true");
    request.addParameter("allow_partial_search_results", "false");
    request.setJsonEntity(body.toString());
    JsonNode answer = answer(request);
    if (answer.path("timed_out").asBoolean() || answer.at("/_shards/failed").asInt() > 0) {
      throw new CommandFailure(
          String.format(Locale.ROOT, "Elasticsearch at %s answered a search only in part", name));
    }
    return answer;
  }

  /** A search that is written as JSON. */
  JsonNode search(String indices, String body) {
    return search(indices, json(body));
  }

  /**
   * Passes on each bucket of a composite aggregation, page by page.
   *
   * @param body a search with one aggregation, {@code by}, which is composite
   * @param max how many buckets are passed on at most
   * @return false if there are more
   */
  boolean eachBucket(String indices, ObjectNode body, int max, Consumer<JsonNode> taker) {
    ObjectNode composite = (ObjectNode) body.at("/aggs/by/composite");
    int size = composite.path("size").asInt(PAGE);
    composite.put("size", size);
    int passed = 0;
    while (true) {
      JsonNode by = search(indices, body).at("/aggregations/by");
      for (JsonNode bucket : by.path("buckets")) {
        if (passed == max) {
          return false;
        }
        taker.accept(bucket);
        passed++;
      }
      if (by.path("buckets").size() < size) {
        return true;
      }
      composite.set("after", by.path("after_key"));
    }
  }

  /**
   * What is at a path; empty if it does not exist or this user may not see it.
   *
   * @throws CommandFailure if the server cannot say
   */
  Optional<JsonNode> get(String path, Map<String, String> parameters) {
    Request request = new Request("GET", path);
    request.addParameters(new HashMap<>(parameters));
    try {
      return Optional.of(read(client.performRequest(request)));
    } catch (ResponseException e) {
      int status = e.getResponse().getStatusLine().getStatusCode();
      if (status != FORBIDDEN && status != NOT_FOUND) {
        throw new CommandFailure(
            String.format(
                Locale.ROOT, "Elasticsearch at %s answered %d to %s", name, status, path));
      }
      return Optional.empty();
    } catch (IOException e) {
      throw unreachable(e);
    }
  }

  private JsonNode answer(Request request) {
    try {
      return read(client.performRequest(request));
    } catch (ResponseException e) {
      throw new CommandFailure(
          String.format(
              Locale.ROOT,
              "Elasticsearch at %s answered %d to a search",
              name,
              e.getResponse().getStatusLine().getStatusCode()));
    } catch (IOException e) {
      throw unreachable(e);
    }
  }

  private CommandFailure unreachable(IOException e) {
    return new CommandFailure(
        String.format(
            Locale.ROOT,
            "Elasticsearch at %s cannot be reached: %s",
            name,
            e.getClass().getSimpleName()));
  }

  private static JsonNode read(Response response) throws IOException {
    return Json.MAPPER.readTree(response.getEntity().getContent());
  }

  /** Reads JSON of ours. */
  static ObjectNode json(String text) {
    try {
      return (ObjectNode) Json.MAPPER.readTree(text);
    } catch (IOException e) {
      throw new IllegalArgumentException("no JSON", e);
    }
  }
}
