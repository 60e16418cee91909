package io.weir.ingest.parse.structured;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.weir.ingest.event.Field;
import io.weir.ingest.parse.database.PostgresLine;
import io.weir.ingest.parse.database.PostgresMessages;
import io.weir.ingest.parse.host.ContainerLine;
import io.weir.ingest.parse.line.Format;
import io.weir.ingest.parse.line.ParsedLine;
import io.weir.ingest.parse.line.TextLine;
import io.weir.ingest.parse.text.AnsiColors;
import io.weir.ingest.parse.text.Levels;
import io.weir.ingest.parse.web.AccessLine;
import java.util.Map;

/** Recognises by a few keys who wrote an object, and reads it accordingly. */
public final class JsonDialect {
  /** This format. */
  public static final Format KUBERNETES =
      Format.of(
          "kubernetes-audit", "audit records of the API server of Kubernetes", JsonLine::read);

  /** This format. */
  public static final Format VAULT =
      Format.of("vault-audit", "audit records of Vault and OpenBao", JsonLine::read);

  /** This format. */
  public static final Format ELASTICSEARCH =
      Format.of("elasticsearch-audit", "audit records of Elasticsearch", JsonLine::read);

  /** This format. */
  public static final Format CLOUDTRAIL =
      Format.of("cloudtrail", "audit records of AWS CloudTrail", JsonLine::read);

  /** This format. */
  public static final Format POSTGRESQL =
      Format.of(
          PostgresLine.FORMAT.name(), "jsonlog, also as CloudNativePG wraps it", JsonLine::read);

  /** This format. */
  public static final Format CADDY = Format.of("caddy", "access log of Caddy", JsonLine::read);

  /** This format. */
  public static final Format TRAEFIK =
      Format.of(AccessLine.TRAEFIK.name(), "the same as JSON", JsonLine::read);

  private static final Map<String, String> POSTGRESQL_LEVELS =
      Map.of("LOG", "info", "NOTICE", "notice", "WARNING", "warn", "PANIC", "fatal");

  private JsonDialect() {}

  static ParsedLine read(TextLine line, ObjectNode object) {
    LineBuilder builder = new LineBuilder(line.context());
    if (object.path("log").isTextual() && ContainerLine.isDocker(object) && line.mayNest()) {
      return ContainerLine.docker(line, object);
    }
    if (Journal.isRecord(object)) {
      return Journal.read(line, object, builder);
    }
    Format format = take(object, builder);
    String message = builder.message == null ? line.text() : AnsiColors.remove(builder.message);
    return new ParsedLine(
        format.name(), message, builder.time, builder.fields, object.isEmpty() ? null : object);
  }

  /** Moves what is known to the builder, and says what the object was taken for. */
  private static Format take(ObjectNode object, LineBuilder builder) {
    if (object.path("apiVersion").asText().startsWith("audit.k8s.io/")) {
      return kubernetes(object, builder);
    }
    if (isVault(object)) {
      return vault(object, builder);
    }
    if (object.path("type").asText().equals("audit") && object.has("event.action")) {
      return elasticsearch(object, builder);
    }
    if (object.path("error_severity").isTextual()) {
      FieldExtractor.take(object, AuditMappings.POSTGRESQL, builder);
      return postgresql(object, builder);
    }
    if (object.get("record") instanceof ObjectNode entry && entry.has("error_severity")) {
      return cloudNative(object, entry, builder);
    }
    if (object.has("eventVersion") && object.has("eventSource")) {
      FieldExtractor.take(object, AuditMappings.CLOUDTRAIL, builder);
      putOutcome(builder, !builder.fields.has(Field.ERROR_CODE));
      return CLOUDTRAIL;
    }
    if (object.path("t").has("$date")) {
      FieldExtractor.take(object, AuditMappings.MONGODB, builder);
    } else if (object.has("component") && object.has("cluster.name")) {
      FieldExtractor.take(object, CommonMappings.OF_ELASTICSEARCH, builder);
    } else if (object.has("short_message")) {
      FieldExtractor.take(object, CommonMappings.OF_GELF, builder);
    } else if (Telemetry.isRecord(object)) {
      Telemetry.flatten(object);
    } else if (object.has("@mt")) {
      MessageTemplate.take(object, builder);
    } else if (object.has("MessageTemplate")) {
      MessageTemplate.takeNamed(object, builder);
    }
    Format format = server(object);
    FieldExtractor.take(object, builder);
    return format;
  }

  /** The server whose access log it is, or any writer. */
  private static Format server(ObjectNode object) {
    if (object.has("DownstreamStatus") && object.has("RequestMethod")) {
      return TRAEFIK;
    }
    boolean caddy = object.path("logger").asText().startsWith("http.log.access");
    return caddy && object.has("request") ? CADDY : JsonLine.FORMAT;
  }

  private static Format kubernetes(ObjectNode object, LineBuilder builder) {
    FieldExtractor.take(object, AuditMappings.KUBERNETES, builder);
    if (builder.time == null) {
      FieldExtractor.take(object, AuditMappings.KUBERNETES_TIMES, builder);
    }
    if (builder.fields.get(Field.HTTP_RESPONSE_STATUS_CODE) instanceof Long status) {
      putOutcome(builder, status < 400);
    }
    return KUBERNETES;
  }

  private static boolean isVault(ObjectNode object) {
    String type = object.path("type").asText();
    return (type.equals("request") || type.equals("response"))
        && object.path("request").path("operation").isTextual();
  }

  private static Format vault(ObjectNode object, LineBuilder builder) {
    FieldExtractor.take(object, AuditMappings.VAULT, builder);
    if (builder.fields.has(Field.ERROR_MESSAGE)) {
      putOutcome(builder, false);
    } else if (object.path("type").asText().equals("response")) {
      putOutcome(builder, true);
    }
    return VAULT;
  }

  private static Format elasticsearch(ObjectNode object, LineBuilder builder) {
    FieldExtractor.take(object, AuditMappings.ELASTICSEARCH, builder);
    String action = String.valueOf(builder.fields.text(Field.EVENT_ACTION));
    if (action.endsWith("_success") || action.endsWith("_granted")) {
      putOutcome(builder, true);
    } else if (action.endsWith("_failed") || action.endsWith("_denied")) {
      putOutcome(builder, false);
    }
    return ELASTICSEARCH;
  }

  private static Format cloudNative(ObjectNode object, ObjectNode entry, LineBuilder builder) {
    FieldExtractor.take(object, AuditMappings.CLOUD_NATIVE_PG, builder);
    postgresql(entry, builder);
    if (entry.isEmpty()) {
      object.remove("record");
    }
    // The wrapping has less to say: when it was wrapped, and by whom.
    FieldExtractor.take(object, builder);
    return POSTGRESQL;
  }

  private static Format postgresql(ObjectNode object, LineBuilder builder) {
    String severity = object.remove("error_severity").asText();
    String named = Levels.named(severity);
    builder.fields.put(Field.LOG_LEVEL, POSTGRESQL_LEVELS.getOrDefault(severity, named));
    String state = builder.fields.text(Field.WEIR_DB_SQL_STATE);
    if ("00000".equals(state)) {
      builder.fields.remove(Field.WEIR_DB_SQL_STATE);
    }
    if (builder.message != null) {
      PostgresMessages.put(builder.fields, severity, builder.message);
    }
    return POSTGRESQL;
  }

  private static void putOutcome(LineBuilder builder, boolean success) {
    builder.fields.put(Field.EVENT_OUTCOME, success ? "success" : "failure");
  }
}
