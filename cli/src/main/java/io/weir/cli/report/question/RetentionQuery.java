package io.weir.cli.report.question;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.weir.cli.command.CommandFailure;
import io.weir.cli.report.question.Retention.Missing;
import io.weir.cli.report.question.Retention.Policy;
import io.weir.cli.report.question.Retention.StoredIndex;
import io.weir.sinks.setup.ElasticsearchSetup;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Asks for indices, their numbers of documents and operations, and the lifecycle policy. What this
 * user may not see is not known.
 */
public final class RetentionQuery {
  private static final Duration PAUSE = Duration.ofMillis(500);

  private final ElasticsearchQueries elasticsearch;
  private final Duration patience;

  /** Numbers of operations by index, from before anything else was asked. */
  private final Map<String, Long> operations = new HashMap<>();

  /**
   * Takes down the numbers of operations: documents that come later must not count for them.
   *
   * @param patience how long to wait for a refresh: documents are not found before it
   */
  public RetentionQuery(ElasticsearchQueries elasticsearch, Duration patience) {
    this.elasticsearch = elasticsearch;
    this.patience = patience;
    eachPrimary((index, shard) -> operations.merge(index, operations(shard), Long::sum));
  }

  private static long operations(JsonNode shard) {
    return shard.at("/seq_no/max_seq_no").asLong(-1) + 1;
  }

  /**
   * Asks for the rest.
   *
   * @param said how many records have to be found, if nothing is missing
   */
  public Retention run(long said) {
    Instant end = Instant.now().plus(patience);
    long found = storedRecords();
    Map<String, Long> documents = documents();
    while ((found < said || !isRefreshed(documents)) && Instant.now().isBefore(end)) {
      pause();
      found = storedRecords();
      documents = documents();
    }
    return retention(documents, found);
  }

  private Map<String, Long> documents() {
    Map<String, Long> documents = new HashMap<>();
    eachPrimary(
        (index, shard) -> documents.merge(index, shard.at("/docs/count").asLong(), Long::sum));
    return documents;
  }

  /** Whether each index has as many documents as it had operations at first. */
  private boolean isRefreshed(Map<String, Long> documents) {
    return documents.entrySet().stream()
        .allMatch(it -> it.getValue() >= operations.getOrDefault(it.getKey(), 0L));
  }

  /** Elasticsearch refreshes by itself, and says nothing when it has. */
  private static void pause() {
    try {
      Thread.sleep(PAUSE.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CommandFailure("interrupted");
    }
  }

  private Retention retention(Map<String, Long> documents, long found) {
    Policy policy = policy();
    Duration deleteAfter = policy == null ? null : policy.deleteAfter();
    Map<String, Instant> created = created();
    List<StoredIndex> indices = new ArrayList<>();
    List<Missing> missing = new ArrayList<>();
    for (JsonNode stream : streams()) {
      String name = stream.path("name").asText();
      List<String> names = new ArrayList<>();
      stream.path("indices").forEach(index -> names.add(index.path("index_name").asText()));
      Map<Long, Instant> generations = new HashMap<>();
      for (int i = 0; i < names.size(); i++) {
        String index = names.get(i);
        boolean writing = i == names.size() - 1;
        Instant rolledOver = writing ? null : created.get(names.get(i + 1));
        indices.add(
            new StoredIndex(
                index,
                name,
                writing,
                created.get(index),
                documents.getOrDefault(index, -1L),
                operations.getOrDefault(index, -1L),
                rolledOver == null || deleteAfter == null ? null : rolledOver.plus(deleteAfter)));
        if (created.containsKey(index) && Generations.of(index) > 0) {
          generations.put(Generations.of(index), created.get(index));
        }
      }
      if (policy != null) {
        missing.addAll(Generations.missing(name, generations, deleteAfter));
      }
    }
    return new Retention(policy, indices, missing, foreign(), found);
  }

  private JsonNode streams() {
    return elasticsearch
        .get("/_data_stream/" + ElasticsearchQueries.ALL, Map.of())
        .map(answer -> answer.path("data_streams"))
        .orElse(MissingNode.getInstance());
  }

  private interface Primary {
    void take(String index, JsonNode shard);
  }

  private void eachPrimary(Primary taker) {
    elasticsearch
        .get("/" + ElasticsearchQueries.ALL + "/_stats/docs", Map.of("level", "shards"))
        .ifPresent(
            stats ->
                stats
                    .path("indices")
                    .properties()
                    .forEach(
                        index ->
                            index
                                .getValue()
                                .path("shards")
                                .forEach(
                                    copies ->
                                        copies.forEach(
                                            copy -> take(index.getKey(), copy, taker)))));
  }

  private static void take(String index, JsonNode copy, Primary taker) {
    if (copy.at("/routing/primary").asBoolean()) {
      taker.take(index, copy);
    }
  }

  private Map<String, Instant> created() {
    Map<String, Instant> created = new HashMap<>();
    elasticsearch
        .get(
            "/" + ElasticsearchQueries.ALL + "/_settings/index.creation_date",
            Map.of("allow_no_indices", "true"))
        .ifPresent(
            answer ->
                answer
                    .properties()
                    .forEach(
                        index ->
                            created.put(
                                index.getKey(),
                                Instant.ofEpochMilli(
                                    index
                                        .getValue()
                                        .at("/settings/index/creation_date")
                                        .asLong()))));
    return created;
  }

  private Policy policy() {
    String name = ElasticsearchSetup.NAME;
    return elasticsearch
        .get("/_ilm/policy/" + name, Map.of())
        .map(answer -> answer.path(name))
        .map(
            policy ->
                new Policy(
                    name,
                    policy.path("version").asLong(),
                    policy.path("modified_date").asText(),
                    TimeValue.parse(policy.at("/policy/phases/delete/min_age").asText(""))))
        .orElse(null);
  }

  private long foreign() {
    return elasticsearch
        .search(
            ElasticsearchQueries.ALL,
            """
            {"size":0,"track_total_hits":true,"query":{"bool":{"must_not":[
              {"exists":{"field":"weir.source.topic"}},{"exists":{"field":"weir.incident.id"}}]}}}""")
        .at("/hits/total/value")
        .asLong();
  }

  private long storedRecords() {
    return elasticsearch
        .search(
            ElasticsearchQueries.ALL,
            """
            {"size":0,"query":{"exists":{"field":"weir.source.topic"}},
             "aggs":{"records":{"sum":{"field":"weir.source.records"}}}}""")
        .at("/aggregations/records/value")
        .asLong();
  }
}
