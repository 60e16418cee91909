package io.weir.sinks.elasticsearch;

import java.util.List;

/**
 * A search that is saved for Kibana.
 *
 * @param id fixed, such as {@code weir-secrets-read}
 * @param columns names of the fields that it shows
 * @param indices names and patterns of its data view, with a comma between them
 * @param kql the query, in the part of the language that {@link Kql} reads
 */
public record SavedSearch(
    String id, String title, String description, List<String> columns, String indices, String kql) {

  public SavedSearch {
    columns = List.copyOf(columns);
  }
}
