package io.weir.enrich.redact;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.weir.enrich.redact.key.ObjectValues;
import io.weir.enrich.redact.scan.Keywords;
import java.util.Map;

/** Recognizes objects and arrays of JSON that have a meaning of their own by their members. */
final class JsonShapes {
  /** Members of a JSON Schema that bring no value. */
  private static final Keywords SCHEMA =
      Keywords.of(
          "type",
          "format",
          "minlength",
          "maxlength",
          "description",
          "pattern",
          "title",
          "writeonly");

  private JsonShapes() {}

  /** False of an object that only describes a value, or says where it is. */
  static boolean holdsValues(ObjectNode object) {
    return !isSchema(object) && !isReference(object);
  }

  /** What {@code password} is in the description of an interface. */
  private static boolean isSchema(ObjectNode object) {
    boolean schema = "string".equals(object.path("type").asText()) && object.size() > 1;
    for (Map.Entry<String, JsonNode> entry : object.properties()) {
      String key = entry.getKey();
      schema &= SCHEMA.contains(key, 0, key.length());
    }
    return schema;
  }

  private static boolean isReference(ObjectNode object) {
    for (Map.Entry<String, JsonNode> entry : object.properties()) {
      if (ObjectValues.isReference(entry.getKey())) {
        return true;
      }
    }
    return false;
  }

  /** True of the arguments of a command: texts, one of which is an option. */
  static boolean isCommand(ArrayNode array) {
    boolean option = false;
    for (JsonNode item : array) {
      if (!item.isTextual() || item.textValue().startsWith(JsonItems.KEY_BEGINS)) {
        return false;
      }
      option |= item.textValue().startsWith("-");
    }
    return option;
  }
}
