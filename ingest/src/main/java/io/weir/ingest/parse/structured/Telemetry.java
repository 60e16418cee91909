package io.weir.ingest.parse.structured;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.weir.ingest.parse.text.JsonValues;
import java.util.Map;

/**
 * Log records of OpenTelemetry: OTLP in JSON, as the collector writes to files, and what the SDKs
 * write to the console. Brought to the flat form that other loggers use.
 *
 * @see <a href="https://opentelemetry.io/docs/specs/otlp/#json-protobuf-encoding">OTLP/JSON</a>
 */
final class Telemetry {
  /** Go's SDK and the exporters to databases begin keys with capitals. */
  private static final Map<String, String> CAPITALS =
      Map.of(
          "Body", "body",
          "Attributes", "attributes",
          "Resource", "resource",
          "Severity", "severityNumber");

  private Telemetry() {}

  static boolean isRecord(ObjectNode object) {
    return object.has("resourceLogs")
        || object.has("timeUnixNano")
        || object.has("severityNumber")
        || object.has("severity_number")
        || (object.has("body") && (object.has("attributes") || object.has("severity_text")))
        || (object.has("Body") && (object.has("Attributes") || object.has("SeverityText")));
  }

  /** Unwraps a batch of one record; a batch of several stays what it is. */
  static void flatten(ObjectNode object) {
    JsonNode batch = only(object.get("resourceLogs"));
    JsonNode scope = batch == null ? null : only(batch.get("scopeLogs"));
    JsonNode single = scope == null ? null : only(scope.get("logRecords"));
    if (single instanceof ObjectNode logRecord) {
      object.remove("resourceLogs");
      object.setAll(logRecord);
      spread(object, batch.path("resource").get("attributes"));
    }
    boolean capital = object.has("Body");
    if (capital) {
      CAPITALS.forEach((key, usual) -> rename(object, key, usual));
    }
    takeBody(object);
    if (spread(object, object.get("attributes"))) {
      object.remove("attributes");
    }
    JsonNode resource = object.path("resource");
    if (spread(object, capital ? resource : resource.get("attributes"))) {
      object.remove("resource");
    }
  }

  private static void rename(ObjectNode object, String key, String usual) {
    JsonNode value = object.get(key);
    if (value != null && !object.has(usual)) {
      object.remove(key);
      object.set(usual, value);
    }
  }

  private static JsonNode only(JsonNode list) {
    return list instanceof ArrayNode array && array.size() == 1 ? array.get(0) : null;
  }

  private static void takeBody(ObjectNode object) {
    JsonNode body = object.get("body");
    JsonNode text = body == null ? null : plain(body);
    if (text != null && text.isTextual() && !object.has("message")) {
      object.remove("body");
      object.set("message", text);
    }
  }

  /** Attributes as an object, or as OTLP's list of keys and typed values; never over others. */
  private static boolean spread(ObjectNode object, JsonNode attributes) {
    if (attributes instanceof ObjectNode map) {
      map.properties().forEach(entry -> object.putIfAbsent(entry.getKey(), entry.getValue()));
      return true;
    }
    if (!(attributes instanceof ArrayNode list)) {
      return false;
    }
    for (JsonNode attribute : list) {
      String key = attribute.has("Key") ? "Key" : "key";
      JsonNode value = attribute.has("Value") ? attribute.get("Value") : attribute.path("value");
      object.putIfAbsent(JsonValues.text(attribute, key), plain(value));
    }
    return true;
  }

  /** {@code {"stringValue": "x"}} and {@code {"Type": "String", "Value": "x"}} as {@code "x"}. */
  private static JsonNode plain(JsonNode value) {
    if (value.size() == 2 && value.has("Type") && value.path("Value").isValueNode()) {
      return value.get("Value");
    }
    boolean typed = value.isObject() && value.size() == 1;
    JsonNode only = typed ? value.elements().next() : value;
    return typed && only.isValueNode() ? only : value;
  }
}
