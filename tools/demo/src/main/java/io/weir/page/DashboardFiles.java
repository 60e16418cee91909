package io.weir.page;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.weir.dashboards.Queries;
import io.weir.ingest.event.Json;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The dashboards as Grafana takes them: a list of all, with {@code uid}, {@code title} and {@code
 * description}, and each by its uid.
 */
public final class DashboardFiles implements Route {
  private final String prefix;
  private final Map<String, JsonNode> dashboards = new LinkedHashMap<>();

  /** All dashboards of the class path, below the prefix. */
  public DashboardFiles(String prefix) {
    this.prefix = prefix;
    for (String file : Queries.dashboards()) {
      JsonNode dashboard = read("/weir-dashboards/" + file);
      dashboards.put(dashboard.path("uid").asText(), dashboard);
    }
  }

  private static JsonNode read(String resource) {
    try (InputStream in = DashboardFiles.class.getResourceAsStream(resource)) {
      return Json.MAPPER.readTree(in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public Answer answer(URI request) {
    String uid = request.getPath().substring(prefix.length()).replaceFirst("^/", "");
    if (uid.isEmpty()) {
      return Answer.json(list());
    }
    JsonNode dashboard = dashboards.get(uid);
    return dashboard == null
        ? Answer.failure(404, "there is no dashboard " + uid)
        : Answer.json(dashboard);
  }

  private ArrayNode list() {
    ArrayNode list = Json.MAPPER.createArrayNode();
    for (JsonNode dashboard : dashboards.values()) {
      ObjectNode entry = list.addObject();
      for (String name : new String[] {"uid", "title", "description"}) {
        entry.set(name, dashboard.path(name));
      }
    }
    return list;
  }
}
