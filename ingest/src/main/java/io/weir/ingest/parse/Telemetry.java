package io.weir.ingest.parse;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * Log records of OpenTelemetry: OTLP in JSON, as the collector writes to files, and what the SDKs
 * write to the console. Brought to the flat form that other loggers use.
 *
 * @see <a href="https://opentelemetry.io/docs/specs/otlp/#json-protobuf-encoding">OTLP/JSON</a>
 */
final class Telemetry {
  private Telemetry() {}

  static boolean isRecord(ObjectNode object) {
    return object.has("resourceLogs")
        || object.has("timeUnixNano")
        || object.has("severityNumber")
        || object.has("severity_number")
        || (object.has("body") && (object.has("attributes") || object.has("severity_text")));
  }

  /** Unwraps a batch of one record; a batch of several stays what it is. */
  static void flatten(ObjectNode object) {
    JsonNode resource = only(object.get("resourceLogs"));
    JsonNode scope = resource == null ? null : only(resource.get("scopeLogs"));
    JsonNode single = scope == null ? null : only(scope.get("logRecords"));
    if (single instanceof ObjectNode logRecord) {
      object.remove("resourceLogs");
      object.setAll(logRecord);
      spread(object, resource.path("resource").get("attributes"));
    }
    takeBody(object);
    if (spread(object, object.get("attributes"))) {
      object.remove("attributes");
    }
    if (object.get("resource") instanceof ObjectNode known
        && spread(object, known.get("attributes"))) {
      object.remove("resource");
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
      object.putIfAbsent(JsonDialect.text(attribute, "key"), plain(attribute.path("value")));
    }
    return true;
  }

  /** {@code {"stringValue": "x"}} as {@code "x"}. */
  private static JsonNode plain(JsonNode value) {
    boolean typed = value.isObject() && value.size() == 1;
    JsonNode only = typed ? value.elements().next() : value;
    return typed && only.isValueNode() ? only : value;
  }
}
