package io.weir.ingest.event;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The fields an event can have, by their Elastic Common Schema names (ECS 8.17); what ECS does not
 * name is under {@code kubernetes.} (the convention of Elastic Agent) or {@code weir.}. The one
 * table for the JSON encoding, the Elasticsearch mapping and the names that rules may read.
 *
 * @see <a href="https://www.elastic.co/guide/en/ecs/8.17/ecs-field-reference.html">ECS fields</a>
 */
public enum Field {
  CONTAINER_ID("container.id", Type.KEYWORD),
  CONTAINER_IMAGE_HASH("container.image.hash.all", Type.KEYWORD),
  CONTAINER_IMAGE_NAME("container.image.name", Type.KEYWORD),
  CONTAINER_IMAGE_TAG("container.image.tag", Type.KEYWORD),
  CONTAINER_NAME("container.name", Type.KEYWORD),
  DATA_STREAM_DATASET("data_stream.dataset", Type.CONSTANT),
  DESTINATION_ADDRESS("destination.address", Type.KEYWORD),
  DESTINATION_IP("destination.ip", Type.IP),
  DESTINATION_PORT("destination.port", Type.LONG),
  ERROR_CODE("error.code", Type.KEYWORD),
  ERROR_MESSAGE("error.message", Type.TEXT),
  ERROR_STACK_TRACE("error.stack_trace", Type.TEXT),
  ERROR_TYPE("error.type", Type.KEYWORD),
  EVENT_ACTION("event.action", Type.KEYWORD),
  EVENT_CATEGORY("event.category", Type.KEYWORDS),
  EVENT_CODE("event.code", Type.KEYWORD),
  EVENT_CREATED("event.created", Type.DATE),
  /** Nanoseconds. */
  EVENT_DURATION("event.duration", Type.LONG),
  EVENT_ID("event.id", Type.KEYWORD),
  EVENT_INGESTED("event.ingested", Type.DATE),
  EVENT_KIND("event.kind", Type.KEYWORD),
  EVENT_MODULE("event.module", Type.KEYWORD),
  /** The line as it was written, only where the policy asks for it. */
  EVENT_ORIGINAL("event.original", Type.RAW),
  EVENT_OUTCOME("event.outcome", Type.KEYWORD),
  EVENT_PROVIDER("event.provider", Type.KEYWORD),
  EVENT_REASON("event.reason", Type.TEXT),
  /** Of the kernel's audit: the same for the records of one event. */
  EVENT_SEQUENCE("event.sequence", Type.LONG),
  EVENT_SEVERITY("event.severity", Type.LONG),
  EVENT_TYPE("event.type", Type.KEYWORDS),
  FILE_PATH("file.path", Type.KEYWORD),
  HOST_NAME("host.name", Type.KEYWORD),
  HTTP_REQUEST_BODY_BYTES("http.request.body.bytes", Type.LONG),
  HTTP_REQUEST_BYTES("http.request.bytes", Type.LONG),
  HTTP_REQUEST_ID("http.request.id", Type.KEYWORD),
  HTTP_REQUEST_METHOD("http.request.method", Type.KEYWORD),
  HTTP_REQUEST_REFERRER("http.request.referrer", Type.KEYWORD),
  HTTP_RESPONSE_BODY_BYTES("http.response.body.bytes", Type.LONG),
  HTTP_RESPONSE_STATUS_CODE("http.response.status_code", Type.LONG),
  HTTP_VERSION("http.version", Type.KEYWORD),
  KUBERNETES_ANNOTATIONS("kubernetes.annotations", Type.FLATTENED),
  KUBERNETES_CRONJOB_NAME("kubernetes.cronjob.name", Type.KEYWORD),
  KUBERNETES_DAEMONSET_NAME("kubernetes.daemonset.name", Type.KEYWORD),
  KUBERNETES_DEPLOYMENT_NAME("kubernetes.deployment.name", Type.KEYWORD),
  KUBERNETES_JOB_NAME("kubernetes.job.name", Type.KEYWORD),
  KUBERNETES_LABELS("kubernetes.labels", Type.FLATTENED),
  KUBERNETES_NAMESPACE("kubernetes.namespace", Type.KEYWORD),
  KUBERNETES_NAMESPACE_LABELS("kubernetes.namespace_labels", Type.FLATTENED),
  KUBERNETES_POD_IP("kubernetes.pod.ip", Type.IP),
  KUBERNETES_POD_NAME("kubernetes.pod.name", Type.KEYWORD),
  KUBERNETES_POD_UID("kubernetes.pod.uid", Type.KEYWORD),
  KUBERNETES_REPLICASET_NAME("kubernetes.replicaset.name", Type.KEYWORD),
  KUBERNETES_STATEFULSET_NAME("kubernetes.statefulset.name", Type.KEYWORD),
  LOG_FILE_PATH("log.file.path", Type.KEYWORD),
  /** What happened to the line on its way, as Filebeat says it: {@code truncated}. */
  LOG_FLAGS("log.flags", Type.KEYWORDS),
  /** {@code stdout} or {@code stderr}; the name is OpenTelemetry's, ECS has none. */
  LOG_IOSTREAM("log.iostream", Type.KEYWORD),
  /** Lower case: trace, debug, info, notice, warn, error, critical, alert, emergency, fatal. */
  LOG_LEVEL("log.level", Type.KEYWORD),
  LOG_LOGGER("log.logger", Type.KEYWORD),
  /** Bytes from the start of the file to the line, as the agent counts them. */
  LOG_OFFSET("log.offset", Type.LONG),
  LOG_ORIGIN_FILE_LINE("log.origin.file.line", Type.LONG),
  LOG_ORIGIN_FILE_NAME("log.origin.file.name", Type.KEYWORD),
  LOG_ORIGIN_FUNCTION("log.origin.function", Type.KEYWORD),
  LOG_SYSLOG_APPNAME("log.syslog.appname", Type.KEYWORD),
  LOG_SYSLOG_FACILITY_CODE("log.syslog.facility.code", Type.LONG),
  LOG_SYSLOG_HOSTNAME("log.syslog.hostname", Type.KEYWORD),
  LOG_SYSLOG_MSGID("log.syslog.msgid", Type.KEYWORD),
  LOG_SYSLOG_PRIORITY("log.syslog.priority", Type.LONG),
  LOG_SYSLOG_PROCID("log.syslog.procid", Type.KEYWORD),
  LOG_SYSLOG_SEVERITY_CODE("log.syslog.severity.code", Type.LONG),
  NETWORK_PROTOCOL("network.protocol", Type.KEYWORD),
  ORCHESTRATOR_API_VERSION("orchestrator.api_version", Type.KEYWORD),
  ORCHESTRATOR_CLUSTER_NAME("orchestrator.cluster.name", Type.KEYWORD),
  ORCHESTRATOR_NAMESPACE("orchestrator.namespace", Type.KEYWORD),
  ORCHESTRATOR_RESOURCE_ID("orchestrator.resource.id", Type.KEYWORD),
  ORCHESTRATOR_RESOURCE_NAME("orchestrator.resource.name", Type.KEYWORD),
  ORCHESTRATOR_RESOURCE_TYPE("orchestrator.resource.type", Type.KEYWORD),
  PROCESS_COMMAND_LINE("process.command_line", Type.KEYWORD),
  PROCESS_EXECUTABLE("process.executable", Type.KEYWORD),
  PROCESS_NAME("process.name", Type.KEYWORD),
  PROCESS_PARENT_NAME("process.parent.name", Type.KEYWORD),
  PROCESS_PARENT_PID("process.parent.pid", Type.LONG),
  PROCESS_PID("process.pid", Type.LONG),
  PROCESS_THREAD_ID("process.thread.id", Type.LONG),
  PROCESS_THREAD_NAME("process.thread.name", Type.KEYWORD),
  PROCESS_WORKING_DIRECTORY("process.working_directory", Type.KEYWORD),
  RULE_ID("rule.id", Type.KEYWORD),
  RULE_NAME("rule.name", Type.KEYWORD),
  RULE_RULESET("rule.ruleset", Type.KEYWORD),
  SERVICE_NAME("service.name", Type.KEYWORD),
  SERVICE_VERSION("service.version", Type.KEYWORD),
  SOURCE_ADDRESS("source.address", Type.KEYWORD),
  SOURCE_IP("source.ip", Type.IP),
  SOURCE_PORT("source.port", Type.LONG),
  SPAN_ID("span.id", Type.KEYWORD),
  TAGS("tags", Type.KEYWORDS),
  THREAT_FRAMEWORK("threat.framework", Type.KEYWORD),
  THREAT_TACTIC_NAME("threat.tactic.name", Type.KEYWORDS),
  THREAT_TECHNIQUE_ID("threat.technique.id", Type.KEYWORDS),
  TRACE_ID("trace.id", Type.KEYWORD),
  TRANSACTION_ID("transaction.id", Type.KEYWORD),
  URL_DOMAIN("url.domain", Type.KEYWORD),
  URL_ORIGINAL("url.original", Type.KEYWORD),
  URL_PATH("url.path", Type.KEYWORD),
  URL_QUERY("url.query", Type.KEYWORD),
  /** Whose rights were used, where they are not those of the user. */
  USER_EFFECTIVE_NAME("user.effective.name", Type.KEYWORD),
  USER_EMAIL("user.email", Type.KEYWORD),
  USER_ID("user.id", Type.KEYWORD),
  USER_NAME("user.name", Type.KEYWORD),
  USER_ROLES("user.roles", Type.KEYWORDS),
  USER_AGENT_ORIGINAL("user_agent.original", Type.KEYWORD),
  WEIR_DB_NAME("weir.db.name", Type.KEYWORD),
  WEIR_DB_SQL_STATE("weir.db.sql_state", Type.KEYWORD),
  WEIR_DB_STATEMENT("weir.db.statement", Type.TEXT),
  /** What an application wrote in addition to the fields above, and Falco's output_fields. */
  WEIR_FIELDS("weir.fields", Type.FLATTENED),
  WEIR_FORMAT("weir.format", Type.KEYWORD),
  /**
   * The addresses that a request came by, as the line has them: first what the client sent, last
   * the peer.
   */
  WEIR_HTTP_FORWARDED("weir.http.forwarded", Type.KEYWORDS),
  WEIR_INCIDENT_COUNT("weir.incident.count", Type.LONG),
  /** Kind and name, such as {@code pod:shop/checkout-api-6c9d7b8f5d-mz4tk}. */
  WEIR_INCIDENT_ENTITY("weir.incident.entity", Type.KEYWORD),
  /** Event ids. */
  WEIR_INCIDENT_EVIDENCE("weir.incident.evidence", Type.KEYWORDS),
  WEIR_INCIDENT_FIRST_SEEN("weir.incident.first_seen", Type.DATE),
  WEIR_INCIDENT_ID("weir.incident.id", Type.KEYWORD),
  WEIR_INCIDENT_LAST_SEEN("weir.incident.last_seen", Type.DATE),
  /** Those of the evidence that came after the watermark. */
  WEIR_INCIDENT_LATE("weir.incident.late", Type.KEYWORDS),
  /** Other entities, for links to other incidents. */
  WEIR_INCIDENT_RELATED("weir.incident.related", Type.KEYWORDS),
  WEIR_INCIDENT_REVISION("weir.incident.revision", Type.LONG),
  WEIR_INCIDENT_RULES("weir.incident.rules", Type.KEYWORDS),
  WEIR_INCIDENT_RUNBOOK("weir.incident.runbook", Type.KEYWORD),
  /** As Sigma names it: informational, low, medium, high, critical. */
  WEIR_INCIDENT_SEVERITY("weir.incident.severity", Type.KEYWORD),
  /** open or closed. */
  WEIR_INCIDENT_STATUS("weir.incident.status", Type.KEYWORD),
  /** Of the first and the last events one line each: time, place, text, and the rule. */
  WEIR_INCIDENT_TIMELINE("weir.incident.timeline", Type.KEYWORDS),
  /** What the line has after its message. */
  WEIR_LINE_AFTER("weir.line.after", Type.RAW),
  /** What the line has before its message, most of which became fields. */
  WEIR_LINE_BEFORE("weir.line.before", Type.RAW),
  /** The line as it was written, where the message is no part of it. */
  WEIR_LINE_WHOLE("weir.line.whole", Type.RAW),
  /** Which part of an event that was too large for one record, from 1. */
  WEIR_PART_NUMBER("weir.part.number", Type.LONG),
  WEIR_PART_OF("weir.part.of", Type.LONG),
  WEIR_POLICY_VERSION("weir.policy.version", Type.KEYWORD),
  /** Count of redacted values by class. */
  WEIR_REDACTIONS("weir.redactions", Type.FLATTENED),
  /** Which stores it is for, where a transform says so: {@code loki}, {@code elasticsearch}. */
  WEIR_ROUTE("weir.route", Type.KEYWORDS),
  /**
   * The application by the agent's metadata alone, which a line cannot choose; absent where {@code
   * service.name} is the same.
   */
  WEIR_SOURCE_APP("weir.source.app", Type.KEYWORD),
  /** Pairs of first and last offset, flattened into one list. */
  WEIR_SOURCE_OFFSETS("weir.source.offsets", Type.LONGS),
  WEIR_SOURCE_PARTITION("weir.source.partition", Type.LONG),
  /** How many raw records the event represents. */
  WEIR_SOURCE_RECORDS("weir.source.records", Type.LONG),
  WEIR_SOURCE_TOPIC("weir.source.topic", Type.KEYWORD),
  /** The time that the line itself says, where it is not believed. */
  WEIR_TIME_WRITTEN("weir.time.written", Type.DATE),

  /** Fields of a document that a store cannot index: kept there, and not searchable. */
  WEIR_UNINDEXED("weir.unindexed", Type.STORED);

  /** A term of Elasticsearch has at most 32,766 bytes, and a character at most four. */
  public static final int MAX_KEYWORD_CHARS = 8_191;

  /** How a field's value is held here and mapped in Elasticsearch. */
  public enum Type {
    KEYWORD,
    /** A list of strings. */
    KEYWORDS,
    /** A string, the same for a whole data stream. */
    CONSTANT,
    /** A string for full-text search, of any length. */
    TEXT,
    /** A string of any length, which is stored and not searchable. */
    RAW,
    LONG,
    LONGS,
    IP,
    /** An {@link java.time.Instant}. */
    DATE,
    /** An object with keys that nobody knows beforehand. */
    FLATTENED,
    /** An object of any form, which is stored and not searchable. */
    STORED
  }

  /**
   * Names that ECS or Elastic Agent has for a value that an event holds under another name. A
   * search or a rule may ask by either.
   */
  public static final Map<String, Field> ALIASES =
      Map.of(
          "event.dataset", DATA_STREAM_DATASET,
          "kubernetes.container.name", CONTAINER_NAME,
          "kubernetes.node.name", HOST_NAME);

  /** Values that all events of a schema share; they are in the mapping instead. */
  public static final Map<String, String> CONSTANTS =
      Map.of(
          "data_stream.namespace", "default",
          "data_stream.type", "logs",
          "ecs.version", "8.17.0",
          "weir.schema", String.valueOf(Event.SCHEMA));

  private static final Map<String, Field> BY_NAME = byName();

  private static final Field[] ALL = values();

  private final String path;
  private final Type type;

  Field(String path, Type type) {
    this.path = path;
    this.type = type;
  }

  /** The dotted name, such as {@code log.level}. */
  public String path() {
    return path;
  }

  public Type type() {
    return type;
  }

  /** Its place in an array that has one for each field. Never stored: it changes with releases. */
  @SuppressWarnings("EnumOrdinal") // What an EnumMap does, without the map.
  int index() {
    return ordinal();
  }

  /** The field at that place. */
  static Field at(int index) {
    return ALL[index];
  }

  static int count() {
    return ALL.length;
  }

  private static Map<String, Field> byName() {
    Map<String, Field> fields = new HashMap<>(ALIASES);
    Arrays.stream(values()).forEach(field -> fields.put(field.path, field));
    return fields;
  }

  /** The field of that dotted name or {@link #ALIASES alias}, if there is one. */
  public static Optional<Field> byName(String name) {
    return Optional.ofNullable(BY_NAME.get(name));
  }
}
