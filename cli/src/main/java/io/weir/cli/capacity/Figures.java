package io.weir.cli.capacity;

import io.weir.ingest.yaml.ConfigException;
import io.weir.ingest.yaml.YamlNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * Numbers by dotted keys, each with its origin, as {@code figures.yaml} has them: {@code 86
 * measured}.
 */
final class Figures {
  private static final String SHIPPED = "figures.yaml";

  /** Where a number is from. */
  enum Origin {
    /** By this project, on its own machines. */
    MEASURED,
    /** By nobody: to be replaced. */
    ASSUMED,
    /** As the chart or the formulas have it. */
    CHOSEN,
    /** By the one who sells it. */
    LISTED,
    /** By a file of the user that says no more. */
    GIVEN
  }

  private record Figure(double number, Origin origin) {}

  private final Map<String, Figure> values;

  private Figures(Map<String, Figure> values) {
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
    Map<String, Figure> all = new TreeMap<>(values);
    Map<String, Figure> others = read(YamlNode.documents(file));
    for (String key : others.keySet()) {
      if (!values.containsKey(key)) {
        throw new ConfigException(file.toString(), "'" + key + "' is not a known key");
      }
    }
    all.putAll(others);
    return new Figures(all);
  }

  double get(String key) {
    return values.get(key).number();
  }

  Origin origin(String key) {
    return values.get(key).origin();
  }

  /** The keys of all numbers that are from there, in their order. */
  List<String> keys(Origin origin) {
    return values.keySet().stream().filter(key -> origin(key) == origin).toList();
  }

  private static Map<String, Figure> read(List<YamlNode> documents) {
    Map<String, Figure> values = new TreeMap<>();
    documents.forEach(document -> flatten("", document, values));
    return values;
  }

  private static void flatten(String prefix, YamlNode node, Map<String, Figure> values) {
    node.map()
        .forEach(
            (name, value) -> {
              if (value.isMap()) {
                flatten(prefix + name + ".", value, values);
              } else {
                values.put(prefix + name, figure(value));
              }
            });
  }

  private static Figure figure(YamlNode node) {
    String[] words = node.text().strip().split(" +", 2);
    return new Figure(
        number(node, words[0]), words.length == 1 ? Origin.GIVEN : origin(node, words[1]));
  }

  private static Origin origin(YamlNode node, String word) {
    try {
      return Origin.valueOf(word.toUpperCase(Locale.ROOT));
    } catch (IllegalArgumentException e) {
      throw node.fault("must be a number, and measured, assumed, chosen, listed or nothing more");
    }
  }

  private static double number(YamlNode node, String word) {
    try {
      double number = Double.parseDouble(word);
      if (number > 0 && number < Double.POSITIVE_INFINITY) {
        return number;
      }
    } catch (NumberFormatException e) {
      throw node.fault("must be a number, not '" + node.text() + "'");
    }
    throw node.fault("must be above zero");
  }
}
