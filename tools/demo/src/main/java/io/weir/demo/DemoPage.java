package io.weir.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.weir.ingest.event.Json;
import io.weir.page.Answer;
import io.weir.page.DashboardFiles;
import io.weir.page.PageFiles;
import io.weir.page.PageServer;
import io.weir.page.ReadOnlyProxy;
import io.weir.page.Route;
import io.weir.page.StoreSearch;
import java.net.URI;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;

/** The page of a cluster that runs: what it does, what it found, and its stores. */
final class DemoPage implements AutoCloseable {
  private static final String PROMETHEUS = "/prometheus";
  private static final String LOKI = "/loki";
  private static final String DASHBOARDS = "/api/dashboards";

  private final DemoCluster cluster;
  private final PipelineFeed feed;
  private final PageServer server;

  /**
   * Opens it.
   *
   * @param port 0 for a free one
   */
  DemoPage(DemoCluster cluster, int port) {
    this.cluster = cluster;
    feed = new PipelineFeed(cluster.kafka(), cluster.eventSinks());
    Map<String, Route> routes = new HashMap<>();
    routes.put("/", new PageFiles());
    routes.put(DASHBOARDS, new DashboardFiles(DASHBOARDS));
    routes.put("/api/search", new StoreSearch(cluster.elasticsearch().uri()));
    routes.put("/api/servers", request -> Answer.json(servers()));
    routes.put("/api/state", snapshot(PipelineSnapshot::state));
    routes.put(
        "/api/history",
        request -> Answer.json(Json.MAPPER.createArrayNode().addAll(feed.history())));
    routes.put("/api/incidents", snapshot(PipelineSnapshot::incidents));
    routes.put("/api/lines", snapshot(PipelineSnapshot::lines));
    routes.put("/api/dead-letters", snapshot(PipelineSnapshot::deadLetters));
    routes.put("/api/ledger", snapshot(PipelineSnapshot::ledger));
    cluster
        .prometheus()
        .ifPresent(
            found -> routes.put(PROMETHEUS, ReadOnlyProxy.prometheus(PROMETHEUS, found.uri())));
    cluster.loki().ifPresent(found -> routes.put(LOKI, ReadOnlyProxy.loki(LOKI, found.uri())));
    server = open(port, routes, feed);
  }

  private static PageServer open(int port, Map<String, Route> routes, PipelineFeed feed) {
    try {
      return new PageServer(port, routes);
    } catch (IllegalStateException e) {
      feed.close();
      throw e;
    }
  }

  /** Where the page is. */
  URI uri() {
    return server.uri();
  }

  private Route snapshot(Function<PipelineSnapshot, JsonNode> part) {
    return request -> Answer.json(part.apply(feed.latest()));
  }

  /** The roles and whether each runs; the servers and where each is. */
  private JsonNode servers() {
    ObjectNode json = Json.MAPPER.createObjectNode();
    ArrayNode roles = json.putArray("roles");
    cluster
        .roles()
        .forEach(
            (name, role) ->
                roles.addObject().put("name", name).put("runs", role.process().isAlive()));
    ObjectNode servers = json.putObject("servers");
    servers.put("Kafka", cluster.kafka().bootstrapServers());
    servers.put("Elasticsearch", cluster.elasticsearch().uri().toString());
    cluster.loki().ifPresent(loki -> servers.put("Loki", loki.uri().toString()));
    cluster.prometheus().ifPresent(found -> servers.put("Prometheus", found.uri().toString()));
    cluster.alertmanager().ifPresent(found -> servers.put("Alertmanager", found.uri().toString()));
    return json;
  }

  @Override
  public void close() {
    server.close();
    feed.close();
  }
}
