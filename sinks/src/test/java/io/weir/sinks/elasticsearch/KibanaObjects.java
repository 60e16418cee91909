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

/** The saved objects of Kibana as they are, one a line. */
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
