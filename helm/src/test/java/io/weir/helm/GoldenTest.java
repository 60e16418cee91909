package io.weir.helm;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.marcnuri.helm.Helm;
import com.marcnuri.helm.LintResult;
import io.weir.cli.capacity.CapacityCommand;
import io.weir.dashboards.Queries;
import io.weir.enrich.sigma.RuleSet;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.MethodOrderer.OrderAnnotation;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.snakeyaml.engine.v2.api.Dump;
import org.snakeyaml.engine.v2.api.DumpSettings;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import picocli.CommandLine;

/**
 * What is committed and made from something else: with {@code -Dgolden.update} written, else
 * compared.
 */
@TestMethodOrder(OrderAnnotation.class)
class GoldenTest {
  private static final boolean UPDATE = Boolean.getBoolean("golden.update");

  private static final String README =
      """
      # Weir's values

      Made from [values.yaml](values.yaml) by a test; `values.schema.json` says what each value may be. How to install: [../README.md](../README.md). Each file in [ci](ci) shows a switch in use.

      Only `kafka.bootstrapServers` has no default: `host:port`, several separated by commas.

      """;

  @Order(1)
  @ParameterizedTest
  @MethodSource("io.weir.dashboards.Queries#files")
  void theChartCarriesWhatTheDashboardsModuleHas(String file) throws IOException {
    try (InputStream in = Queries.class.getResourceAsStream("/weir-dashboards/" + file)) {
      isGolden(
          Chart.DIRECTORY.resolve("files").resolve(file), new String(in.readAllBytes(), UTF_8));
    }
  }

  @Order(1)
  @ParameterizedTest
  @ValueSource(
      strings = {"container_steps.yml", "container_takeover.yml", "database.yml", "web.yml"})
  void theChartCarriesTheRulesThatComeWithWeir(String file) throws IOException {
    try (InputStream in = RuleSet.class.getResourceAsStream("/rules/" + file)) {
      isGolden(
          Chart.DIRECTORY.resolve("files/sigma").resolve(file),
          new String(in.readAllBytes(), UTF_8));
    }
  }

  @Order(1)
  @Test
  void theChartCarriesTheRoutesOfAlertmanager() throws IOException {
    isGolden(
        Chart.DIRECTORY.resolve("files/alertmanager/alertmanager.yaml"),
        Files.readString(Path.of("..", "dashboards", "alertmanager", "alertmanager.yaml")));
  }

  @Order(1)
  @Test
  void theReadmeListsEveryValue() throws IOException {
    String values = Files.readString(Chart.DIRECTORY.resolve("values.yaml"));
    String table = ValuesTable.of(values);

    assertThat(ValuesTable.missing(table, (Map<?, ?>) Chart.yaml(values))).isEmpty();
    assertThat(ValuesTable.unexplained(table)).isEmpty();
    isGolden(Chart.DIRECTORY.resolve("README.md"), README + table);
  }

  @Order(1)
  @Test
  void theReadmeShowsWhatTheCommandEstimates() throws IOException {
    StringWriter output = new StringWriter();
    new CommandLine(new CapacityCommand())
        .setOut(new PrintWriter(output))
        .execute("--events-per-second", "2000");
    Path readme = Path.of("README.md");
    String text = Files.readString(readme);
    String command = "$ weir capacity --events-per-second 2000\n";
    int begin = text.indexOf(command) + command.length();

    isGolden(
        readme, text.substring(0, begin) + output + text.substring(text.indexOf("```", begin)));
  }

  @Order(2)
  @ParameterizedTest
  @MethodSource("io.weir.helm.Chart#cases")
  void rendersAsCommitted(String caseName) throws IOException {
    isGolden(golden(caseName), Chart.render(caseName));
  }

  @Order(2)
  @ParameterizedTest
  @MethodSource("io.weir.helm.Chart#cases")
  void lintsClean(String caseName, @TempDir Path directory) throws IOException {
    Path chart = withDefaults(directory, Chart.values(caseName));

    LintResult result = new Helm(chart).lint().strict().call();

    assertThat(result.isFailed()).as(result.getMessages().toString()).isFalse();
  }

  @Order(2)
  @ParameterizedTest
  @MethodSource("io.weir.helm.Chart#cases")
  void passesTheManifestValidator(String caseName) throws IOException, InterruptedException {
    String validator = System.getenv("MANIFEST_VALIDATOR");
    assumeTrue(validator != null, "MANIFEST_VALIDATOR names no program");
    List<String> command =
        new ArrayList<>(
            List.of(validator, "--werror", "--namespace", "weir", "--config", "validator.yaml"));
    Map<?, ?> accepted = (Map<?, ?>) load(Path.of("accepted-findings.yaml")).get(caseName);
    if (accepted != null) {
      accepted.keySet().forEach(check -> command.addAll(List.of("--skip", (String) check)));
    }
    command.add(golden(caseName).toString());
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String output;
    try (InputStream out = process.getInputStream()) {
      output = new String(out.readAllBytes(), UTF_8);
    }

    assertThat(process.waitFor()).as(output).isZero();
  }

  /** A Service or Job by that name in two releases would clash. */
  @Order(2)
  @Test
  void namesFollowTheRelease() {
    String other = Chart.template().withName("second").withValuesFile(Chart.values("full")).call();

    assertThat(Chart.manifests(other))
        .allSatisfy(manifest -> assertThat(manifest.name()).startsWith("second-weir"));
  }

  private static Path golden(String caseName) {
    return Path.of("golden", caseName + ".yaml");
  }

  private static void isGolden(Path file, String content) throws IOException {
    if (UPDATE) {
      Files.writeString(file, content);
    }
    assertThat(content)
        .as("%s; write it with mvn verify -pl helm -am -Dgolden.update", file)
        .isEqualTo(Files.readString(file));
  }

  /** Helm's library lints only with the chart's own values: a copy of the chart has the others. */
  private static Path withDefaults(Path directory, Path values) throws IOException {
    Path copy = directory.resolve("weir");
    copyTree(Chart.DIRECTORY, copy);
    Map<String, Object> merged = merged(load(Chart.DIRECTORY.resolve("values.yaml")), load(values));
    String text = new Dump(DumpSettings.builder().build()).dumpToString(merged);
    Files.writeString(copy.resolve("values.yaml"), text);
    return copy;
  }

  private static Map<?, ?> load(Path file) throws IOException {
    String text = Files.readString(file);
    return (Map<?, ?>) new Load(LoadSettings.builder().build()).loadFromString(text);
  }

  private static Map<String, Object> merged(Map<?, ?> below, Map<?, ?> above) {
    Map<String, Object> result = new LinkedHashMap<>();
    below.forEach((key, value) -> result.put((String) key, value));
    above.forEach(
        (key, value) -> {
          boolean deeper = value instanceof Map && below.get(key) instanceof Map;
          Object merged = deeper ? merged((Map<?, ?>) below.get(key), (Map<?, ?>) value) : value;
          result.put((String) key, merged);
        });
    return result;
  }

  private static void copyTree(Path from, Path to) throws IOException {
    Files.walkFileTree(
        from,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult preVisitDirectory(Path path, BasicFileAttributes attributes)
              throws IOException {
            Files.createDirectories(to.resolve(from.relativize(path)));
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFile(Path path, BasicFileAttributes attributes)
              throws IOException {
            Files.copy(path, to.resolve(from.relativize(path)));
            return FileVisitResult.CONTINUE;
          }
        });
  }
}
