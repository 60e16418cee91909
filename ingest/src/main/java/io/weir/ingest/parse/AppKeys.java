package io.weir.ingest.parse;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.weir.ingest.event.Field;
import java.util.Map;
import java.util.Set;

/**
 * The keys that loggers use for what ECS has a name for. Only what describes the application's own
 * doing is read: keys such as {@code kubernetes.pod.name} could be written to deceive, and stay
 * content.
 */
final class AppKeys {
  /** Objects that are looked into, their keys joined by dots. */
  private static final Set<String> OBJECTS =
      Set.of(
          "log",
          "log.origin",
          "log.origin.file",
          "trace",
          "span",
          "transaction",
          "error",
          "http",
          "http.request",
          "http.request.body",
          "http.response",
          "http.response.body",
          "url",
          "user",
          "user_agent",
          "source",
          "client",
          "process",
          "process.thread",
          "service",
          "event",
          "request",
          "t");

  private AppKeys() {}

  /** Moves what is known from the object to the draft; a value of another type stays. */
  static void take(ObjectNode object, Draft draft) {
    boolean mongodb = object.path("t").has("$date");
    take(object, "", KeyTables.ALWAYS, draft);
    take(object, "", mongodb ? KeyTables.OF_MONGODB : KeyTables.FORWARDED, draft);
    if (draft.fields.has(Field.HTTP_REQUEST_METHOD)) {
      take(object, "", KeyTables.OF_REQUESTS, draft);
    }
    KeyReader bareDuration = bareDuration(object, draft);
    JsonNode duration = object.get("duration");
    if (duration != null && bareDuration != null && bareDuration.read(duration, draft)) {
      object.remove("duration");
    }
  }

  private static void take(
      ObjectNode object, String prefix, Map<String, KeyReader> readers, Draft draft) {
    object
        .properties()
        .removeIf(entry -> taken(prefix + entry.getKey(), entry.getValue(), readers, draft));
  }

  private static boolean taken(
      String key, JsonNode value, Map<String, KeyReader> readers, Draft draft) {
    if (value instanceof ObjectNode object && OBJECTS.contains(key)) {
      boolean full = !object.isEmpty();
      take(object, key + '.', readers, draft);
      return full && object.isEmpty();
    }
    KeyReader reader = readers.get(key);
    return reader != null && reader.read(value, draft);
  }

  /** The unit of a bare number differs between loggers; without a sign of one it stays content. */
  private static KeyReader bareDuration(ObjectNode object, Draft draft) {
    if (object.has("response_flags")) {
      return KeyReader.duration(Quantities.MILLISECOND);
    }
    return draft.numericTime ? KeyReader.duration(Quantities.SECOND) : null;
  }
}
