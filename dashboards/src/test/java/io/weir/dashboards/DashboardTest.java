package io.weir.dashboards;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.dashboards.Queries.Query;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class DashboardTest {
  private static final Pattern PATH = Pattern.compile("/d/(.+)");

  @Test
  void everyFileIsListed() throws IOException {
    assertThat(Queries.dashboards()).containsExactlyElementsOf(files("grafana", ".json"));
    assertThat(Queries.rules()).containsExactlyElementsOf(files("rules", ".yaml"));
  }

  /** A uid is part of the address of a dashboard: links and bookmarks have it. */
  @ParameterizedTest
  @MethodSource("io.weir.dashboards.Queries#dashboards")
  void canBeProvisioned(String file) {
    Map<?, ?> dashboard = Queries.load(file);

    assertThat("grafana/" + Queries.text(dashboard, "uid").replaceFirst("weir-", "") + ".json")
        .isEqualTo(file);
    assertThat(dashboard.get("schemaVersion")).isInstanceOf(Integer.class);
    assertThat(dashboard.containsKey("id")).isFalse();
    assertThat(dashboard.containsKey("__inputs")).isFalse();
    assertThat(Queries.text(dashboard, "description")).endsWith(".");
  }

  @ParameterizedTest
  @MethodSource("io.weir.dashboards.Queries#dashboards")
  void leadsToAllOthers(String file) {
    Map<?, ?> dashboard = Queries.load(file);

    List<String> uids =
        Queries.maps(dashboard, "links").stream()
            .map(link -> PATH.matcher(Queries.text(link, "url")))
            .filter(path -> path.matches())
            .map(path -> path.group(1))
            .toList();

    assertThat(uids)
        .containsExactlyInAnyOrderElementsOf(
            Queries.dashboards().stream()
                .filter(other -> !other.equals(file))
                .map(other -> Queries.text(Queries.load(other), "uid"))
                .toList());
  }

  @Test
  void everyQueryParses(@TempDir Path directory) throws Exception {
    List<Query> queries = Queries.ofPanels();
    String rules =
        queries.stream().map(DashboardTest::asRule).collect(Collectors.joining("\n", HEADER, "\n"));
    Path file = Files.writeString(directory.resolve("panels.yaml"), rules);

    assertThat(queries).hasSizeGreaterThan(120);
    Promtool.succeeds("check", "rules", file.toString());
  }

  @Test
  void queriesAreWithoutVariables() {
    assertThat(Stream.concat(Queries.ofPanels().stream(), Queries.ofLogPanels().stream()))
        .allSatisfy(query -> assertThat(query.expression()).isNotEmpty().doesNotContain("$"));
  }

  /** A selector that could match nothing but empty labels is refused by Loki. */
  @Test
  void everyLogQueryHasASelector() {
    assertThat(Queries.ofLogPanels())
        .isNotEmpty()
        .allSatisfy(
            query ->
                assertThat(query.expression())
                    .containsPattern("\\{[a-z_]+(=~\"\\.\\+\"|=\"[^\"]+\")"));
  }

  @Test
  void alertsAreListed() {
    assertThat(Queries.ofAlerts())
        .extracting(Query::title)
        .contains("WeirSinkStuck", "WeirErrorsBurnFast", "WeirFalcoDrops");
  }

  @ParameterizedTest
  @MethodSource("panels")
  void everyPanelSaysWhatItShowsAndInWhatUnit(Map<?, ?> panel) {
    Map<?, ?> fieldConfig = (Map<?, ?>) panel.get("fieldConfig");

    assertThat(Queries.text(panel, "title")).isNotEmpty();
    assertThat(Queries.text(panel, "description")).endsWith(".");
    assertThat(Queries.text((Map<?, ?>) fieldConfig.get("defaults"), "unit")).isNotEmpty();
    assertThat(Queries.text((Map<?, ?>) panel.get("datasource"), "uid"))
        .isIn("${datasource}", "${logs}");
  }

  @ParameterizedTest
  @MethodSource("io.weir.dashboards.Queries#dashboards")
  void panelsDoNotOverlap(String file) {
    List<Integer> cells = panels(file).flatMap(DashboardTest::cells).toList();

    assertThat(cells).doesNotHaveDuplicates();
  }

  @ParameterizedTest
  @MethodSource("io.weir.dashboards.Queries#dashboards")
  void panelsHaveIdsOfTheirOwn(String file) {
    assertThat(panels(file).map(panel -> panel.get("id"))).doesNotHaveDuplicates();
  }

  private static final String HEADER = "groups:\n- name: panels\n  rules:\n";

  private static String asRule(Query query) {
    return "  - {record: 'panel', labels: {title: '%s'}, expr: '%s'}"
        .formatted(query.title().replace("'", "''"), query.expression().replace("'", "''"));
  }

  private static List<String> files(String folder, String ending) throws IOException {
    try (Stream<Path> files = Files.list(Path.of(folder))) {
      return files
          .map(file -> folder + "/" + file.getFileName())
          .filter(name -> name.endsWith(ending))
          .sorted()
          .toList();
    }
  }

  private static Stream<Map<?, ?>> panels() {
    return Queries.dashboards().stream()
        .flatMap(DashboardTest::panels)
        .filter(panel -> !"row".equals(panel.get("type")));
  }

  private static Stream<Map<?, ?>> panels(String file) {
    return Queries.maps(Queries.load(file), "panels").stream();
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
