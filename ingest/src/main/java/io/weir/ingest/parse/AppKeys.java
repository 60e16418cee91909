package io.weir.ingest.parse;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.weir.ingest.event.Field;
import java.util.List;

/**
 * Moves what ECS has a name for from an application's keys to a draft. Only what describes the
 * application's own doing is read: keys such as {@code kubernetes.pod.name} could be written to
 * deceive, and stay content.
 */
final class AppKeys {
  private AppKeys() {}

  /** Moves what is known from the object to the draft; a value of another type stays. */
  static void take(ObjectNode object, Draft draft) {
    take(object, "", KeyTables.ALWAYS, draft);
    take(object, "", KeyTables.FORWARDED, draft);
    if (draft.fields.has(Field.HTTP_REQUEST_METHOD)) {
      take(object, "", KeyTables.OF_REQUESTS, draft);
    }
    if (draft.own != null) {
      take(object, "", draft.own, draft);
    }
    if (draft.message == null) {
      takeOtherMessage(object, draft);
    }
    if (draft.time == null) {
      takeOtherTime(object, draft);
    }
    if (draft.message != null) {
      LoginText.put(draft.fields, draft.message);
    }
    if (draft.fields.has(Field.ERROR_STACK_TRACE)) {
      StackTrace.putError(draft.fields, draft.fields.text(Field.ERROR_STACK_TRACE));
    }
    KeyReader bareDuration = bareDuration(object, draft);
    JsonNode duration = object.get("duration");
    if (duration != null && bareDuration != null && bareDuration.read(duration, draft)) {
      object.remove("duration");
    }
  }

  /** Of loguru and structlog, whose keys mean something else beside a message. */
  private static void takeOtherMessage(ObjectNode object, Draft draft) {
    if (object.path("record").path("level").isObject()) {
      take(object, KeyTables.OF_LOGURU, draft);
    } else if (KeyReader.MESSAGE.read(object.path("event"), draft)) {
      object.remove("event");
    }
  }

  private static void takeOtherTime(ObjectNode object, Draft draft) {
    draft.time = Values.parts(object, "timestampSeconds", "timestampNanos");
    if (draft.time == null) {
      take(object, KeyTables.OTHER_TIMES, draft);
    } else {
      object.remove(List.of("timestampSeconds", "timestampNanos"));
    }
  }

  /** Moves what the table knows, and nothing else. */
  static void take(ObjectNode object, KeyTable table, Draft draft) {
    take(object, "", table, draft);
  }

  private static void take(ObjectNode object, String prefix, KeyTable table, Draft draft) {
    object
        .properties()
        .removeIf(
            entry -> {
              String key = prefix.isEmpty() ? entry.getKey() : prefix + entry.getKey();
              return taken(key, entry.getValue(), table, draft);
            });
  }

  private static boolean taken(String key, JsonNode value, KeyTable table, Draft draft) {
    if (value instanceof ObjectNode object && table.looksInto(key)) {
      boolean full = !object.isEmpty();
      take(object, key + '.', table, draft);
      return full && object.isEmpty();
    }
    KeyReader reader = table.reader(key);
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
