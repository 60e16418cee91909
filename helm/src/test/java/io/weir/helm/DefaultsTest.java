package io.weir.helm;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.cli.config.AlertmanagerConfig;
import io.weir.cli.config.ElasticsearchConfig;
import io.weir.cli.config.EnrichEventsConfig;
import io.weir.cli.config.EnrichIncidentsConfig;
import io.weir.cli.config.LokiConfig;
import io.weir.cli.config.Settings;
import io.weir.cli.config.SetupConfig;
import io.weir.ingest.yaml.ConfigException;
import java.io.IOException;
import java.lang.reflect.RecordComponent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** A default of the chart must be the default of the code: who reads either must be right. */
class DefaultsTest {
  private static final Map<String, Function<Settings, Record>> ROLES =
      Map.of(
          "enrich-events", EnrichEventsConfig::read,
          "enrich-incidents", EnrichIncidentsConfig::read,
          "sink-loki", LokiConfig::read,
          "sink-elasticsearch", ElasticsearchConfig::read,
          "sink-alertmanager", AlertmanagerConfig::read,
          "setup", SetupConfig::read);

  /** Where the chart knows what the code cannot. */
  private static final Map<String, String> KNOWN_BY_THE_CHART_ALONE =
      Map.of(
          "admin.host", "the kubelet and Prometheus ask from outside of the pod",
          "threads", "as many as the pod may use processors",
          "rules", "the directory where they are mounted",
          "policy", "the file where it is mounted",
          "loki.tenant", "given by the values of the test",
          "elasticsearch.url", "given by the values of the test");

  @TempDir private Path directory;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "enrich-events",
        "enrich-incidents",
        "sink-loki",
        "sink-elasticsearch",
        "sink-alertmanager",
        "setup"
      })
  void chartAndCodeHaveTheSameDefaults(String role) throws IOException {
    Map<String, Object> file = file(role);
    Object withAll = describe(read(role, file).orElseThrow());
    for (String key : file.keySet()) {
      Map<String, Object> without = new LinkedHashMap<>(file);
      without.remove(key);
      // What has no default in the code cannot differ.
      Optional<Record> byDefault = read(role, without);
      if (byDefault.isPresent() && !isOfThisInstallation(key)) {
        assertThat(describe(byDefault.get())).as(role + ": " + key).isEqualTo(withAll);
      }
    }
  }

  @Test
  void noticesADefaultThatDiffers() throws IOException {
    Map<String, Object> file = file("enrich-incidents");
    Object withAll = describe(read("enrich-incidents", file).orElseThrow());
    file.put("grace", "17s");

    assertThat(describe(read("enrich-incidents", file).orElseThrow())).isNotEqualTo(withAll);
  }

  private static boolean isOfThisInstallation(String key) {
    return key.startsWith("kafka.") || KNOWN_BY_THE_CHART_ALONE.containsKey(key);
  }

  /** The configuration file that the chart writes, without secrets, which no test has. */
  @SuppressWarnings("unchecked")
  private static Map<String, Object> file(String role) {
    String text =
        Chart.manifests(Chart.render(Chart.FULL)).stream()
            .filter(it -> it.kind().equals("ConfigMap") && it.name().equals("weir-" + role))
            .map(it -> (String) it.at("data", "weir.yaml"))
            .findFirst()
            .orElseThrow();
    Map<String, Object> file =
        (Map<String, Object>) new Load(LoadSettings.builder().build()).loadFromString(text);
    file.keySet().removeIf(key -> key.endsWith(".api-key"));
    return file;
  }

  /** Empty if a key is missing that has no default. */
  private Optional<Record> read(String role, Map<String, Object> file) throws IOException {
    String text =
        file.entrySet().stream()
            .map(entry -> entry.getKey() + ": '" + text(entry.getValue()) + "'\n")
            .collect(Collectors.joining());
    Path config = Files.writeString(directory.resolve("weir.yaml"), text);
    try {
      return Optional.of(ROLES.get(role).apply(Settings.load(config, Map.of())));
    } catch (ConfigException e) {
      assertThat(e).hasMessageContaining("is missing");
      return Optional.empty();
    }
  }

  private static String text(Object value) {
    return value instanceof List<?> list
        ? list.stream().map(String::valueOf).collect(Collectors.joining(","))
        : String.valueOf(value);
  }

  /** A record by its components, all else by its text; objects without one by their class. */
  private static Object describe(Object value) {
    if (value instanceof Record) {
      Map<String, Object> parts = new TreeMap<>();
      for (RecordComponent component : value.getClass().getRecordComponents()) {
        try {
          parts.put(component.getName(), describe(component.getAccessor().invoke(value)));
        } catch (ReflectiveOperationException e) {
          throw new LinkageError(component.toString(), e);
        }
      }
      return parts;
    }
    if (value instanceof List<?> list) {
      return list.stream().map(DefaultsTest::describe).toList();
    }
    return value == null
            || !value.getClass().getName().startsWith("io.weir")
            || value instanceof Enum
        ? String.valueOf(value)
        : value.getClass().getName();
  }
}
