package io.weir.sinks.loki;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.protobuf.CodedOutputStream;
import io.weir.ingest.event.Event;
import io.weir.ingest.event.Field;
import io.weir.ingest.event.Fields;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.CRC32;
import org.xerial.snappy.Snappy;

/**
 * Makes Loki's entries of events, and push requests of entries: a snappy block of the protobuf
 * message {@code logproto.PushRequest}. The same event becomes the same entry, byte for byte, so
 * that what is sent twice is shown once.
 *
 * @see <a href="https://github.com/grafana/loki/blob/v3.7.6/pkg/push/push.proto">push.proto</a>
 */
final class LokiEncoder {
  private static final int STREAMS = 1;
  private static final int STREAM_LABELS = 1;
  private static final int STREAM_ENTRIES = 2;
  private static final int ENTRY_TIMESTAMP = 1;
  private static final int ENTRY_LINE = 2;
  private static final int ENTRY_METADATA = 3;
  private static final int FIRST = 1;
  private static final int SECOND = 2;

  /** Of all metadata of an entry Loki takes 64 KiB; a line may name any trace it likes. */
  private static final int MAX_METADATA = 1_000;

  private static final long MILLI = 1_000_000;
  private static final long MICRO = 1_000;

  private static final Map<String, Field> METADATA =
      Map.of(
          "event_id", Field.EVENT_ID,
          "pod", Field.KUBERNETES_POD_NAME,
          "node", Field.HOST_NAME,
          "level", Field.LOG_LEVEL,
          "detected_level", Field.LOG_LEVEL,
          "trace_id", Field.TRACE_ID,
          "span_id", Field.SPAN_ID,
          "rule", Field.RULE_NAME,
          "redaction_policy", Field.WEIR_POLICY_VERSION);

  private LokiEncoder() {}

  /**
   * The entries of an event: one, or the parts of a long line.
   *
   * @param time of the entries, which is not later than Loki takes
   * @param labels of the event that are none of its stream's; they become metadata
   */
  static List<LokiEntry> entries(
      Event event, Instant time, Map<String, String> labels, LokiSettings settings) {
    Map<String, String> metadata = metadata(event, labels);
    long seconds = time.getEpochSecond();
    int nanos = time.getNano() + tieBreak(time, event.id());
    String line = LokiLine.of(event);
    if (settings.longLines() == LokiSettings.LongLines.CUT) {
      String cut = LokiLine.cut(line, settings.maxLineBytes(), event.id());
      return List.of(new LokiEntry(seconds, nanos, cut, metadata));
    }
    List<String> parts = LokiLine.parts(line, settings.maxLineBytes(), event.id());
    return parts.stream().map(part -> new LokiEntry(seconds, nanos, part, metadata)).toList();
  }

  private static Map<String, String> metadata(Event event, Map<String, String> labels) {
    Fields fields = event.fields();
    Map<String, String> metadata = new TreeMap<>(labels);
    METADATA.forEach((name, field) -> put(metadata, name, fields.text(field)));
    if (!metadata.containsKey("detected_level")) {
      // Otherwise Loki guesses one from words in the line.
      metadata.put("detected_level", "unknown");
    }
    put(metadata, "redaction_count", redactions(fields));
    return metadata;
  }

  /**
   * Counts over time need distinct nanoseconds: a time with fewer digits is filled up from the
   * event's id alone, so that a second delivery has the same time.
   */
  @SuppressWarnings("JavaInstantGetSecondsGetNano") // The fraction is what it is about.
  private static int tieBreak(Instant time, String id) {
    int nanos = time.getNano();
    long finer = nanos % MILLI == 0 ? MILLI : nanos % MICRO == 0 ? MICRO : 1;
    CRC32 hash = new CRC32();
    hash.update(id.getBytes(StandardCharsets.UTF_8));
    return (int) (hash.getValue() % finer);
  }

  private static String redactions(Fields fields) {
    if (!(fields.get(Field.WEIR_REDACTIONS) instanceof ObjectNode counts)) {
      return "0";
    }
    int sum = 0;
    for (JsonNode count : counts) {
      sum += count.asInt();
    }
    return String.valueOf(sum);
  }

  private static void put(Map<String, String> map, String name, String value) {
    if (value != null && !value.isEmpty()) {
      map.put(name, value.length() <= MAX_METADATA ? value : value.substring(0, MAX_METADATA));
    }
  }

  /** A push request of one stream; the entries are sent in the order they have. */
  static byte[] push(LokiStream to, List<LokiEntry> entries) {
    try {
      byte[] stream =
          message(
              out -> {
                out.writeString(STREAM_LABELS, to.selector());
                for (LokiEntry entry : entries) {
                  out.writeByteArray(STREAM_ENTRIES, entryMessage(entry));
                }
              });
      return Snappy.compress(message(out -> out.writeByteArray(STREAMS, stream)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static byte[] entryMessage(LokiEntry entry) throws IOException {
    byte[] timestamp =
        message(
            out -> {
              out.writeInt64(FIRST, entry.seconds());
              out.writeInt32(SECOND, entry.nanos());
            });
    return message(
        out -> {
          out.writeByteArray(ENTRY_TIMESTAMP, timestamp);
          out.writeString(ENTRY_LINE, entry.line());
          for (Map.Entry<String, String> pair : entry.metadata().entrySet()) {
            out.writeByteArray(
                ENTRY_METADATA,
                message(
                    inner -> {
                      inner.writeString(FIRST, pair.getKey());
                      inner.writeString(SECOND, pair.getValue());
                    }));
          }
        });
  }

  /** Labels as PromQL writes them: {@code {app="x", stream="stdout"}}. */
  static String selector(Map<String, String> labels) {
    StringBuilder text = new StringBuilder("{");
    labels.forEach(
        (name, value) -> {
          text.append(text.length() == 1 ? "" : ", ").append(name).append("=\"");
          text.append(value.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n"));
          text.append('"');
        });
    return text.append('}').toString();
  }

  private interface Content {
    void write(CodedOutputStream out) throws IOException;
  }

  private static byte[] message(Content content) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    CodedOutputStream out = CodedOutputStream.newInstance(bytes);
    content.write(out);
    out.flush();
    return bytes.toByteArray();
  }
}
