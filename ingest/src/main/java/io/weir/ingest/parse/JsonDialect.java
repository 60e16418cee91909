package io.weir.ingest.parse;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.weir.ingest.event.Field;
import java.util.Map;

/** Tells by a few keys who wrote an object, and reads it accordingly. */
final class JsonDialect {
  static final String KUBERNETES = "kubernetes-audit";
  static final String VAULT = "vault-audit";
  static final String ELASTICSEARCH = "elasticsearch-audit";
  static final String CLOUDTRAIL = "cloudtrail";

  private static final Map<String, String> POSTGRESQL_LEVELS =
      Map.of("LOG", "info", "NOTICE", "notice", "WARNING", "warn", "PANIC", "fatal");

  private JsonDialect() {}

  static ParsedLine read(TextLine line, ObjectNode object) {
    LineBuilder draft = new LineBuilder(line.when());
    if (object.path("log").isTextual() && ContainerLine.isDocker(object) && line.mayWrap()) {
      return ContainerLine.docker(line, object);
    }
    if (Journal.isRecord(object)) {
      return Journal.read(line, object, draft);
    }
    String format = take(object, draft);
    String message = draft.message == null ? line.text() : draft.message;
    return new ParsedLine(
        format, message, draft.time, draft.fields, object.isEmpty() ? null : object);
  }

  /** Moves what is known to the draft, and says what the object was taken for. */
  private static String take(ObjectNode object, LineBuilder draft) {
    if (object.path("apiVersion").asText().startsWith("audit.k8s.io/")) {
      return kubernetes(object, draft);
    }
    if (isVault(object)) {
      return vault(object, draft);
    }
    if (object.path("type").asText().equals("audit") && object.has("event.action")) {
      return elasticsearch(object, draft);
    }
    if (object.path("error_severity").isTextual()) {
      FieldExtractor.take(object, AuditMappings.POSTGRESQL, draft);
      return postgresql(object, draft);
    }
    if (object.get("record") instanceof ObjectNode entry && entry.has("error_severity")) {
      return cloudNative(object, entry, draft);
    }
    if (object.has("eventVersion") && object.has("eventSource")) {
      FieldExtractor.take(object, AuditMappings.CLOUDTRAIL, draft);
      putOutcome(draft, !draft.fields.has(Field.ERROR_CODE));
      return CLOUDTRAIL;
    }
    if (object.path("t").has("$date")) {
      FieldExtractor.take(object, AuditMappings.MONGODB, draft);
    } else if (object.has("component") && object.has("cluster.name")) {
      FieldExtractor.take(object, CommonMappings.OF_ELASTICSEARCH, draft);
    } else if (object.has("short_message")) {
      FieldExtractor.take(object, CommonMappings.OF_GELF, draft);
    } else if (Telemetry.isRecord(object)) {
      Telemetry.flatten(object);
    } else if (object.has("@mt")) {
      MessageTemplate.take(object, draft);
    } else if (object.has("MessageTemplate")) {
      MessageTemplate.takeNamed(object, draft);
    }
    FieldExtractor.take(object, draft);
    return JsonLine.FORMAT;
  }

  private static String kubernetes(ObjectNode object, LineBuilder draft) {
    FieldExtractor.take(object, AuditMappings.KUBERNETES, draft);
    if (draft.time == null) {
      FieldExtractor.take(object, AuditMappings.KUBERNETES_TIMES, draft);
    }
    if (draft.fields.get(Field.HTTP_RESPONSE_STATUS_CODE) instanceof Long status) {
      putOutcome(draft, status < 400);
    }
    return KUBERNETES;
  }

  private static boolean isVault(ObjectNode object) {
    String type = object.path("type").asText();
    return (type.equals("request") || type.equals("response"))
        && object.path("request").path("operation").isTextual();
  }

  private static String vault(ObjectNode object, LineBuilder draft) {
    FieldExtractor.take(object, AuditMappings.VAULT, draft);
    if (draft.fields.has(Field.ERROR_MESSAGE)) {
      putOutcome(draft, false);
    } else if (object.path("type").asText().equals("response")) {
      putOutcome(draft, true);
    }
    return VAULT;
  }

  private static String elasticsearch(ObjectNode object, LineBuilder draft) {
    FieldExtractor.take(object, AuditMappings.ELASTICSEARCH, draft);
    String action = String.valueOf(draft.fields.text(Field.EVENT_ACTION));
    if (action.endsWith("_success") || action.endsWith("_granted")) {
      putOutcome(draft, true);
    } else if (action.endsWith("_failed") || action.endsWith("_denied")) {
      putOutcome(draft, false);
    }
    return ELASTICSEARCH;
  }

  private static String cloudNative(ObjectNode object, ObjectNode entry, LineBuilder draft) {
    FieldExtractor.take(object, AuditMappings.CLOUD_NATIVE_PG, draft);
    postgresql(entry, draft);
    if (entry.isEmpty()) {
      object.remove("record");
    }
    // The wrapping has less to say: when it was wrapped, and by whom.
    FieldExtractor.take(object, draft);
    return PostgresLine.FORMAT;
  }

  private static String postgresql(ObjectNode object, LineBuilder draft) {
    String severity = object.remove("error_severity").asText();
    String named = Levels.named(severity);
    draft.fields.put(Field.LOG_LEVEL, POSTGRESQL_LEVELS.getOrDefault(severity, named));
    String state = draft.fields.text(Field.WEIR_DB_SQL_STATE);
    if ("00000".equals(state)) {
      draft.fields.remove(Field.WEIR_DB_SQL_STATE);
    }
    if (draft.message != null) {
      PostgresMessages.put(draft.fields, severity + ':', draft.message);
    }
    return PostgresLine.FORMAT;
  }

  private static void putOutcome(LineBuilder draft, boolean success) {
    draft.fields.put(Field.EVENT_OUTCOME, success ? "success" : "failure");
  }

  /** The text of a key, empty if it is none. */
  static String text(JsonNode object, String key) {
    return object.path(key).asText("");
  }
}
