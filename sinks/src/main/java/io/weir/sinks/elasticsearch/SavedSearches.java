package io.weir.sinks.elasticsearch;

import com.fasterxml.jackson.databind.JsonNode;
import io.weir.ingest.event.Json;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;

/**
 * The searches of {@code dashboards/kibana/weir.ndjson}, which the build puts into the jar: who
 * looks into Kibana and who reads a report see the answers to the same questions.
 *
 * @see <a href="https://www.elastic.co/guide/en/kibana/8.19/managing-saved-objects.html">Saved
 *     objects</a>
 */
public final class SavedSearches {
  private static final String FILE = "weir.ndjson";

  private final Map<String, JsonNode> objects = new LinkedHashMap<>();

  private SavedSearches() {}

  /** Those that come with Weir. */
  public static SavedSearches shipped() {
    SavedSearches searches = new SavedSearches();
    try (InputStream in = SavedSearches.class.getResourceAsStream(FILE);
        BufferedReader lines =
            new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        JsonNode object = Json.MAPPER.readTree(line);
        searches.objects.put(object.path("id").asText(), object);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return searches;
  }

  /** All of them, in the order of the file. */
  public List<SavedSearch> all() {
    return objects.values().stream()
        .filter(object -> object.path("type").asText().equals("search"))
        .map(this::search)
        .toList();
  }

  /** The search of that id; it must be there. */
  public SavedSearch byId(String id) {
    return search(object(id));
  }

  /** What a dashboard shows, in its order. */
  public List<SavedSearch> ofDashboard(String id) {
    return StreamSupport.stream(object(id).path("references").spliterator(), false)
        .filter(reference -> reference.path("type").asText().equals("search"))
        .map(reference -> byId(reference.path("id").asText()))
        .toList();
  }

  private JsonNode object(String id) {
    JsonNode object = objects.get(id);
    if (object == null) {
      throw new IllegalArgumentException("no saved object has the id " + id);
    }
    return object;
  }

  private SavedSearch search(JsonNode object) {
    JsonNode attributes = object.path("attributes");
    List<String> columns = new ArrayList<>();
    attributes.path("columns").forEach(column -> columns.add(column.asText()));
    return new SavedSearch(
        object.path("id").asText(),
        attributes.path("title").asText(),
        attributes.path("description").asText(),
        columns,
        object(object.at("/references/0/id").asText()).at("/attributes/title").asText(),
        kql(attributes.at("/kibanaSavedObjectMeta/searchSourceJSON").asText()));
  }

  /** Kibana keeps the query as JSON in a string. */
  private static String kql(String source) {
    try {
      return Json.MAPPER.readTree(source).at("/query/query").asText();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
