package io.weir.image;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.cli.config.AlertmanagerConfig;
import io.weir.cli.config.ElasticsearchConfig;
import io.weir.cli.config.EnrichEventsConfig;
import io.weir.cli.config.EnrichIncidentsConfig;
import io.weir.cli.config.LokiConfig;
import io.weir.cli.config.Settings;
import io.weir.cli.config.SetupConfig;
import io.weir.ingest.yaml.YamlNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What can be said of compose.yaml without a Docker daemon. */
class ComposeTest {
  private static final Path FOLDER = Path.of("..", "compose");

  private static final Map<String, Function<Settings, Record>> ROLES =
      Map.of(
          "setup", SetupConfig::read,
          "enrich-events", EnrichEventsConfig::read,
          "enrich-incidents", EnrichIncidentsConfig::read,
          "sink-loki", LokiConfig::read,
          "sink-elasticsearch", ElasticsearchConfig::read,
          "sink-alertmanager", AlertmanagerConfig::read);

  private static final String COMPOSE = read(FOLDER.resolve("compose.yaml"));

  static Stream<String> roles() {
    return ROLES.keySet().stream();
  }

  @ParameterizedTest
  @MethodSource("roles")
  void everyRoleIsStartedWithAConfigurationThatItCanRead(String role) {
    Path file = FOLDER.resolve("weir").resolve(role + ".yaml");

    assertThat(COMPOSE)
        .contains(
            "command: [%s, --config, /etc/weir/%s.yaml]".formatted(role.replace("-", ", "), role));
    assertThat(ROLES.get(role).apply(Settings.load(file, Map.of()))).isNotNull();
  }

  @Test
  void whatIsMountedIsThere() {
    List<String> mounted =
        COMPOSE
            .lines()
            .flatMap(line -> Stream.of(line.split("[\\s\"\\[\\],-]+", -1)))
            .filter(word -> word.matches("\\.{1,2}/.*:/.*"))
            .map(word -> word.replaceFirst(":.*", ""))
            .toList();

    assertThat(mounted).hasSizeGreaterThan(8);
    assertThat(mounted).allSatisfy(path -> assertThat(FOLDER.resolve(path)).exists());
  }

  @Test
  void imagesHaveTagsAndPortsAreOnLoopback() {
    assertThat(values("image:")).isNotEmpty().allMatch(image -> image.matches(".+:v?[0-9].*"));
    assertThat(values("ports:")).isNotEmpty().allMatch(ports -> ports.startsWith("[\"127.0.0.1:"));
  }

  /** Services that publish nothing that Prometheus reads. README.md says so. */
  private static final Set<String> WITHOUT_METRICS =
      Set.of("kafka", "elasticsearch", "kibana", "setup");

  @Test
  void prometheusAsksEveryServiceThatHasMetrics() {
    Set<String> services =
        YamlNode.documents(FOLDER.resolve("compose.yaml"))
            .get(0)
            .map()
            .get("services")
            .map()
            .keySet();
    Set<String> asked =
        Pattern.compile("targets: \\[\"([a-z-]+):\\d+\"]}?[,\\]]")
            .matcher(
                read(FOLDER.resolve("config/prometheus.yaml"))
                    .replaceAll("(?s).*scrape_configs", ""))
            .results()
            .map(found -> found.group(1).replace("localhost", "prometheus"))
            .collect(Collectors.toSet());

    Set<String> expected = new TreeSet<>(services);
    expected.removeAll(WITHOUT_METRICS);
    assertThat(asked).isEqualTo(expected);
    assertThat(services).containsAll(WITHOUT_METRICS);
  }

  /** What is tried on one machine is what runs in a cluster. */
  @Test
  void imagesAreThoseOfTheChartAndOfItsTrial() throws IOException {
    List<String> others = new ArrayList<>(images(Path.of("../../helm/weir/values.yaml")));
    try (Stream<Path> files = Files.list(Path.of("../../helm/trial"))) {
      files.forEach(file -> others.addAll(images(file)));
    }
    List<String> here = images(FOLDER.resolve("compose.yaml"));

    assertThat(others).hasSizeGreaterThan(4).allMatch(image -> image.matches(".+:v?[0-9].*"));
    assertThat(others)
        .filteredOn(image -> here.stream().anyMatch(it -> repository(it).equals(repository(image))))
        .hasSize(3)
        .isSubsetOf(here);
  }

  private static List<String> images(Path file) {
    return Pattern.compile("(?m)^ *image: (?:docker\\.io/)?([a-z][^ \\n]*:[^ \\n]+)")
        .matcher(read(file))
        .results()
        .map(found -> found.group(1))
        .toList();
  }

  private static String repository(String image) {
    return image.substring(0, image.lastIndexOf(':'));
  }

  @ParameterizedTest
  @MethodSource("files")
  void everyFileIsYaml(Path file) {
    assertThat(YamlNode.documents(file)).hasSize(1);
  }

  static Stream<Path> files() throws IOException {
    try (Stream<Path> files = Files.walk(FOLDER.resolve("config"))) {
      return files.filter(Files::isRegularFile).toList().stream();
    }
  }

  private static List<String> values(String key) {
    return COMPOSE
        .lines()
        .map(String::strip)
        .filter(line -> line.startsWith(key))
        .map(line -> line.substring(key.length()).strip())
        .toList();
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
