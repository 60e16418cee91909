package io.weir.demo;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Whether the stores return each event once, and none that was not sent to them. */
public final class StoreComparison {
  /** As far back as the recorded input is ever moved. */
  private static final Duration LOOK_BACK = Duration.ofDays(90);

  private final DemoCluster cluster;
  private final StoreQueries queries = new StoreQueries();

  public StoreComparison(DemoCluster cluster) {
    this.cluster = cluster;
  }

  /** What differs, one sentence each. */
  public List<String> differences(Set<String> sent) {
    List<String> differences = new ArrayList<>();
    compare(
        "Elasticsearch",
        queries.elasticsearchIds(cluster.elasticsearch().uri()),
        sent,
        differences);
    cluster
        .loki()
        .ifPresent(
            loki ->
                compare(
                    "Loki",
                    queries.lokiIds(
                        loki.uri(),
                        TimeShift.RECORDED.minus(LOOK_BACK),
                        Instant.now().plus(Duration.ofDays(1))),
                    sent,
                    differences));
    return differences;
  }

  private void compare(
      String store, List<String> stored, Set<String> sent, List<String> differences) {
    Set<String> distinct = new HashSet<>(stored);
    cluster.progress(
        "%s returns %,d events, %,d distinct".formatted(store, stored.size(), distinct.size()));
    if (distinct.size() != stored.size()) {
      differences.add(
          "%s returns %d events twice".formatted(store, stored.size() - distinct.size()));
    }
    if (!distinct.equals(sent)) {
      differences.add(
          "%s holds %d distinct events of %d".formatted(store, distinct.size(), sent.size()));
    }
  }
}
