package io.weir.cli.report;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.StreamSupport;

/** The incidents of a month, of each the newest revision that is stored. */
final class IncidentsQuery {
  private static final int MAX = 2_000;

  /** An incident with its timeline has some kilobytes. */
  private static final int PAGE = 100;

  private final ElasticsearchQueries elasticsearch;
  private final Month month;

  /**
   * What was found.
   *
   * @param incidents the gravest first, then by their beginning
   * @param complete false if there are more than a report takes
   */
  record Incidents(List<IncidentSummary> incidents, boolean complete) {}

  IncidentsQuery(ElasticsearchQueries elasticsearch, Month month) {
    this.elasticsearch = elasticsearch;
    this.month = month;
  }

  Incidents run() {
    List<IncidentSummary> incidents = new ArrayList<>();
    boolean complete =
        elasticsearch.eachBucket(
            ElasticsearchQueries.INCIDENTS,
            ElasticsearchQueries.json(
                """
                {"size":0,"query":%s,"aggs":{"by":{"composite":{"size":%d,"sources":[
                  {"id":{"terms":{"field":"weir.incident.id"}}}]},
                  "aggs":{"newest":{"top_hits":{"size":1,
                    "sort":[{"weir.incident.revision":"desc"}],
                    "_source":{"excludes":["weir.incident.evidence"]}}}}}}}"""
                    .formatted(MonthFilter.incidents(month), PAGE)),
            MAX,
            bucket -> incidents.add(incident(bucket.at("/newest/hits/hits/0/_source"))));
    incidents.sort(
        Comparator.comparingInt(IncidentSummary::severityNumber)
            .reversed()
            .thenComparing(IncidentSummary::firstSeen));
    return new Incidents(incidents, complete);
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
