package io.weir.dashboards;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class AlertsTest {
  private static final String RULES = "rules/pipeline.yaml";
  private static final String RUNBOOK = "dashboards/runbooks/pipeline.md";

  @Test
  void everyRuleParses() throws Exception {
    Promtool.succeeds("check", "rules", RULES);
  }

  @Test
  void alertsFireWhenTheyShouldAndAreQuietOtherwise() throws Exception {
    Promtool.succeeds("test", "rules", "tests/pipeline_test.yaml");
  }

  @ParameterizedTest
  @MethodSource("alerts")
  void everyAlertSaysHowBadWhatAndWhatToDo(Map<?, ?> alert) throws IOException {
    Map<?, ?> annotations = (Map<?, ?>) alert.get("annotations");
    String anchor = Queries.text(alert, "alert").toLowerCase(Locale.ROOT);

    assertThat(((Map<?, ?>) alert.get("labels")).get("severity")).isIn("warning", "critical");
    assertThat(Queries.text(annotations, "summary")).endsWith(".");
    assertThat(Queries.text(annotations, "description")).endsWith(".");
    assertThat(Queries.text(annotations, "runbook_url")).endsWith(RUNBOOK + "#" + anchor);
    assertThat(Files.readString(Path.of("..", RUNBOOK)))
        .contains("\n## " + Queries.text(alert, "alert") + "\n");
  }

  @ParameterizedTest
  @MethodSource("alerts")
  void everyAlertIsTestedLoudAndQuiet(Map<?, ?> alert) throws IOException {
    List<String> tests = Files.readAllLines(Path.of("tests/pipeline_test.yaml"));
    String name = "alertname: " + Queries.text(alert, "alert");

    assertThat(tests).anyMatch(line -> line.contains(name + ",") && line.contains("[]"));
    assertThat(tests).anyMatch(line -> line.endsWith(name));
  }

  private static Stream<Map<?, ?>> alerts() {
    return Queries.maps(Queries.load(RULES), "groups").stream()
        .flatMap(group -> Queries.maps(group, "rules").stream());
  }
}
