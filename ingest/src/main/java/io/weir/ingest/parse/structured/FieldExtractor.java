package io.weir.ingest.parse.structured;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.weir.ingest.event.Field;
import io.weir.ingest.parse.host.LoginMessages;
import io.weir.ingest.parse.text.JsonValues;
import io.weir.ingest.parse.text.Quantities;
import io.weir.ingest.parse.text.StackTrace;
import java.util.List;

/**
 * Moves what ECS has a name for from an application's keys to a builder. Only what describes the
 * application's own doing is read: keys such as {@code kubernetes.pod.name} could be written to
 * deceive, and stay content.
 */
final class FieldExtractor {
  private FieldExtractor() {}

  /** Moves what is known from the object to the builder; a value of another type stays. */
  static void take(ObjectNode object, LineBuilder builder) {
    take(object, "", CommonMappings.ALWAYS, builder);
    takeForwarded(object, builder);
    if (builder.fields.has(Field.HTTP_REQUEST_METHOD)) {
      take(object, "", CommonMappings.OF_REQUESTS, builder);
    }
    if (builder.own != null) {
      take(object, "", builder.own, builder);
    }
    if (builder.message == null) {
      takeOtherMessage(object, builder);
    }
    if (builder.time == null) {
      takeOtherTime(object, builder);
    }
    if (builder.message != null) {
      LoginMessages.put(builder.fields, builder.message);
    }
    if (builder.fields.has(Field.ERROR_STACK_TRACE)) {
      StackTrace.putError(builder.fields, builder.fields.text(Field.ERROR_STACK_TRACE));
    }
    FieldMapper bareDuration = bareDuration(object, builder);
    JsonNode duration = object.get("duration");
    if (duration != null && bareDuration != null && bareDuration.read(duration, builder)) {
      object.remove("duration");
    }
  }

  /** Next to a peer, a client that is named is one more address that the request came by. */
  private static void takeForwarded(ObjectNode object, LineBuilder builder) {
    boolean peer = RequestMappers.hasSource(builder);
    if (!peer) {
      takeClient(object, RequestMappers.SOURCE, builder);
    }
    take(object, "", CommonMappings.FORWARDED, builder);
    if (peer) {
      takeClient(object, RequestMappers.FORWARDED, builder);
    }
  }

  private static void takeClient(ObjectNode object, FieldMapper mapper, LineBuilder builder) {
    for (String key : CommonMappings.CLIENTS) {
      JsonNode client = object.get(key);
      if (client != null && mapper.read(client, builder)) {
        object.remove(key);
      }
    }
  }

  /** Of loguru and structlog, whose keys mean something else next to a message. */
  private static void takeOtherMessage(ObjectNode object, LineBuilder builder) {
    if (object.path("record").path("level").isObject()) {
      take(object, CommonMappings.OF_LOGURU, builder);
    } else if (FieldMapper.MESSAGE.read(object.path("event"), builder)) {
      object.remove("event");
    }
  }

  private static void takeOtherTime(ObjectNode object, LineBuilder builder) {
    builder.time = JsonValues.parts(object, "timestampSeconds", "timestampNanos");
    if (builder.time == null) {
      take(object, CommonMappings.OTHER_TIMES, builder);
    } else {
      object.remove(List.of("timestampSeconds", "timestampNanos"));
    }
  }

  /** Moves what the table knows, and nothing else. */
  static void take(ObjectNode object, FieldMapping table, LineBuilder builder) {
    take(object, "", table, builder);
  }

  private static void take(
      ObjectNode object, String prefix, FieldMapping table, LineBuilder builder) {
    object
        .properties()
        .removeIf(
            entry -> {
              String key = prefix.isEmpty() ? entry.getKey() : prefix + entry.getKey();
              return taken(key, entry.getValue(), table, builder);
            });
  }

  private static boolean taken(
      String key, JsonNode value, FieldMapping table, LineBuilder builder) {
    if (value instanceof ObjectNode object && table.looksInto(key)) {
      boolean full = !object.isEmpty();
      take(object, key + '.', table, builder);
      return full && object.isEmpty();
    }
    FieldMapper mapper = table.mapper(key);
    return mapper != null && mapper.read(value, builder);
  }

  /** The unit of a bare number differs between loggers; without a sign of one it stays content. */
  private static FieldMapper bareDuration(ObjectNode object, LineBuilder builder) {
    if (object.has("response_flags")) {
      return FieldMapper.duration(Quantities.MILLISECOND);
    }
    return builder.numericTime ? FieldMapper.duration(Quantities.SECOND) : null;
  }
}
