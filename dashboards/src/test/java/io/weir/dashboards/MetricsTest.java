package io.weir.dashboards;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.dashboards.KnownMetrics.Known;
import io.weir.dashboards.Queries.Query;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What is asked for exists, and what is published is looked at. */
class MetricsTest {
  private static final List<Query> ALL =
      Stream.of(Queries.ofPanels(), Queries.ofAlerts(), Queries.ofRecordings())
          .flatMap(Collection::stream)
          .toList();

  /** Metrics of Weir that are on no dashboard and in no rule, and why. */
  private static final Map<String, String> NOT_SHOWN =
      Map.of(
          "weir_config_reloads_total", "for a question that comes up once: when was it reloaded?",
          "weir_incidents_partitions_unheard", "the log names the partitions",
          "weir_enrich_dropped_total", "a user's own rule; the ledger has it",
          "weir_sink_freshness_seconds_max", "the histogram is shown",
          "weir_sink_answers_seconds_max", "the histogram is shown",
          "weir_app_request_duration_seconds_max", "the histogram is shown");

  @Test
  void everyMetricThatIsAskedForExists() {
    Set<String> known = known();

    assertThat(ALL)
        .allSatisfy(
            query ->
                assertThat(MetricNames.of(query.expression()))
                    .as("%s: %s", query.title(), query.expression())
                    .allMatch(asked -> known.stream().anyMatch(name -> name.matches(asked))));
  }

  @Test
  void everyMetricOfWeirIsLookedAt() {
    Set<String> asked = asked();

    assertThat(KnownMetrics.of(KnownMetrics.OWN))
        .filteredOn(metric -> metric.name().startsWith("weir_"))
        .filteredOn(metric -> metric.series().noneMatch(it -> isAsked(asked, it)))
        .extracting(Known::name)
        .containsExactlyInAnyOrderElementsOf(NOT_SHOWN.keySet());
  }

  @Test
  void noMetricOfOthersIsListedInVain() {
    Set<String> asked = asked();

    assertThat(KnownMetrics.of(KnownMetrics.OTHERS))
        .isNotEmpty()
        .allMatch(metric -> metric.series().anyMatch(it -> isAsked(asked, it)));
  }

  @Test
  void metricsOfOthersAreListedBySourceAndVersion() throws IOException {
    String page = Files.readString(Path.of(KnownMetrics.OTHERS));
    String[] sections = page.split("(?m)^## ", -1);

    assertThat(sections).hasSizeGreaterThan(5);
    assertThat(sections[0]).doesNotContain("| metric |");
    assertThat(sections)
        .filteredOn(section -> section.contains("| metric |"))
        .hasSize(sections.length - 1)
        .allMatch(section -> section.lines().findFirst().orElse("").matches(".+ \\d+([.]\\d+)?"));
  }

  private static boolean isAsked(Set<String> asked, String name) {
    return asked.stream().anyMatch(name::matches);
  }

  private static Set<String> asked() {
    return ALL.stream()
        .flatMap(query -> MetricNames.of(query.expression()).stream())
        .collect(Collectors.toSet());
  }

  private static Set<String> known() {
    return Stream.concat(
            Stream.of(KnownMetrics.OWN, KnownMetrics.OTHERS)
                .flatMap(page -> KnownMetrics.of(page).stream())
                .flatMap(Known::series),
            Queries.ofRecordings().stream().map(Query::title))
        .collect(Collectors.toSet());
  }
}
