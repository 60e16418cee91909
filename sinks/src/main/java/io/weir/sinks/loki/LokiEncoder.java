package io.weir.sinks.loki;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.protobuf.CodedOutputStream;
import io.weir.ingest.event.Event;
import io.weir.ingest.event.Field;
import io.weir.ingest.event.Fields;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
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

  /** Of all metadata of an entry Loki takes 64 KiB; a line may name any trace it likes. */
  private static final int MAX_METADATA = 1_000;

  private static final long MILLI = 1_000_000;
  private static final long MICRO = 1_000;

  private static final String DETECTED_LEVEL = "detected_level";

  /** A name of structured metadata and where its value comes from. */
  private record Metadata(String name, Field field) {}

  /** In the order of their names, as entries have them. */
  private static final List<Metadata> METADATA =
      List.of(
          new Metadata(DETECTED_LEVEL, Field.LOG_LEVEL),
          new Metadata("event_id", Field.EVENT_ID),
          new Metadata("level", Field.LOG_LEVEL),
          new Metadata("node", Field.HOST_NAME),
          new Metadata("pod", Field.KUBERNETES_POD_NAME),
          new Metadata("redaction_count", Field.WEIR_REDACTIONS),
          new Metadata("redaction_policy", Field.WEIR_POLICY_VERSION),
          new Metadata("rule", Field.RULE_NAME),
          new Metadata("span_id", Field.SPAN_ID),
          new Metadata("trace_id", Field.TRACE_ID));

  private LokiEncoder() {}

  /** The fields that {@link #entries} reads. */
  static Set<Field> fields() {
    Set<Field> fields = EnumSet.copyOf(LokiLine.FIELDS);
    METADATA.forEach(each -> fields.add(each.field()));
    return fields;
  }

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
      return List.of(LokiEntry.of(seconds, nanos, cut, metadata));
    }
    List<String> parts = LokiLine.parts(line, settings.maxLineBytes(), event.id());
    return parts.stream().map(part -> LokiEntry.of(seconds, nanos, part, metadata)).toList();
  }

  private static Map<String, String> metadata(Event event, Map<String, String> labels) {
    // Already in order, unless there are labels among them.
    Map<String, String> metadata = labels.isEmpty() ? new LinkedHashMap<>() : new TreeMap<>(labels);
    for (Metadata each : METADATA) {
      put(metadata, each.name(), value(event.fields(), each));
    }
    return metadata;
  }

  private static String value(Fields fields, Metadata metadata) {
    if (metadata.field() == Field.WEIR_REDACTIONS) {
      return redactions(fields);
    }
    String value = fields.text(metadata.field());
    // Otherwise Loki guesses one from words in the line.
    return value == null && metadata.name().equals(DETECTED_LEVEL) ? "unknown" : value;
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
    int stream = CodedOutputStream.computeStringSize(STREAM_LABELS, to.selector());
    for (LokiEntry entry : entries) {
      stream += LokiEntry.sizeWithin(STREAM_ENTRIES, entry.messageBytes());
    }
    byte[] message = new byte[LokiEntry.sizeWithin(STREAMS, stream)];
    CodedOutputStream out = CodedOutputStream.newInstance(message);
    try {
      LokiEntry.begin(out, STREAMS, stream);
      out.writeString(STREAM_LABELS, to.selector());
      for (LokiEntry entry : entries) {
        LokiEntry.begin(out, STREAM_ENTRIES, entry.messageBytes());
        entry.writeTo(out);
      }
      out.checkNoSpaceLeft();
      return Snappy.compress(message);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
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
}
