package io.weir.ingest.wire;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.weir.ingest.event.Json;
import io.weir.ingest.wire.Origin.Metadata;
import io.weir.ingest.wire.RawRecord.LogLine;
import java.io.IOException;
import java.time.Instant;
import java.util.function.Function;

/**
 * The top-level keys of one record. A key is only the agent's own if its value has the form that
 * the agent writes. When an application's JSON is merged into the record a key may be there twice:
 * what the agent's input and output write comes before the application's keys, so that the first
 * counts; what its filters add comes after them, so that the last counts. The other stays as the
 * application's.
 */
final class FluentBitRecord {
  /** Keys that are not the agent's; null as long as there is none. */
  private ObjectNode extras;

  private Metadata pod;
  private JsonNode podJson;
  private Metadata namespace;
  private JsonNode namespaceJson;
  private Instant timestamp;
  private Instant lineTime;
  private String stream;
  private String log;
  private String message;
  private String key;

  /** That of a line's first part, when the agent has joined the parts already: of no use. */
  private String flag;

  /** That of this part. */
  private String logtag;

  private String cluster;
  private String node;
  private String file;
  private long fileOffset = LogLine.NO_OFFSET;

  /** Takes one key; the parser is at the first token of its value. */
  void take(String name, JsonParser parser) throws IOException {
    boolean text = parser.currentToken() == JsonToken.VALUE_STRING;
    boolean object = parser.currentToken() == JsonToken.START_OBJECT;
    if (name.equals("@timestamp") && takeTimestamp(parser)) {
      return;
    }
    if (object && name.equals("kubernetes")) {
      ObjectNode json = parser.readValueAsTree();
      replaced(name, podJson);
      podJson = json;
      pod = KubernetesMetadata.of(json);
    } else if (object && name.equals("kubernetes_namespace")) {
      ObjectNode json = parser.readValueAsTree();
      replaced(name, namespaceJson);
      namespaceJson = json;
      namespace = KubernetesMetadata.ofNamespace(json);
    } else if (takesOffset(name, parser.currentToken())) {
      fileOffset = parser.getValueAsLong();
    } else if (!text || !(takeText(name, parser.getText()) || takeLast(name, parser.getText()))) {
      takeExtra(name, parser.readValueAsTree());
    }
  }

  private boolean takesOffset(String name, JsonToken value) {
    return name.equals("file_offset") && value.isNumeric() && fileOffset == LogLine.NO_OFFSET;
  }

  /** Takes a key again that a filter of the agent adds; false if it is none of those. */
  private boolean takeLast(String name, String value) {
    String before;
    switch (name) {
      case "kafka_key" -> {
        before = key;
        key = value;
      }
      case "cluster" -> {
        before = cluster;
        cluster = value;
      }
      case "node" -> {
        before = node;
        node = value;
      }
      default -> {
        return false;
      }
    }
    replaced(name, TextNode.valueOf(before));
    return true;
  }

  private void replaced(String name, JsonNode before) {
    if (before != null) {
      takeExtra(name, before);
    }
  }

  private boolean takeTimestamp(JsonParser parser) throws IOException {
    if (parser.currentToken().isNumeric() && timestamp == null) {
      timestamp = RecordTimes.epochSeconds(parser.getDecimalValue());
      return timestamp != null;
    }
    return parser.currentToken() == JsonToken.VALUE_STRING && takeTimestamp(parser.getText());
  }

  private void takeExtra(String name, JsonNode value) {
    if (extras == null) {
      extras = Json.MAPPER.createObjectNode();
    }
    extras.set(name, value);
  }

  /** Takes {@code @timestamp}; false if it is no time, or there was one. */
  boolean takeTimestamp(String value) {
    Instant time = value == null || timestamp != null ? null : RecordTimes.iso(value);
    timestamp = time == null ? timestamp : time;
    return time != null;
  }

  /** Takes {@code kubernetes}; false if there was one. */
  boolean takePod(Metadata metadata) {
    boolean first = pod == null;
    pod = first ? metadata : pod;
    return first;
  }

  /** Takes {@code kubernetes_namespace}; false if there was one. */
  boolean takeNamespace(Metadata metadata) {
    boolean first = namespace == null;
    namespace = first ? metadata : namespace;
    return first;
  }

  /**
   * Takes a key whose value is a text; false if it is not the agent's, has no such value, or was
   * taken already.
   */
  boolean takeText(String name, String value) {
    if (value == null || taken(name) != null) {
      return false;
    }
    switch (name) {
      case "log" -> log = value;
      case "message" -> message = value;
      case "kafka_key" -> key = value;
      case "cluster" -> cluster = value;
      case "node" -> node = value;
      case "filename" -> file = value;
      case "_p" -> flag = value;
      case "logtag" -> logtag = value;
      case "stream" -> stream = FluentBitDecoder.isStream(value) ? value : null;
      case "time" -> lineTime = RecordTimes.iso(value);
      default -> {}
    }
    boolean isFlag = name.equals("_p") || name.equals("logtag");
    return isFlag ? value.equals("F") || value.equals("P") : taken(name) != null;
  }

  /** The value of a key that is the agent's, or null. */
  private Object taken(String name) {
    return switch (name) {
      case "log" -> log;
      case "message" -> message;
      case "kafka_key" -> key;
      case "cluster" -> cluster;
      case "node" -> node;
      case "filename" -> file;
      case "_p" -> flag;
      case "logtag" -> logtag;
      case "stream" -> stream;
      case "time" -> lineTime;
      default -> null;
    };
  }

  /** Falco's alert, whether it is this record or the text in it; null if it is neither. */
  ObjectNode falcoAlert() throws IOException {
    ObjectNode merged = merged();
    if (FalcoJson.isAlert(merged)) {
      return merged;
    }
    if (log == null || !log.startsWith("{")) {
      return null;
    }
    try {
      return Json.MAPPER.readTree(log) instanceof ObjectNode alert && FalcoJson.isAlert(alert)
          ? alert
          : null;
    } catch (JsonProcessingException e) {
      return null;
    }
  }

  /**
   * The record as an alert.
   *
   * @param origins returns what is known of an origin by what a record says of it
   */
  RawRecord alert(ObjectNode alert, Function<OriginKey, Origin> origins) {
    return new RawRecord.FalcoAlert(FalcoJson.of(alert), origins.apply(parts()), timestamp);
  }

  /** The record as a line of a log. */
  RawRecord logLine(Function<OriginKey, Origin> origins) throws IOException {
    String text = text();
    // What the agent has joined already says so in its flag.
    boolean docker = stream != null && logtag == null && flag == null;
    boolean partial = docker ? DockerLine.isPiece(text) : "P".equals(logtag);
    CriLine cri = stream == null && logtag == null ? CriLine.parse(text) : null;
    Instant time = time();
    if (cri != null) {
      stream = cri.stream();
      text = cri.text();
      time = cri.time();
      partial = cri.partial();
    } else if (stream == null && logtag == null) {
      DockerLine line = DockerLine.parse(text);
      if (line != null) {
        stream = line.stream();
        text = line.text();
        time = line.time();
        partial = DockerLine.isPiece(text);
      }
    }
    if (log != null && message != null && (extras == null || !extras.has("message"))) {
      takeExtra("message", TextNode.valueOf(message));
    }
    boolean whole = log != null || logtag != null;
    return new LogLine(
        origins.apply(parts()),
        fileOffset,
        time,
        LineEnds.without(text),
        partial,
        whole ? extras : null);
  }

  private OriginKey parts() {
    return new OriginKey(pod, namespace, key, file, cluster, node, stream);
  }

  /** An empty line has no text at all when the agent's single-line parser read it. */
  private String text() throws IOException {
    if (log != null) {
      return log;
    }
    if (logtag != null) {
      return message == null ? "" : message;
    }
    return extras == null && message == null ? "" : Json.MAPPER.writeValueAsString(merged());
  }

  /** The application's own JSON, put together again from the keys that are not the agent's. */
  private ObjectNode merged() {
    ObjectNode merged = extras == null ? Json.MAPPER.createObjectNode() : extras.deepCopy();
    if (message != null && !merged.has("message")) {
      merged.put("message", message);
    }
    if (lineTime != null && !merged.has("time")) {
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
}
