package io.weir.ingest.event;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * How fields are written as JSON: nested as their names are, one root object ({@code kubernetes},
 * {@code log}) after the other. A root of which an event changes nothing is copied as it was
 * encoded for all events that share it.
 */
final class EncodedFields {
  private static final FieldRoot[] ROOTS = FieldRoot.all().toArray(FieldRoot[]::new);
  private static final Name[] NAMES = names();

  /** By root, with its name; null where there is nothing under it. */
  private final byte[][] encoded = new byte[ROOTS.length][];

  /**
   * A field's name in its parts.
   *
   * @param opening by how many parts the name shares with the one before: what opens the objects
   *     that are not open yet, and names the field
   */
  @SuppressWarnings("ArrayRecordComponent") // Never compared.
  private record Name(String[] parts, byte[][] opening) {

    static Name of(Field field) {
      String[] parts = field.path().split("\\.", -1);
      byte[][] opening = new byte[parts.length][];
      for (int shared = 0; shared < parts.length; shared++) {
        StringBuilder text = new StringBuilder();
        for (int i = shared; i < parts.length; i++) {
          text.append(i == shared ? "\"" : "{\"").append(parts[i]).append("\":");
        }
        opening[shared] = text.toString().getBytes(StandardCharsets.UTF_8);
      }
      return new Name(parts, opening);
    }

    /** How many objects are open for both. */
    int sharedWith(Name other) {
      int max = Math.min(parts.length, other.parts.length) - 1;
      int shared = 0;
      while (shared < max && parts[shared].equals(other.parts[shared])) {
        shared++;
      }
      return shared;
    }
  }

  private EncodedFields() {}

  static EncodedFields of(Fields fields) {
    EncodedFields all = new EncodedFields();
    JsonBuffer json = new JsonBuffer();
    for (int i = 0; i < ROOTS.length; i++) {
      if (isAny(ROOTS[i], fields)) {
        writeRoot(json.clear(), ROOTS[i], fields);
        all.encoded[i] = json.toByteArray();
      }
    }
    return all;
  }

  /** Writes all fields, each root after a comma. */
  static void write(JsonBuffer json, Fields fields) {
    byte[][] shared = fields.shared() == null ? null : fields.shared().encoded().encoded;
    for (int i = 0; i < ROOTS.length; i++) {
      FieldRoot root = ROOTS[i];
      if (!fields.isChanged(root)) {
        if (shared != null && shared[i] != null) {
          json.raw(',').raw(shared[i]);
        }
      } else if (isAny(root, fields)) {
        writeRoot(json.raw(','), root, fields);
      }
    }
  }

  private static boolean isAny(FieldRoot root, Fields fields) {
    int to = root.to();
    for (int i = fields.next(root.from(), to); i < to; i = fields.next(i + 1, to)) {
      if (fields.at(i) != null) {
        return true;
      }
    }
    return false;
  }

  /** Writes the name of a root and what belongs to it: an object, or the value of a field. */
  private static void writeRoot(JsonBuffer json, FieldRoot root, Fields fields) {
    Name open = null;
    int to = root.to();
    for (int i = fields.next(root.from(), to); i < to; i = fields.next(i + 1, to)) {
      Object value = fields.at(i);
      if (value == null) {
        continue;
      }
      Name name = NAMES[i];
      int shared = open == null ? 0 : name.sharedWith(open);
      if (open != null) {
        close(json, open.parts.length - 1 - shared);
        json.raw(',');
      }
      json.raw(name.opening[shared]);
      writeValue(json, value);
      open = name;
    }
    if (open != null) {
      close(json, open.parts.length - 1);
    }
  }

  private static void close(JsonBuffer json, int objects) {
    for (int i = 0; i < objects; i++) {
      json.raw('}');
    }
  }

  private static void writeValue(JsonBuffer json, Object value) {
    if (value instanceof String text) {
      json.string(text);
    } else if (value instanceof Long number) {
      json.number(number);
    } else if (value instanceof Instant time) {
      json.time(time);
    } else if (value instanceof ObjectNode object) {
      writeNode(json, object);
    } else {
      List<?> list = (List<?>) value;
      json.raw('[');
      for (int i = 0; i < list.size(); i++) {
        if (i > 0) {
          json.raw(',');
        }
        writeValue(json, list.get(i));
      }
      json.raw(']');
    }
  }

  private static void writeNode(JsonBuffer json, JsonNode node) {
    if (node.isTextual()) {
      json.string(node.textValue());
    } else if (node.isObject()) {
      json.raw('{');
      boolean first = true;
      for (Map.Entry<String, JsonNode> entry : node.properties()) {
        if (!first) {
          json.raw(',');
        }
        json.string(entry.getKey()).raw(':');
        writeNode(json, entry.getValue());
        first = false;
      }
      json.raw('}');
    } else if (node.isArray()) {
      json.raw('[');
      for (int i = 0; i < node.size(); i++) {
        if (i > 0) {
          json.raw(',');
        }
        writeNode(json, node.get(i));
      }
      json.raw(']');
    } else if (node.isInt() || node.isLong()) {
      json.number(node.longValue());
    } else if (node.isBigDecimal() || node.isBoolean()) {
      json.raw(node.asText());
    } else {
      // Other numbers and null are ASCII already; what writes them costs more.
      json.raw(node.toString());
    }
  }

  private static Name[] names() {
    Name[] names = new Name[Field.count()];
    for (int i = 0; i < names.length; i++) {
      names[i] = Name.of(Field.at(i));
    }
    return names;
  }
}
