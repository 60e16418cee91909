package io.weir.cli.report.question;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.weir.ingest.event.Field;
import io.weir.sinks.elasticsearch.Kql;
import io.weir.sinks.elasticsearch.SavedSearch;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/** Asks what Kibana's searches ask, for a month. */
public final class ActionsQuery {
  private static final int COUNTS = 15;

  /**
   * Of each shard, so that a value that is rare in one and frequent in another is counted whole.
   */
  private static final int SHARD_COUNTS = 10_000;

  private static final int NEWEST = 10;
  private static final String TIME = "@timestamp";

  private final ElasticsearchQueries elasticsearch;
  private final Month month;

  public ActionsQuery(ElasticsearchQueries elasticsearch, Month month) {
    this.elasticsearch = elasticsearch;
    this.month = month;
  }

  public Actions run(SavedSearch search) {
    String user = Field.USER_NAME.path();
    String by = search.columns().contains(user) ? user : search.columns().get(0);
    JsonNode answer = elasticsearch.search(search.indices(), body(search, by));
    JsonNode terms = answer.at("/aggregations/by");
    Map<String, Long> counts = new LinkedHashMap<>();
    terms
        .path("buckets")
        .forEach(it -> counts.put(it.path("key").asText(), it.path("doc_count").asLong()));
    List<List<String>> newest = new ArrayList<>();
    answer.at("/hits/hits").forEach(hit -> newest.add(cells(search, hit.path("_source"))));
    return new Actions(
        search,
        answer.at("/hits/total/value").asLong(),
        by,
        counts,
        terms.path("sum_other_doc_count").asLong(),
        terms.path("doc_count_error_upper_bound").asLong(),
        newest);
  }

  private ObjectNode body(SavedSearch search, String by) {
    ObjectNode body =
        ElasticsearchQueries.json(
            String.format(
                Locale.ROOT,
                """
            {"size":%d,"track_total_hits":true,"sort":[{"%s":"desc"}],
             "query":{"bool":{"filter":[%s]}},
             "aggs":{"by":{"terms":{"size":%d,"shard_size":%d,"missing":"(none)"}}}}""",
                NEWEST,
                TIME,
                MonthFilter.time(month),
                COUNTS,
                SHARD_COUNTS));
    body.withArray("/query/bool/filter").add(Kql.query(search.kql()));
    body.withObject("/aggs/by/terms").put("field", by);
    ArrayNode source = body.putArray("_source").add(TIME);
    search.columns().forEach(source::add);
    return body;
  }

  private static List<String> cells(SavedSearch search, JsonNode event) {
    List<String> cells = new ArrayList<>(List.of(event.path(TIME).asText()));
    search.columns().forEach(column -> cells.add(text(event, column)));
    return cells;
  }

  /** The value of a field by its dotted name; those of a list with a comma between them. */
  static String text(JsonNode event, String field) {
    JsonNode value = event.at("/" + field.replace('.', '/'));
    return value.isArray()
        ? StreamSupport.stream(value.spliterator(), false)
            .map(JsonNode::asText)
            .collect(Collectors.joining(", "))
        : value.asText();
  }
}
