package io.weir.dashboards;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.dashboards.Queries.Query;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class DashboardTest {
  private static final Map<?, ?> DASHBOARD = Queries.load("grafana/pipeline.json");

  @Test
  void canBeProvisioned() {
    assertThat(DASHBOARD.get("uid")).isEqualTo("weir-pipeline");
    assertThat(DASHBOARD.get("schemaVersion")).isInstanceOf(Integer.class);
    assertThat(DASHBOARD.containsKey("id")).isFalse();
    assertThat(DASHBOARD.containsKey("__inputs")).isFalse();
  }

  @Test
  void everyQueryParses(@TempDir Path directory) throws Exception {
    List<Query> queries = Queries.ofPanels();
    String rules =
        queries.stream().map(DashboardTest::asRule).collect(Collectors.joining("\n", HEADER, "\n"));
    Path file = Files.writeString(directory.resolve("panels.yaml"), rules);

    assertThat(queries).hasSizeGreaterThan(20);
    Promtool.succeeds("check", "rules", file.toString());
  }

  @Test
  void queriesAreWithoutVariables() {
    assertThat(Queries.ofPanels())
        .allSatisfy(query -> assertThat(query.expression()).isNotEmpty().doesNotContain("$"));
  }

  @Test
  void alertsAreListed() {
    assertThat(Queries.ofAlerts())
        .extracting(Query::title)
        .contains("WeirSinkStuck", "WeirSinkHeld");
  }

  @ParameterizedTest
  @MethodSource("panels")
  void everyPanelSaysWhatItShowsAndInWhatUnit(Map<?, ?> panel) {
    Map<?, ?> fieldConfig = (Map<?, ?>) panel.get("fieldConfig");

    assertThat(Queries.text(panel, "title")).isNotEmpty();
    assertThat(Queries.text(panel, "description")).endsWith(".");
    assertThat(Queries.text((Map<?, ?>) fieldConfig.get("defaults"), "unit")).isNotEmpty();
    assertThat(((Map<?, ?>) panel.get("datasource")).get("uid")).isEqualTo("${datasource}");
  }

  @Test
  void panelsDoNotOverlap() {
    List<Integer> cells =
        Queries.maps(DASHBOARD, "panels").stream().flatMap(DashboardTest::cells).toList();

    assertThat(cells).doesNotHaveDuplicates();
  }

  private static final String HEADER = "groups:\n- name: panels\n  rules:\n";

  private static String asRule(Query query) {
    return "  - {record: 'panel', labels: {title: '%s'}, expr: '%s'}"
        .formatted(query.title().replace("'", "''"), query.expression().replace("'", "''"));
  }

  private static Stream<Map<?, ?>> panels() {
    return Queries.maps(DASHBOARD, "panels").stream()
        .filter(panel -> !"row".equals(panel.get("type")));
  }

  private static Stream<Integer> cells(Map<?, ?> panel) {
    Map<?, ?> at = (Map<?, ?>) panel.get("gridPos");
    int left = (Integer) at.get("x");
    int top = (Integer) at.get("y");
    int right = left + (Integer) at.get("w");
    return Stream.iterate(top, y -> y + 1)
        .limit((Integer) at.get("h"))
        .flatMap(y -> Stream.iterate(left, x -> x + 1).limit(right - left).map(x -> y * 24 + x));
  }
}
