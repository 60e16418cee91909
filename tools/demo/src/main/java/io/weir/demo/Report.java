package io.weir.demo;

import com.fasterxml.jackson.databind.JsonNode;
import io.weir.ingest.topic.Topic;
import java.io.PrintWriter;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import picocli.CommandLine.Help.Ansi;

/** What the demo prints. */
final class Report implements PipelineObserver.Listener {
  private final PrintWriter out;
  private final Instant start;

  /**
   * A report to a terminal or a file.
   *
   * @param start when the demo began
   */
  Report(PrintWriter out, Instant start) {
    this.out = out;
    this.start = start;
  }

  void progress(String sentence) {
    out.println("  " + sentence);
    out.flush();
  }

  /** Where to look while it runs. */
  void page(URI page) {
    out.println();
    out.println("  " + Ansi.AUTO.string("@|bold page: " + page + "|@"));
    out.println();
    out.flush();
  }

  /** An incident that was found just now: what it is about, why, and how it began. */
  @Override
  public void found(JsonNode incident) {
    JsonNode weir = incident.at("/weir/incident");
    String severity = weir.path("severity").asText();
    long seconds = Duration.between(start, Instant.now()).toSeconds();
    out.println();
    out.printf(
        "  incident after %d s: %s  %s%n",
        seconds,
        Ansi.AUTO.string("@|" + colour(severity) + " " + severity + "|@"),
        incident.path("message").asText());
    weir.path("timeline").forEach(line -> out.println("      " + line.asText()));
    out.println();
    out.flush();
  }

  private static String colour(String severity) {
    return switch (severity) {
      case "critical", "high" -> "bold,red";
      case "medium" -> "bold,yellow";
      default -> "bold";
    };
  }

  /** One line of where everything is at the moment. */
  void live(PipelineObserver observer, List<String> sinks) {
    StringBuilder line = new StringBuilder("  raw %,d".formatted(observer.produced()));
    line.append("  events %,d".formatted(observer.eventIds().size()));
    for (String sink : sinks) {
      line.append("  %s %,d".formatted(sink, received(observer, sink)));
    }
    line.append("  incidents ").append(observer.incidents().size());
    out.println(line);
    out.flush();
  }

  private static long received(PipelineObserver observer, String sink) {
    return observer.counts(sink, Topic.EVENTS.name()).getOrDefault("received", 0L);
  }

  void summary(PipelineObserver observer, List<String> sinks) {
    out.println();
    title("Records per stage (raw records; a joined event counts for all its lines)");
    stage("enrich logs.raw", observer.counts("enrich", Topic.LOGS_RAW.name()));
    stage("enrich falco.raw", observer.counts("enrich", Topic.FALCO_RAW.name()));
    sinks.forEach(sink -> stage(sink, observer.counts(sink, Topic.EVENTS.name())));
    out.printf("  %,d events are distinct%n", observer.eventIds().size());
    title("Redacted values by class");
    counts(observer.redactions());
    title("Dead letters by stage and reason");
    counts(observer.deadLetters());
    title("Incidents");
    observer.incidents().values().forEach(this::incident);
    if (observer.incidents().isEmpty()) {
      out.println("  none");
    }
    out.flush();
  }

  private void title(String title) {
    out.println();
    out.println(title);
  }

  private void stage(String name, Map<String, Long> counts) {
    String text =
        counts.entrySet().stream()
            .map(count -> "%s %,d".formatted(count.getKey(), count.getValue()))
            .collect(Collectors.joining(", "));
    out.printf("  %-20s %s%n", name, text);
  }

  private void counts(Map<String, Long> counts) {
    counts.forEach((name, count) -> out.printf("  %-36s %,8d%n", name, count));
    if (counts.isEmpty()) {
      out.println("  none");
    }
  }

  private void incident(JsonNode incident) {
    JsonNode weir = incident.at("/weir/incident");
    out.printf(
        "  %s  %s  %s%n",
        weir.path("severity").asText(), weir.path("entity").asText(), weir.path("id").asText());
    out.printf(
        "    from %s to %s, revision %d, %s%n",
        weir.path("first_seen").asText(),
        weir.path("last_seen").asText(),
        weir.path("revision").asInt(),
        weir.path("status").asText());
    weir.path("rules").forEach(rule -> out.println("    - " + rule.asText()));
    JsonNode lines = weir.path("timeline");
    lines.forEach(line -> out.println("      " + line.asText()));
    int more = weir.path("count").asInt() - lines.size();
    if (more > 0) {
      out.printf("      and %d more%n", more);
    }
  }

  /** Lines to paste into a shell. */
  void howToLook(DemoCluster cluster, Instant from, Instant to) {
    title("Look for yourself");
    URI elasticsearch = cluster.elasticsearch().uri();
    String range =
        "{\"range\":{\"@timestamp\":{\"gte\":\"%s\",\"lt\":\"%s\"}}}".formatted(from, to);
    out.printf(
        "  curl -s '%s/logs-falco.alerts-*/_search?size=3' -H 'Content-Type: application/json' -d '{\"query\":%s}'%n",
        elasticsearch, range);
    out.printf(
        "  curl -s '%s/logs-*/_search?q=kubernetes.pod.name:postgres-0+AND+message:PROGRAM'%n",
        elasticsearch);
    out.println("  KQL: kubernetes.namespace: shop and log.level: error");
    cluster
        .loki()
        .ifPresent(
            loki ->
                out.printf(
                    "  curl -sG '%s/loki/api/v1/query_range' --data-urlencode 'query={namespace=\"shop\"} | level=\"error\"' -d start=%s -d end=%s%n",
                    loki.uri(), from, to));
    cluster
        .alertmanager()
        .ifPresent(server -> out.printf("  curl -s '%s/api/v2/alerts'%n", server.uri()));
    out.flush();
  }

  /** Whether everything is accounted for. */
  void verdict(List<String> open) {
    out.println();
    if (open.isEmpty()) {
      out.println("The ledger balances: every raw record is accounted for in every store.");
    } else {
      out.println("The ledger does not balance:");
      open.forEach(sentence -> out.println("  " + sentence));
    }
    out.flush();
  }
}
