package io.weir.ingest.event;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.io.SerializedString;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * How fields are written as JSON: nested as their names are, one root object ({@code kubernetes},
 * {@code log}) after the other. A root of which an event changes nothing is copied as it was
 * encoded for all events that share it.
 */
final class EncodedFields {
  private static final List<Root> ROOTS = roots();
  private static final SerializedString[][] SEGMENTS = segments();

  /** By root; null where there is nothing under it. */
  private final SerializedString[] encoded = new SerializedString[ROOTS.size()];

  /** The fields from one index to before another, whose names have their first part in common. */
  private record Root(SerializedString name, int from, int to) {}

  private EncodedFields() {}

  static EncodedFields of(Fields fields) {
    EncodedFields all = new EncodedFields();
    for (int i = 0; i < all.encoded.length; i++) {
      Root root = ROOTS.get(i);
      if (isAny(root, fields)) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (JsonGenerator json = Json.FACTORY.createGenerator(bytes)) {
          writeRoot(json, root, fields);
        } catch (IOException e) {
          throw new UncheckedIOException(e);
        }
        all.encoded[i] = new SerializedString(bytes.toString(StandardCharsets.UTF_8));
      }
    }
    return all;
  }

  /** Writes all fields into the object that is open. */
  static void write(JsonGenerator json, Fields fields) throws IOException {
    SerializedString[] shared = fields.shared() == null ? null : fields.shared().encoded().encoded;
    for (int i = 0; i < ROOTS.size(); i++) {
      Root root = ROOTS.get(i);
      if (fields.isAsShared(root.from, root.to)) {
        if (shared != null && shared[i] != null) {
          json.writeFieldName(root.name);
          json.writeRawValue(shared[i]);
        }
      } else if (isAny(root, fields)) {
        json.writeFieldName(root.name);
        writeRoot(json, root, fields);
      }
    }
  }

  private static boolean isAny(Root root, Fields fields) {
    for (int i = root.from; i < root.to; i++) {
      if (fields.has(Field.at(i))) {
        return true;
      }
    }
    return false;
  }

  /** Writes what belongs to a root: an object, or the value of a field without a dot. */
  private static void writeRoot(JsonGenerator json, Root root, Fields fields) throws IOException {
    SerializedString[] open = {};
    for (int i = root.from; i < root.to; i++) {
      Object value = fields.get(Field.at(i));
      if (value == null) {
        continue;
      }
      SerializedString[] path = SEGMENTS[i];
      if (path.length > 1) {
        openObjects(json, open, path);
        json.writeFieldName(path[path.length - 1]);
      }
      writeValue(json, value);
      open = path;
    }
    for (int i = open.length - 1; i > 0; i--) {
      json.writeEndObject();
    }
  }

  private static void openObjects(
      JsonGenerator json, SerializedString[] open, SerializedString[] path) throws IOException {
    int shared = sharedObjects(open, path);
    for (int i = open.length - 1; i > shared; i--) {
      json.writeEndObject();
    }
    for (int i = shared; i < path.length - 1; i++) {
      if (i > 0) {
        json.writeFieldName(path[i]);
      }
      json.writeStartObject();
    }
  }

  private static int sharedObjects(SerializedString[] open, SerializedString[] path) {
    int max = Math.min(open.length, path.length) - 1;
    int shared = 0;
    while (shared < max && open[shared].equals(path[shared])) {
      shared++;
    }
    return shared;
  }

  private static void writeValue(JsonGenerator json, Object value) throws IOException {
    if (value instanceof String text) {
      json.writeString(text);
    } else if (value instanceof Long number) {
      json.writeNumber(number);
    } else if (value instanceof Instant time) {
      json.writeString(IsoTime.format(time));
    } else if (value instanceof ObjectNode object) {
      writeNode(json, object);
    } else {
      json.writeStartArray();
      for (Object item : (List<?>) value) {
        writeValue(json, item);
      }
      json.writeEndArray();
    }
  }

  private static void writeNode(JsonGenerator json, JsonNode node) throws IOException {
    if (node.isTextual()) {
      json.writeString(node.textValue());
    } else if (node.isObject()) {
      json.writeStartObject();
      for (Map.Entry<String, JsonNode> entry : node.properties()) {
        json.writeFieldName(entry.getKey());
        writeNode(json, entry.getValue());
      }
      json.writeEndObject();
    } else if (node.isArray()) {
      json.writeStartArray();
      for (JsonNode item : node) {
        writeNode(json, item);
      }
      json.writeEndArray();
    } else if (node.isNull()) {
      json.writeNull();
    } else {
      // Numbers, true and false need nothing of a provider.
      node.serialize(json, null);
    }
  }

  private static List<Root> roots() {
    List<Root> roots = new ArrayList<>();
    int from = 0;
    for (int to = 1; to <= Field.count(); to++) {
      String name = first(Field.at(from));
      if (to == Field.count() || !first(Field.at(to)).equals(name)) {
        roots.add(new Root(new SerializedString(name), from, to));
        from = to;
      }
    }
    return List.copyOf(roots);
  }

  private static String first(Field field) {
    return field.path().split("\\.", 2)[0];
  }

  private static SerializedString[][] segments() {
    SerializedString[][] segments = new SerializedString[Field.count()][];
    for (int i = 0; i < segments.length; i++) {
      String[] names = Field.at(i).path().split("\\.", -1);
      segments[i] = new SerializedString[names.length];
      for (int j = 0; j < names.length; j++) {
        segments[i][j] = new SerializedString(names[j]);
      }
    }
    return segments;
  }
}
