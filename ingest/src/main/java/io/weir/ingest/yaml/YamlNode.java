package io.weir.ingest.yaml;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/**
 * A value in a YAML 1.2 file that knows its line, so that every fault can be named with file, line
 * and reason. All methods throw {@link ConfigException} when the value is not what is asked for.
 */
public final class YamlNode {
  private final String file;
  private final Node node;

  private YamlNode(String file, Node node) {
    this.file = file;
    this.node = node;
  }

  /** The documents of a file, empty ones left out. */
  public static List<YamlNode> documents(Path file) {
    try {
      return documents(file.toString(), Files.readString(file));
    } catch (IOException e) {
      throw new ConfigException(file.toString(), "cannot be read");
    }
  }

  /**
   * The documents of a text.
   *
   * @param name what to call the text in errors
   */
  public static List<YamlNode> documents(String name, String text) {
    LoadSettings settings =
        LoadSettings.builder().setLabel(name).setAllowDuplicateKeys(false).build();
    try {
      List<YamlNode> documents = new ArrayList<>();
      for (Node node : new Compose(settings).composeAllFromString(text)) {
        if (!node.getTag().equals(Tag.NULL)) {
          documents.add(new YamlNode(name, node));
        }
      }
      return documents;
    } catch (MarkedYamlEngineException e) {
      String place = name + e.getProblemMark().map(mark -> ":" + (mark.getLine() + 1)).orElse("");
      throw new ConfigException(place, "is not YAML: " + e.getProblem());
    } catch (YamlEngineException e) {
      throw new ConfigException(name, "is not YAML: " + e.getMessage());
    }
  }

  /** File and line. */
  public String place() {
    return file + node.getStartMark().map(Mark::getLine).map(line -> ":" + (line + 1)).orElse("");
  }

  public ConfigException fault(String reason) {
    return new ConfigException(place(), reason);
  }

  public boolean isMap() {
    return node instanceof MappingNode;
  }

  public boolean isList() {
    return node instanceof SequenceNode;
  }

  public boolean isNull() {
    return node.getTag().equals(Tag.NULL);
  }

  /** The entries in their order; keys are scalars, each there once. */
  public Map<String, YamlNode> map() {
    if (!(node instanceof MappingNode mapping)) {
      throw fault("must be a map");
    }
    Map<String, YamlNode> entries = new LinkedHashMap<>();
    for (NodeTuple tuple : mapping.getValue()) {
      YamlNode key = new YamlNode(file, tuple.getKeyNode());
      if (entries.put(key.text(), new YamlNode(file, tuple.getValueNode())) != null) {
        throw key.fault("'" + key.text() + "' is there twice");
      }
    }
    return entries;
  }

  /** The entries, which must have no other keys than those. */
  public Map<String, YamlNode> map(Set<String> known) {
    Map<String, YamlNode> entries = map();
    entries.forEach(
        (key, value) -> {
          if (!known.contains(key)) {
            throw value.fault(
                "'"
                    + key
                    + "' is unknown; known are "
                    + String.join(", ", known.stream().sorted().toList()));
          }
        });
    return entries;
  }

  /** The items of a list; a single value is a list of one. */
  public List<YamlNode> list() {
    if (!(node instanceof SequenceNode sequence)) {
      return isMap() ? List.of(this) : isNull() ? List.of() : List.of(this);
    }
    return sequence.getValue().stream().map(item -> new YamlNode(file, item)).toList();
  }

  /** A scalar as it is written. */
  public String text() {
    if (node instanceof ScalarNode scalar) {
      return scalar.getValue();
    }
    throw fault("must be a single value");
  }

  /** True if the scalar is a number, boolean or null by YAML's core schema, not a string. */
  public boolean isPlainNonText() {
    return node instanceof ScalarNode && !node.getTag().equals(Tag.STR);
  }

  public long number() {
    try {
      return Long.parseLong(text());
    } catch (NumberFormatException e) {
      throw fault("must be a whole number, not '" + text() + "'");
    }
  }

  public boolean bool() {
    return switch (text()) {
      case "true" -> true;
      case "false" -> false;
      default -> throw fault("must be true or false, not '" + text() + "'");
    };
  }

  /** The constant of that name, lower case and with dashes or underscores. */
  public <E extends Enum<E>> E oneOf(Class<E> type) {
    String name = text().toUpperCase(Locale.ROOT).replace('-', '_');
    List<String> names = new ArrayList<>();
    for (E constant : type.getEnumConstants()) {
      if (constant.name().equals(name)) {
        return constant;
      }
      names.add(constant.name().toLowerCase(Locale.ROOT));
    }
    throw fault("must be one of " + String.join(", ", names) + ", not '" + text() + "'");
  }
}
