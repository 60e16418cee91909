package io.weir.dashboards;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Rules, their tests and their runbooks lie in three folders, each under the same name. */
class AlertsTest {
  /** It fires always, so there is no quiet case. */
  private static final String WATCHDOG = "Watchdog";

  @ParameterizedTest
  @MethodSource("io.weir.dashboards.Queries#rules")
  void everyRuleParses(String rules) throws Exception {
    Promtool.succeeds("check", "rules", rules);
  }

  @ParameterizedTest
  @MethodSource("io.weir.dashboards.Queries#rules")
  void alertsFireWhenTheyShouldAndAreQuietOtherwise(String rules) throws Exception {
    Promtool.succeeds("test", "rules", tests(rules));
  }

  @ParameterizedTest
  @MethodSource("alerts")
  void everyAlertSaysHowBadWhoseWhatAndWhatToDo(String rules, Map<?, ?> alert) throws IOException {
    Map<?, ?> annotations = (Map<?, ?>) alert.get("annotations");
    Map<?, ?> labels = (Map<?, ?>) alert.get("labels");
    String name = Queries.text(alert, "alert");
    String runbook = "dashboards/runbooks/" + name(rules) + ".md";

    assertThat(labels.get("severity"))
        .isIn(name.equals(WATCHDOG) ? List.of("none") : List.of("warning", "critical"));
    assertThat(labels.get("team")).isIn("platform", "security", "application");
    assertThat(Queries.text(annotations, "summary")).endsWith(".");
    assertThat(Queries.text(annotations, "description")).endsWith(".");
    assertThat(Queries.text(annotations, "runbook_url"))
        .endsWith(runbook + "#" + name.toLowerCase(Locale.ROOT));
    assertThat(Files.readString(Path.of("..", runbook))).contains("\n## " + name + "\n");
  }

  @ParameterizedTest
  @MethodSource("alerts")
  void everyAlertIsTestedLoudAndQuiet(String rules, Map<?, ?> alert) throws IOException {
    List<String> tests = Files.readAllLines(Path.of(tests(rules)));
    String name = "alertname: " + Queries.text(alert, "alert");

    assertThat(tests).anyMatch(line -> line.endsWith(name));
    if (!name.endsWith(WATCHDOG)) {
      assertThat(tests).anyMatch(line -> line.contains(name + ",") && line.contains("[]"));
    }
  }

  @ParameterizedTest
  @MethodSource("io.weir.dashboards.Queries#rules")
  void everySectionOfARunbookIsOfAnAlertOrAboutMore(String rules) throws IOException {
    List<String> alerts = alerts(rules).map(alert -> Queries.text(alert, "alert")).toList();

    assertThat(Files.readAllLines(Path.of("runbooks", name(rules) + ".md")))
        .filteredOn(line -> line.startsWith("## W"))
        .extracting(line -> line.substring(3))
        .containsExactlyInAnyOrderElementsOf(alerts);
  }

  private static String name(String rules) {
    return rules.replaceFirst("rules/(.*)[.]yaml", "$1");
  }

  private static String tests(String rules) {
    return "tests/" + name(rules) + "_test.yaml";
  }

  private static Stream<Arguments> alerts() {
    return Queries.rules().stream()
        .flatMap(rules -> alerts(rules).map(alert -> Arguments.of(rules, alert)));
  }

  private static Stream<Map<?, ?>> alerts(String rules) {
    return Queries.maps(Queries.load(rules), "groups").stream()
        .flatMap(group -> Queries.maps(group, "rules").stream())
        .filter(rule -> rule.containsKey("alert"));
  }
}
