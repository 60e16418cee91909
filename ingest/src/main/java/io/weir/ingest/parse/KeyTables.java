package io.weir.ingest.parse;

import io.weir.ingest.event.Field;
import java.util.HashMap;
import java.util.Map;

/** Which key of which logger says what. */
final class KeyTables {
  static final Map<String, KeyReader> ALWAYS = always();
  static final Map<String, KeyReader> OF_REQUESTS = ofRequests();

  /** What the client says of itself counts only where nothing else tells. */
  static final Map<String, KeyReader> FORWARDED =
      Map.of("x_forwarded_for", KeyReader.SOURCE, "x-forwarded-for", KeyReader.SOURCE);

  /** Keys of one letter, read only beside MongoDB's form of the time. */
  static final Map<String, KeyReader> OF_MONGODB =
      Map.of(
          "s", KeyReader.LETTER_LEVEL,
          "c", KeyReader.text(Field.LOG_LOGGER),
          "ctx", KeyReader.text(Field.PROCESS_THREAD_NAME));

  private KeyTables() {}

  private static Map<String, KeyReader> always() {
    Map<String, KeyReader> keys = new HashMap<>();
    add(keys, KeyReader.MESSAGE, "message", "msg", "@message", "short_message");
    add(keys, KeyReader.LEVEL, "level", "lvl", "severity", "log.level", "levelname", "loglevel");
    add(keys, KeyReader.LEVEL, "log_level", "@level");
    add(keys, KeyReader.TIME, "@timestamp", "time", "ts", "timestamp", "start_time", "datetime");
    add(keys, KeyReader.TIME, "asctime", "t", "t.$date", "StartUTC", "@t");
    add(keys, KeyReader.TIME, "requestReceivedTimestamp");
    add(keys, KeyReader.ORIGIN, "caller", "source");
    add(keys, KeyReader.number(Field.LOG_ORIGIN_FILE_LINE), "log.origin.file.line", "source.line");
    add(keys, KeyReader.text(Field.LOG_ORIGIN_FILE_NAME), "log.origin.file.name", "source.file");
    add(keys, KeyReader.text(Field.LOG_ORIGIN_FUNCTION), "log.origin.function", "source.function");
    add(
        keys,
        KeyReader.text(Field.LOG_LOGGER),
        "logger",
        "logger_name",
        "log.logger",
        "loggerName");
    add(keys, KeyReader.text(Field.TRACE_ID), "trace_id", "traceId", "trace.id", "traceID");
    add(keys, KeyReader.text(Field.SPAN_ID), "span_id", "spanId", "span.id", "spanID");
    add(keys, KeyReader.text(Field.TRANSACTION_ID), "transaction.id");
    add(keys, KeyReader.text(Field.ERROR_MESSAGE), "error", "err", "error.message");
    add(keys, KeyReader.text(Field.ERROR_TYPE), "error.type");
    add(keys, KeyReader.text(Field.ERROR_CODE), "error.code");
    add(keys, KeyReader.text(Field.ERROR_STACK_TRACE), "stacktrace", "stack_trace", "stackTrace");
    add(keys, KeyReader.text(Field.ERROR_STACK_TRACE), "stack", "error.stack_trace", "error.stack");
    add(keys, KeyReader.id(Field.USER_ID), "user.id", "user_id", "userId");
    add(keys, KeyReader.text(Field.USER_NAME), "user", "user.name", "username", "ClientUsername");
    add(keys, KeyReader.text(Field.USER_EMAIL), "user.email");
    add(keys, KeyReader.SOURCE, "source.ip", "source.address", "client.ip", "ip", "remote");
    add(keys, KeyReader.SOURCE, "remote_ip", "remote_addr", "client_ip", "clientIp", "remoteAddr");
    add(keys, KeyReader.SOURCE, "downstream_remote_address", "ClientHost", "request.client_ip");
    add(keys, KeyReader.SOURCE, "request.remote_ip");
    add(keys, KeyReader.number(Field.SOURCE_PORT), "source.port");
    add(keys, KeyReader.METHOD, "method", "http.request.method", "http_method", "request_method");
    add(keys, KeyReader.METHOD, "request.method", "RequestMethod");
    add(keys, KeyReader.STATUS, "http.response.status_code", "status_code", "statusCode");
    add(keys, KeyReader.STATUS, "response_code", "http_status", "DownstreamStatus");
    add(keys, KeyReader.number(Field.HTTP_RESPONSE_BODY_BYTES), "http.response.body.bytes");
    add(keys, KeyReader.number(Field.HTTP_REQUEST_BODY_BYTES), "http.request.body.bytes");
    add(keys, KeyReader.text(Field.HTTP_REQUEST_REFERRER), "http.request.referrer", "referer");
    add(keys, KeyReader.id(Field.HTTP_REQUEST_ID), "http.request.id", "request_id", "requestId");
    add(keys, KeyReader.id(Field.HTTP_REQUEST_ID), "x-request-id", "req_id", "x_request_id");
    add(keys, KeyReader.text(Field.USER_AGENT_ORIGINAL), "user_agent.original", "user_agent");
    add(keys, KeyReader.text(Field.USER_AGENT_ORIGINAL), "userAgent", "user-agent");
    add(keys, KeyReader.text(Field.USER_AGENT_ORIGINAL), "request_User-Agent");
    add(keys, KeyReader.URL, "url", "url.original", "url.full");
    add(keys, KeyReader.text(Field.URL_PATH), "url.path");
    add(keys, KeyReader.text(Field.URL_QUERY), "url.query");
    add(keys, KeyReader.text(Field.URL_DOMAIN), "url.domain");
    add(keys, KeyReader.NAMED_DURATION, "duration", "took", "latency", "elapsed", "dur");
    add(keys, KeyReader.duration(1), "event.duration", "duration_ns", "elapsed_ns", "Duration");
    add(keys, KeyReader.duration(Quantities.MICROSECOND), "duration_us", "dur_us", "latency_us");
    add(keys, KeyReader.duration(Quantities.MILLISECOND), "dur_ms", "duration_ms", "latency_ms");
    add(keys, KeyReader.duration(Quantities.MILLISECOND), "elapsed_ms", "took_ms", "responseTime");
    add(keys, KeyReader.duration(Quantities.SECOND), "duration_s", "request_time");
    add(keys, KeyReader.number(Field.PROCESS_PID), "pid", "process.pid");
    add(keys, KeyReader.text(Field.PROCESS_THREAD_NAME), "thread", "thread_name", "threadName");
    add(keys, KeyReader.text(Field.PROCESS_THREAD_NAME), "process.thread.name");
    add(keys, KeyReader.number(Field.PROCESS_THREAD_ID), "process.thread.id");
    add(keys, KeyReader.text(Field.SERVICE_NAME), "service", "service.name", "service_name");
    add(keys, KeyReader.text(Field.SERVICE_VERSION), "service.version");
    return Map.copyOf(keys);
  }

  /** Keys that mean something else where there is no HTTP method beside them. */
  private static Map<String, KeyReader> ofRequests() {
    Map<String, KeyReader> keys = new HashMap<>();
    add(keys, KeyReader.URL, "path", "uri", "request_uri", "RequestPath", "request.uri");
    add(keys, KeyReader.URL, "x-envoy-origin-path", "x-envoy-original-path");
    add(keys, KeyReader.DOMAIN, "authority", ":authority", "host", "RequestHost", "request.host");
    add(keys, KeyReader.STATUS, "status", "code");
    add(keys, KeyReader.PROTOCOL, "protocol", "proto", "RequestProtocol", "request.proto");
    add(keys, KeyReader.number(Field.HTTP_RESPONSE_BODY_BYTES), "bytes", "size", "bytes_sent");
    add(keys, KeyReader.number(Field.HTTP_RESPONSE_BODY_BYTES), "DownstreamContentSize");
    add(keys, KeyReader.number(Field.HTTP_REQUEST_BODY_BYTES), "bytes_received", "bytes_read");
    return Map.copyOf(keys);
  }

  private static void add(Map<String, KeyReader> keys, KeyReader reader, String... names) {
    for (String name : names) {
      keys.put(name, reader);
    }
  }
}
