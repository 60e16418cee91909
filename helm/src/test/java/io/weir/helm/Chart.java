package io.weir.helm;

import com.marcnuri.helm.Helm;
import com.marcnuri.helm.TemplateCommand;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** The chart, rendered by the real Helm. */
final class Chart {
  static final Path DIRECTORY = Path.of("weir");
  static final String MINIMAL = "minimal";
  static final String FULL = "full";
  private static final String KUBERNETES = "1.31.0";

  /** One object of a render. */
  record Manifest(Map<?, ?> document) {
    String kind() {
      return (String) document.get("kind");
    }

    String name() {
      return (String) at("metadata", "name");
    }

    /** The value at a path of keys, or null. */
    Object at(String... path) {
      return Chart.at(document, path);
    }

    /** Labels of its pods. */
    Map<?, ?> podLabels() {
      return (Map<?, ?>) at("spec", "template", "metadata", "labels");
    }

    boolean runsForEver() {
      return kind().equals("Deployment");
    }

    boolean hasPods() {
      return runsForEver() || kind().equals("Job") || kind().equals("DaemonSet");
    }

    Map<?, ?> container() {
      return (Map<?, ?>) ((List<?>) at("spec", "template", "spec", "containers")).get(0);
    }

    @Override
    public String toString() {
      return kind() + "/" + name();
    }
  }

  private Chart() {}

  /** The cases in {@code ci}, by their names. */
  static Stream<String> cases() {
    try (Stream<Path> files = Files.list(DIRECTORY.resolve("ci"))) {
      return files
          .map(file -> file.getFileName().toString().replace("-values.yaml", ""))
          .sorted()
          .toList()
          .stream();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static Path values(String caseName) {
    return DIRECTORY.resolve("ci").resolve(caseName + "-values.yaml");
  }

  static TemplateCommand template() {
    return new Helm(DIRECTORY)
        .template()
        .withName("weir")
        .withNamespace("weir")
        .withKubeVersion(KUBERNETES);
  }

  static String render(String caseName) {
    return template().withValuesFile(values(caseName)).call();
  }

  static List<Manifest> manifests(String render) {
    Iterable<Object> documents = new Load(LoadSettings.builder().build()).loadAllFromString(render);
    return StreamSupport.stream(documents.spliterator(), false)
        .filter(Map.class::isInstance)
        .map(document -> new Manifest((Map<?, ?>) document))
        .toList();
  }

  /** The least, to be changed by one value or two. */
  static TemplateCommand minimal() {
    return template().withValuesFile(values(MINIMAL));
  }

  static Stream<Manifest> ofKind(List<Manifest> render, String kind) {
    return render.stream().filter(manifest -> manifest.kind().equals(kind));
  }

  static Manifest named(List<Manifest> render, String kind, String name) {
    return ofKind(render, kind).filter(m -> m.name().equals(name)).findFirst().orElseThrow();
  }

  /** One YAML document as maps, lists and scalars. */
  static Object yaml(String text) {
    return new Load(LoadSettings.builder().build()).loadFromString(text);
  }

  static Object at(Object from, String... path) {
    Object value = from;
    for (String key : path) {
      value = value instanceof Map<?, ?> map ? map.get(key) : null;
    }
    return value;
  }
}
