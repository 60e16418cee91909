package io.weir.ingest.parse.structured;

import io.weir.ingest.event.Field;
import io.weir.ingest.parse.text.Quantities;
import java.util.ArrayList;
import java.util.List;

/** The keys that loggers, web servers and OpenTelemetry have in common. */
public final class CommonMappings {
  /** Keys that mean the same to every writer. */
  static final FieldMapping ALWAYS = new FieldMapping();

  private static final FieldMapper TRACE = FieldMapper.hex(Field.TRACE_ID);
  private static final FieldMapper SPAN = FieldMapper.hex(Field.SPAN_ID);

  /** What Google Cloud takes out of an object begins with it. */
  private static final String GOOGLE = "logging.googleapis.com/";

  /** Keys that mean something else without an HTTP method next to them. */
  static final FieldMapping OF_REQUESTS =
      new FieldMapping()
          .add(RequestMappers.URL, "path", "uri", "request_uri", "RequestPath", "request.uri")
          .add(RequestMappers.URL, "x-envoy-origin-path", "x-envoy-original-path", "req.url")
          .add(
              RequestMappers.DOMAIN,
              "authority",
              ":authority",
              "host",
              "RequestHost",
              "request.host")
          .add(RequestMappers.STATUS, "status", "code", "response.status", "StatusCode")
          .add(RequestMappers.STATUS, "Properties.StatusCode")
          .add(RequestMappers.URL, "Properties.RequestPath")
          .add(FieldMapper.duration(Quantities.MILLISECOND), "Elapsed", "Properties.Elapsed")
          .add(FieldMapper.duration(Quantities.MILLISECOND), "latencies.request")
          .add(RequestMappers.PROTOCOL, "protocol", "proto", "RequestProtocol", "request.proto")
          .numbers(Field.HTTP_RESPONSE_BODY_BYTES, "bytes", "size", "bytes_sent")
          .numbers(Field.HTTP_RESPONSE_BODY_BYTES, "DownstreamContentSize")
          .numbers(Field.HTTP_REQUEST_BODY_BYTES, "bytes_received", "bytes_read");

  /** When something began, or was seen: not quite when the line was written. */
  static final FieldMapping OTHER_TIMES =
      new FieldMapping()
          .add(FieldMapper.TIME, "StartUTC", "observedTimeUnixNano", "observed_timestamp")
          .add(FieldMapper.TIME, "ObservedTimestamp", "started_at")
          // Of nginx and ClickHouse: no other writer would pay for the look-up.
          .add(FieldMapper.TIME, "time_iso8601", "time_local", "msec", "date_time");

  /** Whom an application or a proxy believes to be the client: with a peer, only a claim. */
  static final List<String> CLIENTS =
      List.of("client_ip", "clientIp", "clientIP", "real_ip", "x_real_ip", "http_x_real_ip");

  /** What the client says of itself counts only where nothing else is known. */
  static final FieldMapping FORWARDED =
      new FieldMapping()
          .add(
              RequestMappers.FORWARDED,
              "x_forwarded_for",
              "x-forwarded-for",
              "http_x_forwarded_for",
              "forwarded_for",
              "proxy_add_x_forwarded_for",
              "http_forwarded");

  /** Of GELF: its levels are those of syslog. */
  static final FieldMapping OF_GELF =
      new FieldMapping()
          .add(FieldMapper.SEVERITY, "level")
          .add(FieldMapper.EXCEPTION, "full_message")
          .texts(Field.LOG_LOGGER, "_logger", "_logger_name", "_loggerName")
          .texts(Field.PROCESS_THREAD_NAME, "_thread", "_thread_name", "_threadName");

  /** Of bunyan and pino, known by their numbers for levels. */
  static final FieldMapping OF_NUMBERED = new FieldMapping().texts(Field.LOG_LOGGER, "name");

  /** Of Monolog. */
  private static final FieldMapping OF_MONOLOG =
      new FieldMapping()
          .texts(Field.LOG_LOGGER, "channel")
          .texts(Field.ERROR_TYPE, "context.exception.class")
          .texts(Field.ERROR_MESSAGE, "context.exception.message");

  /** Of Python's logging. */
  private static final FieldMapping OF_PYTHON = new FieldMapping().texts(Field.LOG_LOGGER, "name");

  /** Of the console of .NET. */
  private static final FieldMapping OF_DOTNET =
      new FieldMapping().texts(Field.LOG_LOGGER, "Category");

  /** Of Rust's tracing. */
  private static final FieldMapping OF_TRACING =
      new FieldMapping()
          .texts(Field.LOG_LOGGER, "target")
          .texts(Field.LOG_ORIGIN_FILE_NAME, "filename")
          .numbers(Field.LOG_ORIGIN_FILE_LINE, "line_number");

  static final FieldMapping OF_LOGURU =
      new FieldMapping()
          .add(FieldMapper.MESSAGE, "record.message")
          .add(FieldMapper.LEVEL, "record.level.name")
          .add(FieldMapper.TIME, "record.time.timestamp")
          .texts(Field.LOG_LOGGER, "record.name")
          .texts(Field.LOG_ORIGIN_FILE_NAME, "record.file.path")
          .texts(Field.LOG_ORIGIN_FUNCTION, "record.function")
          .numbers(Field.LOG_ORIGIN_FILE_LINE, "record.line")
          .numbers(Field.PROCESS_PID, "record.process.id")
          .numbers(Field.PROCESS_THREAD_ID, "record.thread.id")
          .texts(Field.PROCESS_THREAD_NAME, "record.thread.name");

  /** Of Elasticsearch's own log, version 7. */
  static final FieldMapping OF_ELASTICSEARCH =
      new FieldMapping().texts(Field.LOG_LOGGER, "component");

  static {
    addLogging(ALWAYS);
    addErrors(ALWAYS);
    addPeople(ALWAYS);
    addRequests(ALWAYS);
    addDurations(ALWAYS);
    addProcess(ALWAYS);
  }

  private CommonMappings() {}

  /** The keys whose text becomes that field as it is; may be none. */
  public static List<String> names(Field field) {
    List<String> keys = new ArrayList<>(ALWAYS.names(field));
    keys.addAll(OF_REQUESTS.names(field));
    return keys;
  }

  private static void addLogging(FieldMapping keys) {
    keys.add(
            FieldMapper.MESSAGE,
            "formattedMessage",
            "message",
            "msg",
            "@message",
            "short_message",
            "@m")
        .add(FieldMapper.MESSAGE, "Message", "RenderedMessage")
        .add(FieldMapper.telling(OF_TRACING, FieldMapper.MESSAGE), "fields.message")
        .add(
            FieldMapper.LEVEL,
            "level",
            "lvl",
            "severity",
            "log.level",
            "loglevel",
            "Level",
            "logLevel")
        .add(FieldMapper.telling(OF_PYTHON, FieldMapper.LEVEL), "levelname")
        .add(FieldMapper.telling(OF_DOTNET, FieldMapper.LEVEL), "LogLevel")
        .add(FieldMapper.telling(OF_MONOLOG, FieldMapper.LEVEL_NAME), "level_name")
        .add(FieldMapper.LEVEL, "log_level", "@level", "@l", "severity_text", "severityText")
        .add(FieldMapper.LEVEL, "priority", "SeverityText")
        .add(FieldMapper.TELEMETRY_LEVEL, "severity_number", "severityNumber", "SeverityNumber")
        .add(FieldMapper.TIME, "@timestamp", "time", "ts", "timestamp", "start_time", "datetime")
        .add(FieldMapper.TIME, "asctime", "t", "@t", "timeUnixNano", "Timestamp")
        .add(FieldMapper.TIME, "instant", "timeMillis", "Time")
        .add(FieldMapper.ORIGIN, "caller", "source")
        .numbers(Field.LOG_ORIGIN_FILE_LINE, "log.origin.file.line", "source.line", "lineno")
        .numbers(Field.LOG_ORIGIN_FILE_LINE, "code.lineno", "code.line.number", "src.line")
        .texts(Field.LOG_ORIGIN_FILE_NAME, "log.origin.file.name", "source.file", "src.file")
        .texts(Field.LOG_ORIGIN_FILE_NAME, "code.filepath", "code.file.path")
        .texts(Field.LOG_ORIGIN_FUNCTION, "log.origin.function", "source.function")
        .texts(Field.LOG_ORIGIN_FUNCTION, "code.function", "code.function.name", "src.func")
        .numbers(Field.LOG_ORIGIN_FILE_LINE, GOOGLE + "sourceLocation.line")
        .texts(Field.LOG_ORIGIN_FILE_NAME, GOOGLE + "sourceLocation.file")
        .texts(Field.LOG_ORIGIN_FUNCTION, GOOGLE + "sourceLocation.function")
        .texts(Field.LOG_LOGGER, "logger", "logger_name", "log.logger", "loggerName")
        .texts(Field.LOG_LOGGER, "SourceContext", "Properties.SourceContext")
        .add(FieldMapper.MODULE, "target")
        .add(TRACE, "trace_id", "traceId", "trace.id", "traceID", "TraceId", "TraceID", "@tr")
        .add(TRACE, GOOGLE + "trace")
        .add(SPAN, "span_id", "spanId", "span.id", "spanID", "SpanId", "SpanID", "@sp")
        .add(SPAN, GOOGLE + "spanId")
        .texts(Field.TRANSACTION_ID, "transaction.id")
        .texts(Field.EVENT_CODE, "event.code", "@i")
        .texts(Field.SERVICE_NAME, "service", "service.name", "service_name")
        .texts(Field.SERVICE_VERSION, "service.version");
  }

  private static void addErrors(FieldMapping keys) {
    keys.add(FieldMapper.EXCEPTION, "@x", "exc_info", "exception", "Exception")
        .texts(Field.ERROR_MESSAGE, "error", "err", "error.message", "err.message")
        .texts(Field.ERROR_MESSAGE, "exception.message", "thrown.message")
        .texts(Field.ERROR_TYPE, "error.type", "err.type", "err.name", "exception.type")
        .texts(Field.ERROR_TYPE, "exception.exceptionType", "thrown.name")
        .texts(Field.ERROR_CODE, "error.code", "err.code", "errorCode")
        .add(FieldMapper.STACK_TRACE, "stacktrace", "stack_trace", "stackTrace", "stack")
        .add(FieldMapper.STACK_TRACE, "error.stack_trace", "error.stack", "err.stack")
        .add(FieldMapper.STACK_TRACE, "exception.stacktrace", "thrown.extendedStackTrace");
  }

  private static void addPeople(FieldMapping keys) {
    keys.ids(Field.USER_ID, "user.id", "user_id", "userId", "enduser.id")
        .texts(Field.USER_NAME, "user", "user.name", "username", "ClientUsername", "uname")
        .texts(Field.USER_NAME, "remote_user")
        .texts(Field.USER_EMAIL, "user.email")
        .add(
            RequestMappers.SOURCE,
            "source.ip",
            "source.address",
            "client.ip",
            "client.address",
            "ip")
        .add(RequestMappers.SOURCE, "remote_ip", "remote_addr", "remoteAddr")
        .add(
            RequestMappers.SOURCE,
            "downstream_remote_address",
            "ClientHost",
            "httpRequest.remoteIp")
        .add(RequestMappers.CLIENT, "request.client_ip")
        .add(FieldMapper.PARAMETERS, "params")
        .add(RequestMappers.SOURCE, "request.remote_ip", "remote", "req.remoteAddress")
        .numbers(Field.SOURCE_PORT, "source.port", "client.port", "req.remotePort");
  }

  private static void addRequests(FieldMapping keys) {
    keys.add(
            RequestMappers.METHOD,
            "method",
            "http_method",
            "request_method",
            "Properties.RequestMethod")
        .add(RequestMappers.METHOD, "request.method", "RequestMethod", "req.method")
        .add(RequestMappers.HTTP_METHOD, "http.request.method", "http.method")
        .add(RequestMappers.HTTP_METHOD, "httpRequest.requestMethod")
        .add(RequestMappers.REQUEST, "request")
        .add(RequestMappers.STATUS, "http.response.status_code", "status_code", "statusCode")
        .add(RequestMappers.STATUS, "response_code", "http_status", "DownstreamStatus")
        .add(RequestMappers.STATUS, "http.status_code", "res.statusCode", "httpRequest.status")
        .numbers(Field.HTTP_RESPONSE_BODY_BYTES, "http.response.body.bytes", "body_bytes_sent")
        .numbers(Field.HTTP_RESPONSE_BODY_BYTES, "httpRequest.responseSize")
        .numbers(
            Field.HTTP_REQUEST_BODY_BYTES, "http.request.body.bytes", "httpRequest.requestSize")
        .texts(Field.HTTP_REQUEST_REFERRER, "http.request.referrer", "referer", "http_referer")
        .texts(Field.HTTP_REQUEST_REFERRER, "http_referrer", "httpRequest.referer")
        .ids(Field.HTTP_REQUEST_ID, "http.request.id", "request_id", "requestId")
        .ids(Field.HTTP_REQUEST_ID, "x-request-id", "req_id", "x_request_id")
        .ids(Field.HTTP_REQUEST_ID, "req.id", "reqId", "correlation_id")
        .texts(Field.USER_AGENT_ORIGINAL, "user_agent.original", "user_agent", "userAgent")
        .texts(Field.USER_AGENT_ORIGINAL, "user-agent", "request_User-Agent", "http_user_agent")
        .texts(Field.USER_AGENT_ORIGINAL, "req.headers.user-agent", "ua")
        .texts(Field.USER_AGENT_ORIGINAL, "httpRequest.userAgent")
        .add(FieldMapper.header(Field.USER_AGENT_ORIGINAL), "request.headers.User-Agent")
        .add(FieldMapper.header(Field.USER_AGENT_ORIGINAL), "request.headers.user-agent")
        .add(RequestMappers.URL, "url", "url.original", "url.full", "http.url", "http.target")
        .add(RequestMappers.URL, "httpRequest.requestUrl")
        .texts(Field.URL_PATH, "url.path")
        .texts(Field.URL_QUERY, "url.query")
        .texts(Field.URL_DOMAIN, "url.domain");
  }

  private static void addDurations(FieldMapping keys) {
    keys.add(FieldMapper.NAMED_DURATION, "duration", "took", "latency", "elapsed", "dur")
        .add(FieldMapper.NAMED_DURATION, "httpRequest.latency")
        .add(FieldMapper.duration(1), "event.duration", "duration_ns", "elapsed_ns", "Duration")
        .add(FieldMapper.duration(Quantities.MICROSECOND), "duration_us", "dur_us", "latency_us")
        .add(FieldMapper.duration(Quantities.MILLISECOND), "dur_ms", "duration_ms", "latency_ms")
        .add(FieldMapper.duration(Quantities.MILLISECOND), "elapsed_ms", "took_ms", "responseTime")
        .add(FieldMapper.duration(Quantities.SECOND), "duration_s", "request_time");
  }

  private static void addProcess(FieldMapping keys) {
    keys.numbers(Field.PROCESS_PID, "pid", "process.pid", "processId")
        .texts(Field.PROCESS_THREAD_NAME, "thread", "thread_name", "threadName", "thread.name")
        .texts(Field.PROCESS_THREAD_NAME, "process.thread.name")
        .numbers(
            Field.PROCESS_THREAD_ID, "process.thread.id", "thread.id", "threadId", "thread_id");
  }
}
