package io.weir.ingest.transform;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.weir.ingest.event.Event;
import io.weir.ingest.event.Field;
import io.weir.ingest.event.Fields;
import io.weir.ingest.event.Json;
import io.weir.ingest.event.LineFields;
import io.weir.ingest.yaml.YamlNode;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Where a value of an event is: a field, a key of {@code weir.fields}, or the message.
 *
 * @param field null for the message
 * @param key within {@code weir.fields}, or null
 */
record Target(Field field, String key) {
  /** Of no more digits than a long has. */
  private static final Pattern NUMBER = Pattern.compile("[0-9]{1,18}");

  private static final String MESSAGE = "message";
  private static final String CONTENT = Field.WEIR_FIELDS.path() + '.';

  /** What a transform may change in addition to what lines say: what agents and parsers add. */
  private static final Set<Field> CHANGEABLE =
      Set.of(
          Field.EVENT_ORIGINAL,
          Field.EVENT_SEVERITY,
          Field.KUBERNETES_ANNOTATIONS,
          Field.KUBERNETES_LABELS,
          Field.KUBERNETES_NAMESPACE_LABELS,
          Field.LOG_LEVEL,
          Field.WEIR_HTTP_FORWARDED);

  /** Any value that can be asked for. */
  static Target read(String name, YamlNode at) {
    if (name.equals(MESSAGE)) {
      return new Target(null, null);
    }
    if (name.startsWith(CONTENT) && name.length() > CONTENT.length()) {
      return new Target(Field.WEIR_FIELDS, name.substring(CONTENT.length()));
    }
    return new Target(
        Field.byName(name)
            .orElseThrow(
                () -> at.fault("'%s' is no field; keys are weir.fields.KEY".formatted(name))),
        null);
  }

  /** A value that may be changed or left out. */
  static Target changeable(String name, YamlNode at) {
    Target target = read(name, at);
    boolean free = target.key != null || (target.field != null && isChangeable(target.field));
    if (!free) {
      throw at.fault("'" + name + "' says what the event is or where it goes, and stays");
    }
    return target;
  }

  private static boolean isChangeable(Field field) {
    // By the name of its service an event is found, in Loki and by rules.
    return CHANGEABLE.contains(field) || (LineFields.has(field) && field != Field.SERVICE_NAME);
  }

  /** A value that may be set to a text. */
  static Target settable(String name, YamlNode at) {
    Target target = changeable(name, at);
    boolean takesText =
        target.key != null
            || switch (target.field.type()) {
              case KEYWORD, TEXT, LONG -> true;
              default -> false;
            };
    if (!takesText) {
      throw at.fault("'" + name + "' cannot be set");
    }
    return target;
  }

  String text(Event event) {
    return field == null ? event.message() : text(event.fields());
  }

  /** The value as text, or null if there is none or it is an object. */
  String text(Fields fields) {
    Object value = fields.get(field);
    if (key == null) {
      return value instanceof JsonNode || value == null
          ? null
          : value instanceof List<?> list
              ? list.stream().map(String::valueOf).collect(Collectors.joining(", "))
              : value.toString();
    }
    JsonNode found = value instanceof ObjectNode content ? content.get(key) : null;
    return found == null || found.isContainerNode() || found.isNull() ? null : found.asText();
  }

  /** Sets it to a text; false if the field takes none of that kind. */
  boolean set(Fields fields, String text) {
    if (key != null) {
      fields.put(field, content(fields).put(key, text));
      return true;
    }
    return switch (field.type()) {
      case KEYWORD, CONSTANT, TEXT, RAW, IP -> {
        fields.put(field, text);
        yield true;
      }
      case LONG -> {
        boolean number = NUMBER.matcher(text).matches();
        if (number) {
          fields.put(field, Long.parseLong(text));
        }
        yield number;
      }
      default -> false;
    };
  }

  /** Leaves it out. */
  void remove(Fields fields) {
    if (key == null) {
      fields.remove(field);
    } else if (fields.get(field) instanceof ObjectNode content && content.has(key)) {
      ObjectNode left = content.deepCopy();
      left.remove(key);
      fields.remove(field).put(field, left);
    }
  }

  /** A copy: events share what they hold. */
  private ObjectNode content(Fields fields) {
    return fields.get(field) instanceof ObjectNode content
        ? content.deepCopy()
        : Json.MAPPER.createObjectNode();
  }
}
