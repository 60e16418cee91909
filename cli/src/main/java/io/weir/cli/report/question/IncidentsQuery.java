package io.weir.cli.report.question;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.StreamSupport;

/** The incidents of a month, of each the newest revision that is stored. */
public final class IncidentsQuery {
  private static final int MAX = 2_000;

  /** An incident with its timeline has some kilobytes. */
  private static final int PAGE = 100;

  private final ElasticsearchQueries elasticsearch;
  private final Month month;

  /**
   * What was found.
   *
   * @param incidents the gravest first, then by their beginning; no more than a report takes
   * @param total how many there are
   */
  public record Incidents(List<IncidentSummary> incidents, long total) {}

  /** Keeps the gravest of all that come. */
  private static final class Gravest {
    private static final Comparator<IncidentSummary> ORDER =
        Comparator.comparingInt(IncidentSummary::severityNumber)
            .reversed()
            .thenComparing(IncidentSummary::firstSeen);

    private final List<IncidentSummary> incidents = new ArrayList<>();
    private long total;

    private void add(IncidentSummary incident) {
      total++;
      incidents.add(incident);
      if (incidents.size() == 2 * MAX) {
        cut();
      }
    }

    private void cut() {
      incidents.sort(ORDER);
      if (incidents.size() > MAX) {
        incidents.subList(MAX, incidents.size()).clear();
      }
    }

    private Incidents all() {
      cut();
      return new Incidents(List.copyOf(incidents), total);
    }
  }

  public IncidentsQuery(ElasticsearchQueries elasticsearch, Month month) {
    this.elasticsearch = elasticsearch;
    this.month = month;
  }

  public Incidents run() {
    Gravest gravest = new Gravest();
    elasticsearch.eachBucket(
        ElasticsearchQueries.INCIDENTS,
        ElasticsearchQueries.json(
            String.format(
                Locale.ROOT,
                """
            {"size":0,"query":%s,"aggs":{"by":{"composite":{"size":%d,"sources":[
              {"id":{"terms":{"field":"weir.incident.id"}}}]},
              "aggs":{"newest":{"top_hits":{"size":1,
                "sort":[{"weir.incident.revision":"desc"}],
                "_source":{"excludes":["weir.incident.evidence"]}}}}}}}""",
                MonthFilter.incidents(month),
                PAGE)),
        Integer.MAX_VALUE,
        bucket -> gravest.add(incident(bucket.at("/newest/hits/hits/0/_source"))));
    return gravest.all();
  }

  private static IncidentSummary incident(JsonNode event) {
    JsonNode incident = event.at("/weir/incident");
    return new IncidentSummary(
        incident.path("id").asText(),
        incident.path("severity").asText(),
        event.at("/event/severity").asInt(),
        incident.path("entity").asText(),
        texts(event.at("/threat/tactic/name")),
        texts(incident.path("rules")),
        incident.path("first_seen").asText(),
        incident.path("last_seen").asText(),
        incident.path("status").asText(),
        incident.path("count").asLong(),
        incident.path("revision").asLong(),
        texts(incident.path("timeline")));
  }

  private static List<String> texts(JsonNode list) {
    return StreamSupport.stream(list.spliterator(), false).map(JsonNode::asText).toList();
  }
}
