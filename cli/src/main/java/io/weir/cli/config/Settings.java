package io.weir.cli.config;

import io.weir.ingest.yaml.ConfigException;
import io.weir.ingest.yaml.YamlNode;
import java.nio.file.Path;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * The settings of one process: a YAML file, nested maps being the same as dotted keys, and over it
 * environment variables: {@code WEIR_KAFKA_BOOTSTRAP_SERVERS} is {@code kafka.bootstrap.servers}.
 * Every fault names the key, its file and its line.
 */
public final class Settings {
  private static final String ENVIRONMENT_PREFIX = "WEIR_";

  private final String file;
  private final Map<String, Value> values = new TreeMap<>();
  private final Map<String, String> environment;
  private final Set<String> asked = new HashSet<>();

  private record Value(String text, String place) {}

  private Settings(String file, Map<String, String> environment) {
    this.file = file;
    this.environment = environment;
  }

  /**
   * Reads a file.
   *
   * @param environment such as {@link System#getenv()}
   */
  public static Settings load(Path file, Map<String, String> environment) {
    Settings settings = new Settings(file.toString(), environment);
    for (YamlNode document : YamlNode.documents(file)) {
      settings.flatten("", document);
    }
    return settings;
  }

  private void flatten(String prefix, YamlNode node) {
    for (Map.Entry<String, YamlNode> entry : node.map().entrySet()) {
      String key = prefix + entry.getKey();
      YamlNode value = entry.getValue();
      if (value.isMap()) {
        flatten(key + ".", value);
      } else {
        String text =
            value.isList()
                ? String.join(",", value.list().stream().map(YamlNode::text).toList())
                : value.text();
        values.put(key, new Value(text, value.place()));
      }
    }
  }

  /** The value, which must be there. */
  public String text(String key) {
    String value = text(key, null);
    if (value == null) {
      throw new ConfigException(file, "'" + key + "' is missing");
    }
    return value;
  }

  /** The value, or the default if it is missing or empty. */
  public String text(String key, String defaultValue) {
    asked.add(key);
    String variable = environment.get(variable(key));
    if (variable != null && !variable.isEmpty()) {
      return variable;
    }
    Value value = values.get(key);
    return value == null || value.text().isEmpty() ? defaultValue : value.text();
  }

  public Path path(String key, Path defaultValue) {
    String text = text(key, null);
    return text == null ? defaultValue : Path.of(text);
  }

  /** A whole number within those bounds. */
  public int number(String key, int defaultValue, int min, int max) {
    String text = text(key, String.valueOf(defaultValue));
    try {
      int number = Integer.parseInt(text);
      if (number >= min && number <= max) {
        return number;
      }
    } catch (NumberFormatException e) {
      throw fault(key, "must be a whole number, not '" + text + "'");
    }
    throw fault(key, "must be from " + min + " to " + max + ", not " + text);
  }

  public boolean bool(String key, boolean defaultValue) {
    String text = text(key, String.valueOf(defaultValue));
    return switch (text) {
      case "true" -> true;
      case "false" -> false;
      default -> throw fault(key, "must be true or false, not '" + text + "'");
    };
  }

  /** One of some words, which are written in small letters. */
  public <E extends Enum<E>> E oneOf(String key, E defaultValue) {
    String text = text(key, defaultValue.name().toLowerCase(Locale.ROOT));
    List<String> words = new ArrayList<>();
    for (E constant : defaultValue.getDeclaringClass().getEnumConstants()) {
      String word = constant.name().toLowerCase(Locale.ROOT);
      if (word.equals(text)) {
        return constant;
      }
      words.add(word);
    }
    throw fault(key, "must be one of " + String.join(", ", words) + ", not '" + text + "'");
  }

  /** A duration such as {@code 500ms}, {@code 30s}, {@code 15m} or {@code 72h}. */
  public Duration duration(String key, Duration defaultValue) {
    String text = text(key, null);
    if (text == null) {
      return defaultValue;
    }
    try {
      return text.endsWith("ms")
          ? Duration.ofMillis(Long.parseLong(text.substring(0, text.length() - 2)))
          : Duration.parse("PT" + text);
    } catch (DateTimeParseException | NumberFormatException e) {
      throw fault(key, "must be a duration such as 30s or 15m, not '" + text + "'");
    }
  }

  /** A YAML list, or values separated by commas. */
  public List<String> list(String key) {
    String text = text(key, null);
    return text == null ? List.of() : List.of(text.split("\\s*,\\s*", -1));
  }

  /** All values below a key, by the rest of their keys; for the settings of a library. */
  public Map<String, String> section(String key) {
    String prefix = key + ".";
    Map<String, String> section = new TreeMap<>();
    values.forEach(
        (name, value) -> {
          if (name.startsWith(prefix)) {
            asked.add(name);
            section.put(name.substring(prefix.length()), value.text());
          }
        });
    String variables = variable(prefix);
    environment.forEach(
        (name, value) -> {
          if (name.startsWith(variables)) {
            String rest = name.substring(variables.length());
            section.put(rest.toLowerCase(Locale.ROOT).replace('_', '.'), value);
          }
        });
    return section;
  }

  /** True if the file has that key, or keys below it. */
  public boolean has(String key) {
    return values.keySet().stream()
        .anyMatch(name -> name.equals(key) || name.startsWith(key + "."));
  }

  /** To be called when everything was asked for: a key that nobody knows is a mistake. */
  public void rejectUnknown() {
    values.forEach(
        (key, value) -> {
          if (!asked.contains(key)) {
            throw new ConfigException(value.place(), "'" + key + "' is unknown");
          }
        });
  }

  /** A fault in the value of a key, with its place. */
  public ConfigException fault(String key, String reason) {
    Value value = values.get(key);
    boolean fromEnvironment = environment.containsKey(variable(key));
    String place = fromEnvironment ? variable(key) : value == null ? file : value.place();
    return new ConfigException(place, "'" + key + "' " + reason);
  }

  private static String variable(String key) {
    return ENVIRONMENT_PREFIX + key.toUpperCase(Locale.ROOT).replace('.', '_').replace('-', '_');
  }
}
