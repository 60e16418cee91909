package io.weir.dashboards;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Somebody woken at night finds what a runbook names. */
class RunbookNamesTest {
  private static final Pattern BOLD =
      Pattern.compile("\\*\\*([^*]+)\\*\\*(?: \\(`/d/(weir-\\w+)`\\))?");
  private static final Pattern LINK = Pattern.compile("\\]\\(([^)]+)\\)");

  /** Panels, and dashboards by the word that their names end with or their address has. */
  private static final Set<String> NAMES =
      Queries.dashboards().stream()
          .map(Queries::load)
          .flatMap(
              dashboard ->
                  Stream.concat(
                      Stream.of(name(Queries.text(dashboard, "title"))),
                      Queries.maps(dashboard, "panels").stream()
                          .map(panel -> Queries.text(panel, "title"))))
          .collect(Collectors.toSet());

  private static final Set<String> UIDS =
      Queries.dashboards().stream()
          .map(file -> Queries.text(Queries.load(file), "uid"))
          .collect(Collectors.toSet());

  @ParameterizedTest
  @MethodSource("runbooks")
  void everyPanelAndDashboardIsThere(Path runbook) throws IOException {
    List<MatchResult> bold = BOLD.matcher(Files.readString(runbook)).results().toList();

    assertThat(bold).map(found -> found.group(1)).allMatch(NAMES::contains);
    assertThat(bold)
        .map(found -> found.group(2))
        .filteredOn(uid -> uid != null)
        .allMatch(UIDS::contains);
  }

  @Test
  void runbooksNamePanels() throws IOException {
    assertThat(runbooks().stream().mapToLong(RunbookNamesTest::bold).sum()).isGreaterThan(25);
  }

  /** Within a runbook, to another one, or to a file next to it. */
  @ParameterizedTest
  @MethodSource("runbooks")
  void everyLinkLeadsSomewhere(Path runbook) throws IOException {
    for (MatchResult link : LINK.matcher(Files.readString(runbook)).results().toList()) {
      String[] parts = link.group(1).split("#", -1);
      Path file = parts[0].isEmpty() ? runbook : runbook.resolveSibling(parts[0]);

      assertThat(file).exists();
      if (parts.length > 1) {
        assertThat(headings(file)).contains(parts[1]);
      }
    }
  }

  static List<Path> runbooks() throws IOException {
    try (Stream<Path> files = Files.list(Path.of("runbooks"))) {
      return files.sorted().toList();
    }
  }

  private static List<String> headings(Path file) throws IOException {
    return Files.readAllLines(file).stream()
        .filter(line -> line.startsWith("#"))
        .map(line -> line.replaceFirst("#+ ", "").toLowerCase(Locale.ROOT).replace(' ', '-'))
        .toList();
  }

  private static long bold(Path runbook) {
    try {
      return BOLD.matcher(Files.readString(runbook)).results().count();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  /** As a sentence writes it: Objectives, for "Weir: objectives of applications". */
  private static String name(String title) {
    String word = title.replaceFirst("Weir: (\\w+).*", "$1");
    return word.substring(0, 1).toUpperCase(Locale.ROOT) + word.substring(1);
  }
}
