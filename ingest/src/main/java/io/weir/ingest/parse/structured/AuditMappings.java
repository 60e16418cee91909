package io.weir.ingest.parse.structured;

import io.weir.ingest.event.Field;
import io.weir.ingest.parse.text.Quantities;

/** The keys of JSON whose writer is known by its form. */
final class AuditMappings {
  /** PostgreSQL calls a socket of its host so. */
  private static final FieldMapper SQL_CLIENT =
      (value, builder) ->
          !value.asText().equals("[local]") && RequestMappers.SOURCE.read(value, builder);

  /** audit.k8s.io/v1. */
  static final FieldMapping KUBERNETES =
      new FieldMapping()
          .add(FieldMapper.TIME, "requestReceivedTimestamp")
          .texts(Field.EVENT_ACTION, "verb")
          .texts(Field.HTTP_REQUEST_ID, "auditID")
          .texts(Field.USER_NAME, "user.username")
          .texts(Field.USER_ID, "user.uid")
          .add(FieldMapper.texts(Field.USER_ROLES), "user.groups")
          .texts(Field.USER_EFFECTIVE_NAME, "impersonatedUser.username")
          .add(RequestMappers.SOURCES, "sourceIPs")
          .texts(Field.USER_AGENT_ORIGINAL, "userAgent")
          .add(RequestMappers.URL, "requestURI")
          .texts(Field.ORCHESTRATOR_RESOURCE_TYPE, "objectRef.resource")
          .texts(Field.ORCHESTRATOR_RESOURCE_NAME, "objectRef.name")
          .texts(Field.ORCHESTRATOR_RESOURCE_ID, "objectRef.uid")
          .texts(Field.ORCHESTRATOR_NAMESPACE, "objectRef.namespace")
          .texts(Field.ORCHESTRATOR_API_VERSION, "objectRef.apiVersion")
          .add(RequestMappers.STATUS, "responseStatus.code")
          .texts(Field.EVENT_REASON, "responseStatus.reason")
          .texts(Field.ERROR_MESSAGE, "responseStatus.message");

  /** Where the request's own time is missing: older versions, and cut records. */
  static final FieldMapping KUBERNETES_TIMES =
      new FieldMapping().add(FieldMapper.TIME, "stageTimestamp", "timestamp");

  static final FieldMapping VAULT =
      new FieldMapping()
          .add(FieldMapper.TIME, "time")
          .texts(Field.USER_NAME, "auth.display_name")
          .texts(Field.USER_ID, "auth.entity_id")
          .texts(Field.EVENT_ACTION, "request.operation")
          .texts(Field.URL_PATH, "request.path")
          .texts(Field.HTTP_REQUEST_ID, "request.id")
          .add(RequestMappers.SOURCE, "request.remote_address")
          .numbers(Field.SOURCE_PORT, "request.remote_port")
          .texts(Field.ERROR_MESSAGE, "error");

  static final FieldMapping ELASTICSEARCH =
      new FieldMapping()
          .add(FieldMapper.TIME, "timestamp", "@timestamp")
          .texts(Field.EVENT_ACTION, "event.action")
          .texts(Field.USER_NAME, "user.name", "authentication.token.name")
          .texts(Field.USER_EFFECTIVE_NAME, "user.run_as.name")
          .add(FieldMapper.texts(Field.USER_ROLES), "user.roles")
          .add(RequestMappers.SOURCE, "origin.address")
          .add(RequestMappers.METHOD, "request.method")
          .texts(Field.HTTP_REQUEST_ID, "request.id")
          .texts(Field.URL_PATH, "url.path")
          .texts(Field.URL_QUERY, "url.query")
          .texts(Field.TRACE_ID, "trace.id")
          .texts(Field.RULE_NAME, "rule");

  /** jsonlog, since version 15. */
  static final FieldMapping POSTGRESQL =
      new FieldMapping()
          .add(FieldMapper.TIME, "timestamp")
          .add(FieldMapper.MESSAGE, "message")
          .texts(Field.USER_NAME, "user")
          .texts(Field.WEIR_DB_NAME, "dbname")
          .numbers(Field.PROCESS_PID, "pid")
          .add(SQL_CLIENT, "remote_host")
          .numbers(Field.SOURCE_PORT, "remote_port")
          .texts(Field.WEIR_DB_STATEMENT, "statement")
          .texts(Field.WEIR_DB_SQL_STATE, "state_code");

  /** CloudNativePG wraps the columns of csvlog, by their long names, into a line of its own. */
  static final FieldMapping CLOUD_NATIVE_PG =
      new FieldMapping()
          .add(FieldMapper.TIME, "record.log_time")
          .add(FieldMapper.MESSAGE, "record.message")
          .texts(Field.USER_NAME, "record.user_name")
          .texts(Field.WEIR_DB_NAME, "record.database_name")
          .numbers(Field.PROCESS_PID, "record.process_id")
          .add(SQL_CLIENT, "record.connection_from")
          .texts(Field.WEIR_DB_STATEMENT, "record.query")
          .texts(Field.WEIR_DB_SQL_STATE, "record.sql_state_code");

  static final FieldMapping JOURNALD =
      new FieldMapping()
          .add(FieldMapper.TIME, "_SOURCE_REALTIME_TIMESTAMP")
          .add(FieldMapper.MESSAGE, "MESSAGE")
          .add(FieldMapper.SEVERITY, "PRIORITY")
          .texts(Field.LOG_SYSLOG_HOSTNAME, "_HOSTNAME")
          .texts(Field.LOG_SYSLOG_APPNAME, "SYSLOG_IDENTIFIER")
          .numbers(Field.LOG_SYSLOG_FACILITY_CODE, "SYSLOG_FACILITY")
          .numbers(Field.PROCESS_PID, "_PID", "SYSLOG_PID")
          .texts(Field.PROCESS_NAME, "_COMM")
          .texts(Field.PROCESS_EXECUTABLE, "_EXE")
          .texts(Field.PROCESS_COMMAND_LINE, "_CMDLINE")
          .texts(Field.USER_ID, "_UID")
          .texts(Field.LOG_ORIGIN_FILE_NAME, "CODE_FILE")
          .numbers(Field.LOG_ORIGIN_FILE_LINE, "CODE_LINE")
          .texts(Field.LOG_ORIGIN_FUNCTION, "CODE_FUNC");

  /** When the journal took it: less near than the time of the sender. */
  static final FieldMapping JOURNALD_TIMES =
      new FieldMapping().add(FieldMapper.TIME, "__REALTIME_TIMESTAMP", "@timestamp");

  static final FieldMapping MONGODB =
      new FieldMapping()
          .add(FieldMapper.TIME, "t.$date")
          .add(FieldMapper.LETTER_LEVEL, "s")
          .add(FieldMapper.MESSAGE, "msg")
          .texts(Field.LOG_LOGGER, "c")
          .texts(Field.PROCESS_THREAD_NAME, "ctx")
          .add(RequestMappers.SOURCE, "attr.remote")
          .texts(Field.USER_NAME, "attr.principalName", "attr.user")
          .texts(Field.ERROR_MESSAGE, "attr.error")
          .add(FieldMapper.duration(Quantities.MILLISECOND), "attr.durationMillis");

  static final FieldMapping CLOUDTRAIL =
      new FieldMapping()
          .add(FieldMapper.TIME, "eventTime")
          .texts(Field.EVENT_ACTION, "eventName")
          .texts(Field.EVENT_PROVIDER, "eventSource")
          .add(RequestMappers.SOURCE, "sourceIPAddress")
          .texts(Field.USER_AGENT_ORIGINAL, "userAgent")
          .texts(Field.USER_NAME, "userIdentity.userName")
          .texts(Field.USER_ID, "userIdentity.principalId")
          .texts(Field.HTTP_REQUEST_ID, "requestID")
          .texts(Field.ERROR_CODE, "errorCode")
          .texts(Field.ERROR_MESSAGE, "errorMessage");

  private AuditMappings() {}
}
