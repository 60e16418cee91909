package io.weir.cli.report.question;

import com.fasterxml.jackson.databind.JsonNode;
import io.weir.cli.report.question.Collected.Source;
import io.weir.cli.report.question.Collected.Volume;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Counts what is stored, by aggregations alone: no event is fetched. */
public final class CollectedQuery {
  /** A month of a cluster with a thousand namespaces, and then some. */
  private static final int MAX_VOLUMES = 200_000;

  private static final String NO_NAMESPACE = "(none)";

  /** Tags of events of which something is missing or not certain. */
  private static final String TAGS =
      "\"truncated\",\"part\",\"join_cut\",\"time_clamped\",\"zone_guessed\",\"zone_suspect\","
          + "\"format_unknown\",\"unindexed\"";

  private final ElasticsearchQueries elasticsearch;
  private final Month month;

  public CollectedQuery(ElasticsearchQueries elasticsearch, Month month) {
    this.elasticsearch = elasticsearch;
    this.month = month;
  }

  public Collected run() {
    List<Volume> volumes = new ArrayList<>();
    boolean complete = volumes(volumes);
    JsonNode sums = sums();
    List<String> clusters = new ArrayList<>();
    sums.path("clusters").path("buckets").forEach(it -> clusters.add(it.path("key").asText()));
    List<Source> sources = new ArrayList<>();
    sums.path("sources").path("buckets").forEach(bucket -> sources.add(source(bucket)));
    Map<String, Long> tags = new TreeMap<>();
    sums.path("tags")
        .path("buckets")
        .forEach(it -> tags.put(it.path("key").asText(), it.path("doc_count").asLong()));
    return new Collected(clusters, volumes, complete, sources, hours(), tags);
  }

  private boolean volumes(List<Volume> volumes) {
    return elasticsearch.eachBucket(
        ElasticsearchQueries.ALL,
        ElasticsearchQueries.json(
            String.format(
                Locale.ROOT,
                """
            {"size":0,"query":%s,"aggs":{"by":{"composite":{"sources":[
              {"day":{"date_histogram":{"field":"@timestamp","calendar_interval":"day"}}},
              {"topic":{"terms":{"field":"weir.source.topic"}}},
              {"dataset":{"terms":{"field":"data_stream.dataset","missing_bucket":true}}},
              {"namespace":{"terms":{"field":"kubernetes.namespace","missing_bucket":true}}}]},
              "aggs":{"records":{"sum":{"field":"weir.source.records"}}}}}}""",
                MonthFilter.events(month))),
        MAX_VOLUMES,
        bucket -> volumes.add(volume(bucket)));
  }

  private static Volume volume(JsonNode bucket) {
    JsonNode key = bucket.path("key");
    return new Volume(
        LocalDate.ofInstant(Instant.ofEpochMilli(key.path("day").asLong()), ZoneOffset.UTC),
        key.path("topic").asText(),
        key.path("dataset").asText(""),
        key.path("namespace").isNull() ? NO_NAMESPACE : key.path("namespace").asText(),
        bucket.path("doc_count").asLong(),
        bucket.at("/records/value").asLong());
  }

  private JsonNode sums() {
    return elasticsearch
        .search(
            ElasticsearchQueries.ALL,
            String.format(
                Locale.ROOT,
                """
            {"size":0,"query":%s,"aggs":{
              "clusters":{"terms":{"field":"orchestrator.cluster.name","size":20}},
              "tags":{"terms":{"field":"tags","size":20,"include":[%s]}},
              "sources":{"terms":{"field":"weir.source.topic","size":20,"order":{"_key":"asc"}},
                "aggs":{"records":{"sum":{"field":"weir.source.records"}},
                  "first":{"min":{"field":"@timestamp"}},
                  "last":{"max":{"field":"@timestamp"}},
                  "first_ingested":{"min":{"field":"event.ingested"}},
                  "last_ingested":{"max":{"field":"event.ingested"}}}}}}""",
                MonthFilter.events(month),
                TAGS))
        .path("aggregations");
  }

  private static Source source(JsonNode bucket) {
    return new Source(
        bucket.path("key").asText(),
        instant(bucket.path("first")),
        instant(bucket.path("last")),
        instant(bucket.path("first_ingested")),
        instant(bucket.path("last_ingested")),
        bucket.path("doc_count").asLong(),
        bucket.at("/records/value").asLong());
  }

  /** Null if no event has the field. */
  private static Instant instant(JsonNode metric) {
    JsonNode value = metric.path("value");
    return value.isNumber() ? Instant.ofEpochMilli(value.asLong()) : null;
  }

  private Map<String, Set<Instant>> hours() {
    Map<String, Set<Instant>> hours = new TreeMap<>();
    elasticsearch.eachBucket(
        ElasticsearchQueries.ALL,
        ElasticsearchQueries.json(
            String.format(
                Locale.ROOT,
                """
            {"size":0,"query":%s,"aggs":{"by":{"composite":{"sources":[
              {"hour":{"date_histogram":{"field":"@timestamp","fixed_interval":"1h"}}},
              {"topic":{"terms":{"field":"weir.source.topic"}}}]}}}}""",
                MonthFilter.events(month))),
        Integer.MAX_VALUE,
        bucket ->
            hours
                .computeIfAbsent(bucket.at("/key/topic").asText(), topic -> new HashSet<>())
                .add(Instant.ofEpochMilli(bucket.at("/key/hour").asLong())));
    return hours;
  }
}
