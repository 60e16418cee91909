package io.weir.cli.capacity;

import io.weir.ingest.yaml.ConfigException;
import io.weir.ingest.yaml.YamlNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Measured and assumed numbers, by dotted keys. {@code figures.yaml} says where each is from. */
final class Figures {
  private static final String SHIPPED = "figures.yaml";

  private final Map<String, Double> values;

  private Figures(Map<String, Double> values) {
    this.values = values;
  }

  /** Those that come with Weir. */
  static Figures shipped() {
    try (InputStream in = Figures.class.getResourceAsStream(SHIPPED)) {
      String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      return new Figures(read(YamlNode.documents(SHIPPED, text)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * The same with other numbers from a file. A key that is not known, or a value that is no number
   * above zero, is a {@link ConfigException} with its place.
   */
  Figures with(Path file) {
    Map<String, Double> all = new TreeMap<>(values);
    Map<String, Double> others = read(YamlNode.documents(file));
    for (String key : others.keySet()) {
      if (!values.containsKey(key)) {
        throw new ConfigException(file.toString(), "'" + key + "' is not a known key");
      }
    }
    all.putAll(others);
    return new Figures(all);
  }

  double get(String key) {
    return values.get(key);
  }

  private static Map<String, Double> read(List<YamlNode> documents) {
    Map<String, Double> values = new TreeMap<>();
    documents.forEach(document -> flatten("", document, values));
    return values;
  }

  private static void flatten(String prefix, YamlNode node, Map<String, Double> values) {
    node.map()
        .forEach(
            (name, value) -> {
              if (value.isMap()) {
                flatten(prefix + name + ".", value, values);
              } else {
                values.put(prefix + name, number(value));
              }
            });
  }

  private static double number(YamlNode node) {
    try {
      double number = Double.parseDouble(node.text());
      if (number > 0 && number < Double.POSITIVE_INFINITY) {
        return number;
      }
    } catch (NumberFormatException e) {
      throw node.fault("must be a number, not '" + node.text() + "'");
    }
    throw node.fault("must be above zero");
  }
}
