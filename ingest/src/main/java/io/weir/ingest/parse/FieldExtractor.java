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
final class FieldExtractor {
  private FieldExtractor() {}

  /** Moves what is known from the object to the draft; a value of another type stays. */
  static void take(ObjectNode object, LineBuilder draft) {
    take(object, "", CommonMappings.ALWAYS, draft);
    take(object, "", CommonMappings.FORWARDED, draft);
    if (draft.fields.has(Field.HTTP_REQUEST_METHOD)) {
      take(object, "", CommonMappings.OF_REQUESTS, draft);
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
      LoginMessages.put(draft.fields, draft.message);
    }
    if (draft.fields.has(Field.ERROR_STACK_TRACE)) {
      StackTrace.putError(draft.fields, draft.fields.text(Field.ERROR_STACK_TRACE));
    }
    FieldMapper bareDuration = bareDuration(object, draft);
    JsonNode duration = object.get("duration");
    if (duration != null && bareDuration != null && bareDuration.read(duration, draft)) {
      object.remove("duration");
    }
  }

  /** Of loguru and structlog, whose keys mean something else beside a message. */
  private static void takeOtherMessage(ObjectNode object, LineBuilder draft) {
    if (object.path("record").path("level").isObject()) {
      take(object, CommonMappings.OF_LOGURU, draft);
    } else if (FieldMapper.MESSAGE.read(object.path("event"), draft)) {
      object.remove("event");
    }
  }

  private static void takeOtherTime(ObjectNode object, LineBuilder draft) {
    draft.time = JsonValues.parts(object, "timestampSeconds", "timestampNanos");
    if (draft.time == null) {
      take(object, CommonMappings.OTHER_TIMES, draft);
    } else {
      object.remove(List.of("timestampSeconds", "timestampNanos"));
    }
  }

  /** Moves what the table knows, and nothing else. */
  static void take(ObjectNode object, FieldMapping table, LineBuilder draft) {
    take(object, "", table, draft);
  }

  private static void take(
      ObjectNode object, String prefix, FieldMapping table, LineBuilder draft) {
    object
        .properties()
        .removeIf(
            entry -> {
              String key = prefix.isEmpty() ? entry.getKey() : prefix + entry.getKey();
              return taken(key, entry.getValue(), table, draft);
            });
  }

  private static boolean taken(String key, JsonNode value, FieldMapping table, LineBuilder draft) {
    if (value instanceof ObjectNode object && table.looksInto(key)) {
      boolean full = !object.isEmpty();
      take(object, key + '.', table, draft);
      return full && object.isEmpty();
    }
    FieldMapper reader = table.reader(key);
    return reader != null && reader.read(value, draft);
  }

  /** The unit of a bare number differs between loggers; without a sign of one it stays content. */
  private static FieldMapper bareDuration(ObjectNode object, LineBuilder draft) {
    if (object.has("response_flags")) {
      return FieldMapper.duration(Quantities.MILLISECOND);
    }
    return draft.numericTime ? FieldMapper.duration(Quantities.SECOND) : null;
  }
}
