package io.weir.sinks.elasticsearch;

import com.fasterxml.jackson.databind.JsonNode;
import io.weir.ingest.event.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** The saved objects of Kibana, one a line. */
final class KibanaObjects {
  private static final Path FILE = Path.of("..", "dashboards", "kibana", "weir.ndjson");

  private KibanaObjects() {}

  static List<JsonNode> all() {
    try (Stream<String> lines = Files.lines(FILE)) {
      return lines.map(KibanaObjects::read).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static Stream<JsonNode> searches() {
    return all().stream().filter(object -> object.path("type").asText().equals("search"));
  }

  /** What is asked, in KQL. */
  static String query(JsonNode search) {
    String source = search.at("/attributes/kibanaSavedObjectMeta/searchSourceJSON").asText();
    return read(source).at("/query/query").asText();
  }

  /** The indices of the data view that a search is in. */
  static String indices(JsonNode search) {
    String view = search.at("/references/0/id").asText();
    return all().stream()
        .filter(object -> object.path("id").asText().equals(view))
        .map(object -> object.at("/attributes/title").asText())
        .findFirst()
        .orElseThrow();
  }

  /** The elements of an array. */
  static Stream<JsonNode> elements(JsonNode array) {
    return StreamSupport.stream(array.spliterator(), false);
  }

  static JsonNode read(String json) {
    try {
      return Json.MAPPER.readTree(json);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
