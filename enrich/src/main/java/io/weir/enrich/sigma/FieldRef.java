package io.weir.enrich.sigma;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.weir.ingest.event.Event;
import io.weir.ingest.event.Field;
import io.weir.ingest.yaml.YamlNode;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;

/**
 * Where in an event the values of a field are: a {@link Field}, a key within a flattened one, the
 * message, the line by the name of {@code event.original}, or the time. What all events have alike,
 * {@link Field#CONSTANTS}, is in none of them, and has its value here as it has in Elasticsearch's
 * mapping.
 */
public final class FieldRef {
  static final FieldRef EVERYTHING = new FieldRef("*", null, null);

  private static final String MESSAGE = "message";
  private static final String TIMESTAMP = "@timestamp";

  private final String name;
  private final Field field;

  /** Within a flattened field. */
  private final String key;

  /** Where the values are if they are not here; or null. */
  private final FieldRef otherwise;

  private FieldRef(String name, Field field, String key) {
    this(name, field, key, null);
  }

  private FieldRef(String name, Field field, String key, FieldRef otherwise) {
    this.name = name;
    this.field = field;
    this.key = key;
    this.otherwise = otherwise;
  }

  /** The first of several of our names that has a value, as writers name the same thing. */
  static FieldRef firstOf(YamlNode names) {
    FieldRef all = null;
    List<YamlNode> list = names.list();
    for (int i = list.size() - 1; i >= 0; i--) {
      FieldRef one = of(list.get(i).text());
      all = new FieldRef(one.name, one.field, one.key, all);
    }
    return all;
  }

  /**
   * The field of one of our names. A name that is no field of ours is taken for a key of what an
   * application or Falco said, {@code weir.fields}.
   */
  public static FieldRef of(String name) {
    if (name.equals(MESSAGE) || name.equals(TIMESTAMP) || Field.CONSTANTS.containsKey(name)) {
      return new FieldRef(name, null, null);
    }
    Field known = Field.byName(name).orElse(null);
    if (known != null) {
      return new FieldRef(name, known, null);
    }
    for (Field field : Field.values()) {
      String root = field.path() + ".";
      if (field.type() == Field.Type.FLATTENED && name.startsWith(root)) {
        return new FieldRef(name, field, name.substring(root.length()));
      }
    }
    return new FieldRef(Field.WEIR_FIELDS.path() + "." + name, Field.WEIR_FIELDS, name);
  }

  /** Our name. */
  public String name() {
    return name;
  }

  List<String> texts(Event event) {
    if (equals(EVERYTHING)) {
      return EventView.everything(event);
    }
    if (field == null) {
      return List.of(
          switch (name) {
            case MESSAGE -> event.message();
            case TIMESTAMP -> event.timestamp().toString();
            default -> Field.CONSTANTS.get(name);
          });
    }
    if (field == Field.EVENT_ORIGINAL) {
      return List.of(event.line());
    }
    Object value = event.fields().get(field);
    if (key != null) {
      value = value instanceof ObjectNode object ? find(object, key) : null;
    }
    List<String> texts = new ArrayList<>();
    addTexts(value, texts);
    return texts.isEmpty() && otherwise != null ? otherwise.texts(event) : texts;
  }

  /** Falco's keys have dots in them; an application's objects are nested. */
  private static JsonNode find(JsonNode object, String key) {
    JsonNode whole = object.get(key);
    if (whole != null) {
      return whole;
    }
    for (int dot = key.indexOf('.'); dot >= 0; dot = key.indexOf('.', dot + 1)) {
      JsonNode inner = object.get(key.substring(0, dot));
      JsonNode found = inner == null ? null : find(inner, key.substring(dot + 1));
      if (found != null) {
        return found;
      }
    }
    return null;
  }

  static void addTexts(Object value, Collection<String> texts) {
    if (value instanceof JsonNode node) {
      if (node.isContainerNode()) {
        node.forEach(item -> addTexts(item, texts));
      } else if (!node.isNull()) {
        texts.add(node.asText());
      }
    } else if (value instanceof List<?> list) {
      list.forEach(item -> addTexts(item, texts));
    } else if (value != null) {
      texts.add(value.toString());
    }
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof FieldRef ref
        && name.equals(ref.name)
        && Objects.equals(otherwise, ref.otherwise);
  }

  @Override
  public int hashCode() {
    return name.hashCode();
  }

  @Override
  public String toString() {
    return name;
  }
}
