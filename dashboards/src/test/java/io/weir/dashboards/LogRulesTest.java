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
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** The form of the rules for Loki's ruler, and their runbook. */
class LogRulesTest {
  private static final Path RULES = Path.of("loki", "logs.yaml");
  private static final Path RUNBOOK = Path.of("runbooks", "logs.md");

  @ParameterizedTest
  @MethodSource("alerts")
  void everyAlertSaysHowBadWhoseWhatAndWhatToDo(Map<?, ?> alert) throws IOException {
    Map<?, ?> labels = (Map<?, ?>) alert.get("labels");
    Map<?, ?> annotations = (Map<?, ?>) alert.get("annotations");
    String name = Queries.text(alert, "alert");

    assertThat(labels.get("severity")).isIn("warning", "critical");
    assertThat(labels.get("team")).isIn("security", "application");
    assertThat(Queries.text(annotations, "summary")).endsWith(".");
    assertThat(Queries.text(annotations, "description")).endsWith(".");
    assertThat(Queries.text(annotations, "runbook_url"))
        .endsWith("dashboards/runbooks/logs.md#" + name.toLowerCase(Locale.ROOT));
    assertThat(Files.readString(RUNBOOK)).contains("\n## " + name + "\n");
  }

  /** A line that is parsed for an alert each minute costs as much as a query of a person. */
  @ParameterizedTest
  @MethodSource("alerts")
  void noAlertParsesLines(Map<?, ?> alert) {
    assertThat(Queries.text(alert, "expr"))
        .containsPattern("\\{source=\"(pod|falco)\"}")
        .doesNotContainPattern("\\| *(json|logfmt|regexp|pattern|unpack)");
  }

  @Test
  void everySectionOfTheRunbookIsOfAnAlert() throws IOException {
    List<String> names = alerts().map(alert -> Queries.text(alert, "alert")).toList();

    assertThat(Files.readAllLines(RUNBOOK))
        .filteredOn(line -> line.startsWith("## "))
        .extracting(line -> line.substring(3))
        .containsExactlyElementsOf(names);
  }

  private static Stream<Map<?, ?>> alerts() throws IOException {
    Load load = new Load(LoadSettings.builder().build());
    Map<?, ?> rules = (Map<?, ?>) load.loadFromString(Files.readString(RULES));
    return Queries.maps(rules, "groups").stream()
        .flatMap(group -> Queries.maps(group, "rules").stream());
  }
}
