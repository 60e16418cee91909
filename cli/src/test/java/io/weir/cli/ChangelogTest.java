package io.weir.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Each entry about a fixed fault names the test that fails if it comes back. */
class ChangelogTest {
  private static final Path CHECKOUT = Path.of("..");
  private static final Pattern TEST_SOURCE =
      Pattern.compile(".*/src/test/java/.*/(\\w+(?:Test|IT|Contract))\\.java");

  /** Such as {@code UrlsTest}, {@code UrlsTest.isOne} or the path of a file of promtool's. */
  private static final Pattern NAMED =
      Pattern.compile("`(?:([A-Z]\\w*(?:Test|IT|Contract))(?:\\.(\\w+))?|(\\S+_test\\.yaml))`");

  private static final Map<String, Path> TESTS = tests();

  @Test
  void everyFixNamesATestThatThereIs() throws IOException {
    List<String> fixes =
        Files.readAllLines(CHECKOUT.resolve("CHANGELOG.md")).stream()
            .filter(line -> line.startsWith("- Fix:"))
            .toList();

    assertThat(fixes).hasSizeGreaterThan(60);
    assertThat(fixes).filteredOn(line -> !namesTests(line)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "- Fix: a line is read.",
        "- Fix: `weir events` reads a line (see the README).",
        "- Fix: a line is read (`LinesWithoutEndTest`).",
        "- Fix: a line is read (`ChangelogTest`, `LinesWithoutEndTest.readsALine`).",
        "- Fix: a line is read (`ChangelogTest.readsALineWithoutEnd`).",
        "- Fix: an alert is quiet (`dashboards/tests/nothing_test.yaml`)."
      })
  void noticesAFixThatNamesNone(String line) {
    assertThat(namesTests(line)).isFalse();
  }

  private static boolean namesTests(String line) {
    List<MatchResult> named = NAMED.matcher(line).results().toList();
    return !named.isEmpty() && named.stream().allMatch(ChangelogTest::exists);
  }

  private static boolean exists(MatchResult named) {
    if (named.group(3) != null) {
      return Files.isRegularFile(CHECKOUT.resolve(named.group(3)));
    }
    Path source = TESTS.get(named.group(1));
    return source != null && (named.group(2) == null || hasTest(source, named.group(2)));
  }

  /** A method, or a rule that ArchUnit checks. */
  private static boolean hasTest(Path source, String name) {
    try {
      return Files.readString(source).matches("(?s).* %s( =|\\().*".formatted(name));
    } catch (IOException e) {
      throw new AssertionError(source + " cannot be read", e);
    }
  }

  /** All test classes of the checkout by their simple name. */
  private static Map<String, Path> tests() {
    try (Stream<Path> files = Files.walk(CHECKOUT)) {
      return files
          .map(file -> TEST_SOURCE.matcher(file.toString()))
          .filter(source -> source.matches())
          .collect(Collectors.toMap(it -> it.group(1), it -> Path.of(it.group()), (a, b) -> a));
    } catch (IOException e) {
      throw new AssertionError("the checkout cannot be read", e);
    }
  }
}
