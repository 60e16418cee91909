package io.weir.ingest.wire;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.weir.ingest.event.Field;
import io.weir.ingest.event.Fields;
import io.weir.ingest.event.Json;
import java.io.IOException;
import java.time.Instant;

/**
 * The top-level keys of one record. A key is only the agent's own if its value has the form the
 * agent gives it: when an application's JSON is merged into the record, its keys replace the
 * agent's.
 */
final class FluentBitRecord {
  private final Fields origin = new Fields();
  private final ObjectNode extras = Json.MAPPER.createObjectNode();
  private Instant timestamp;
  private Instant lineTime;
  private String stream;
  private String log;
  private String message;
  private String key;
  private String logtag;

  /** Takes one key; the parser stands on the first token of its value. */
  void take(String name, JsonParser parser) throws IOException {
    boolean text = parser.currentToken() == JsonToken.VALUE_STRING;
    boolean object = parser.currentToken() == JsonToken.START_OBJECT;
    if (name.equals("@timestamp") && takeTimestamp(parser)) {
      return;
    }
    if (object && name.equals("kubernetes")) {
      KubernetesMetadata.read(parser, origin);
    } else if (object && name.equals("kubernetes_namespace")) {
      KubernetesMetadata.readNamespace(parser, origin);
    } else if (name.equals("file_offset") && parser.currentToken().isNumeric()) {
      origin.put(Field.LOG_OFFSET, parser.getValueAsLong());
    } else if (!text || !takeText(name, parser.getText())) {
      extras.set(name, parser.readValueAsTree());
    }
  }

  private boolean takeTimestamp(JsonParser parser) throws IOException {
    if (parser.currentToken().isNumeric()) {
      timestamp = RecordTimes.epochSeconds(parser.getDecimalValue());
    } else if (parser.currentToken() == JsonToken.VALUE_STRING) {
      timestamp = RecordTimes.iso(parser.getText());
    }
    return timestamp != null;
  }

  private boolean takeText(String name, String value) {
    switch (name) {
      case "log" -> log = value;
      case "message" -> message = value;
      case "kafka_key" -> key = value;
      case "cluster" -> origin.put(Field.ORCHESTRATOR_CLUSTER_NAME, value);
      case "node" -> origin.put(Field.HOST_NAME, value);
      case "filename" -> origin.put(Field.LOG_FILE_PATH, value);
      case "_p", "logtag" -> {
        return takeFlag(name, value);
      }
      case "stream" -> {
        return takeStream(value);
      }
      case "time" -> {
        lineTime = RecordTimes.iso(value);
        return lineTime != null;
      }
      default -> {
        return false;
      }
    }
    return true;
  }

  private boolean takeStream(String value) {
    if (FluentBitDecoder.isStream(value)) {
      stream = value;
    }
    return stream != null;
  }

  /**
   * {@code _p} is the flag of a line's first part, when the agent has joined the parts already, so
   * it tells nothing; {@code logtag} is that of this part.
   */
  private boolean takeFlag(String name, String value) {
    if (name.equals("logtag")) {
      logtag = value;
    }
    return value.equals("F") || value.equals("P");
  }

  /** Falco's alert, whether it is this record or the text in it; null if it is neither. */
  ObjectNode falcoAlert() throws IOException {
    ObjectNode merged = merged();
    if (FalcoAlerts.isAlert(merged)) {
      return merged;
    }
    if (log == null || !log.startsWith("{")) {
      return null;
    }
    try {
      return Json.MAPPER.readTree(log) instanceof ObjectNode alert && FalcoAlerts.isAlert(alert)
          ? alert
          : null;
    } catch (JsonProcessingException e) {
      return null;
    }
  }

  RawRecord alert(ObjectNode alert) {
    return new RawRecord.FalcoAlert(alert, finishOrigin(), timestamp);
  }

  RawRecord logLine() throws IOException {
    boolean partial = "P".equals(logtag);
    String text = text();
    CriLine cri = stream == null && logtag == null ? CriLine.parse(text) : null;
    Instant time = time();
    if (cri != null) {
      stream = cri.stream();
      text = cri.text();
      time = cri.time();
      partial = cri.partial();
    }
    boolean whole = log != null || logtag != null;
    if (log != null && message != null) {
      extras.put("message", message);
    }
    return new RawRecord.LogLine(
        source(),
        finishOrigin(),
        time,
        withoutLineEnd(text),
        partial,
        whole && !extras.isEmpty() ? extras : null);
  }

  /** An empty line has no text at all when the agent's single-line parser read it. */
  private String text() throws IOException {
    if (log != null) {
      return log;
    }
    if (logtag != null) {
      return message == null ? "" : message;
    }
    return extras.isEmpty() && message == null ? "" : Json.MAPPER.writeValueAsString(merged());
  }

  /** The application's own JSON, put together again from the keys that are not the agent's. */
  private ObjectNode merged() {
    ObjectNode merged = extras.deepCopy();
    if (message != null) {
      merged.put("message", message);
    }
    if (lineTime != null) {
      merged.put("time", lineTime.toString());
    }
    return merged;
  }

  /**
   * The line's own time where the record still has it: it keeps all digits. A time far from the
   * agent's is the application's, merged in.
   */
  private Instant time() {
    if (lineTime == null || timestamp == null) {
      return lineTime == null ? timestamp : lineTime;
    }
    boolean close = Math.abs(lineTime.toEpochMilli() - timestamp.toEpochMilli()) <= 1;
    return close ? lineTime : timestamp;
  }

  private Fields finishOrigin() {
    LogTag tag = LogTag.parse(key);
    if (tag == null) {
      tag = LogTag.parse(origin.text(Field.LOG_FILE_PATH));
    }
    if (tag != null) {
      tag.addTo(origin);
    }
    podFromKey();
    origin.put(Field.LOG_IOSTREAM, stream);
    return origin;
  }

  /** The agent makes the key of the tag where the lookup of the metadata has failed. */
  private void podFromKey() {
    int slash = key == null ? -1 : key.indexOf('/');
    if (slash > 0
        && slash == key.lastIndexOf('/')
        && slash + 1 < key.length()
        && !origin.has(Field.KUBERNETES_POD_NAME)) {
      origin.put(Field.KUBERNETES_NAMESPACE, key.substring(0, slash));
      origin.put(Field.KUBERNETES_POD_NAME, key.substring(slash + 1));
    }
  }

  /** Pod and container names, not the container's id: the agent may keep an old one. */
  private String source() {
    finishOrigin();
    String pod = origin.text(Field.KUBERNETES_POD_NAME);
    String who =
        pod == null
            ? String.join("/", "key", key, origin.text(Field.LOG_FILE_PATH))
            : String.join(
                "/",
                origin.text(Field.KUBERNETES_NAMESPACE),
                pod,
                origin.text(Field.KUBERNETES_CONTAINER_NAME));
    return String.join("/", origin.text(Field.ORCHESTRATOR_CLUSTER_NAME), who, stream);
  }

  private static String withoutLineEnd(String text) {
    int end = text.endsWith("\n") ? text.length() - 1 : text.length();
    if (end > 0 && end < text.length() && text.charAt(end - 1) == '\r') {
      end--;
    }
    return text.substring(0, end);
  }
}
