package io.weir.cli.report.question;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.weir.cli.report.question.Redactions.Hidden;
import io.weir.ingest.event.Field;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Adds up {@code weir.redactions}. Elasticsearch indexes its numbers as words, so that they cannot
 * be summed there: how many events have each number is asked for, and multiplied here.
 */
public final class RedactionsQuery {
  /** Different numbers of values that events have hidden. */
  private static final int NUMBERS = 500;

  /** Pairs of policy and namespace in one answer, each with the numbers of one class. */
  private static final int PAGE = 100;

  private static final int MAX = 100_000;
  private static final int SAMPLE = 100;
  private static final int ROUNDS = 20;
  private static final String FIELD = Field.WEIR_REDACTIONS.path();

  private final ElasticsearchQueries elasticsearch;
  private final Month month;
  private final Set<String> classes;

  /**
   * Asks nothing yet.
   *
   * @param classes the names of classes that are known
   */
  public RedactionsQuery(
      ElasticsearchQueries elasticsearch, Month month, Collection<String> classes) {
    this.elasticsearch = elasticsearch;
    this.month = month;
    this.classes = new TreeSet<>(classes);
  }

  public Redactions run() {
    long unnamed = learnClasses();
    List<Hidden> counts = new ArrayList<>();
    boolean complete = true;
    for (String type : present()) {
      complete &=
          elasticsearch.eachBucket(
              ElasticsearchQueries.ALL,
              valuesOf(type),
              MAX,
              bucket -> counts.add(hidden(type, bucket)));
    }
    return new Redactions(counts, complete, policies(), unnamed);
  }

  /**
   * A policy of the user's has classes of its own. The field's keys cannot be listed, so events
   * that have none of the known ones are looked at until there are no more. A class that is only in
   * events that have a known one too is not found that way; the page says so.
   *
   * @return how many are left that have unknown ones alone
   */
  private long learnClasses() {
    long left = 0;
    for (int round = 0; round < ROUNDS; round++) {
      ObjectNode body =
          json(String.format(Locale.ROOT, "{\"size\":%d,\"track_total_hits\":true}", SAMPLE));
      body.putArray("_source").add(FIELD);
      body.set("query", ElasticsearchQueries.json(MonthFilter.events(month)));
      ArrayNode filter = body.withArray("/query/bool/filter");
      filter.addObject().putObject("exists").put("field", FIELD);
      ArrayNode not = body.withArray("/query/bool/must_not");
      classes.forEach(type -> not.addObject().putObject("exists").put("field", FIELD + "." + type));
      JsonNode hits = elasticsearch.search(ElasticsearchQueries.ALL, body).path("hits");
      left = hits.at("/total/value").asLong();
      boolean learned = false;
      for (JsonNode hit : hits.path("hits")) {
        for (Map.Entry<String, JsonNode> count : hit.at("/_source/weir/redactions").properties()) {
          learned |= classes.add(count.getKey());
        }
      }
      if (!learned) {
        return left;
      }
    }
    return left;
  }

  /** The classes of which there is a value. */
  private List<String> present() {
    ObjectNode body = json("{\"size\":0}");
    body.set("query", ElasticsearchQueries.json(MonthFilter.events(month)));
    ObjectNode filters =
        body.putObject("aggs").putObject("classes").putObject("filters").putObject("filters");
    classes.forEach(
        type -> filters.putObject(type).putObject("exists").put("field", FIELD + "." + type));
    List<String> present = new ArrayList<>();
    elasticsearch
        .search(ElasticsearchQueries.ALL, body)
        .at("/aggregations/classes/buckets")
        .properties()
        .forEach(
            bucket -> {
              if (bucket.getValue().path("doc_count").asLong() > 0) {
                present.add(bucket.getKey());
              }
            });
    return present;
  }

  private ObjectNode valuesOf(String type) {
    ObjectNode body =
        json(
            String.format(
                Locale.ROOT,
                """
            {"size":0,"query":%s,"aggs":{"by":{"composite":{"size":%d,"sources":[
              {"policy":{"terms":{"field":"weir.policy.version","missing_bucket":true}}},
              {"namespace":{"terms":{"field":"kubernetes.namespace","missing_bucket":true}}}]},
              "aggs":{"numbers":{"terms":{"size":%d}}}}}}""",
                MonthFilter.events(month),
                PAGE,
                NUMBERS));
    body.withArray("/query/bool/filter")
        .addObject()
        .putObject("exists")
        .put("field", FIELD + "." + type);
    body.withObject("/aggs/by/aggs/numbers/terms").put("field", FIELD + "." + type);
    return body;
  }

  private static Hidden hidden(String type, JsonNode bucket) {
    long values = 0;
    for (JsonNode number : bucket.at("/numbers/buckets")) {
      values += number.path("key").asLong() * number.path("doc_count").asLong();
    }
    JsonNode key = bucket.path("key");
    return new Hidden(
        key.path("policy").asText(""),
        key.path("namespace").isNull() ? "(none)" : key.path("namespace").asText(),
        type,
        bucket.path("doc_count").asLong(),
        values,
        bucket.at("/numbers/sum_other_doc_count").asLong() > 0);
  }

  private Map<String, Long> policies() {
    Map<String, Long> policies = new TreeMap<>();
    elasticsearch
        .search(
            ElasticsearchQueries.ALL,
            String.format(
                Locale.ROOT,
                """
            {"size":0,"query":%s,"aggs":{"policies":{"terms":{"field":"weir.policy.version",
              "size":100,"missing":"(none)"}}}}""",
                MonthFilter.events(month)))
        .at("/aggregations/policies/buckets")
        .forEach(it -> policies.put(it.path("key").asText(), it.path("doc_count").asLong()));
    return policies;
  }

  private static ObjectNode json(String text) {
    return ElasticsearchQueries.json(text);
  }
}
