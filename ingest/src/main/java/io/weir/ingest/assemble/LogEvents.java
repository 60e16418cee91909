package io.weir.ingest.assemble;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.weir.ingest.event.Event;
import io.weir.ingest.event.EventIds;
import io.weir.ingest.event.Field;
import io.weir.ingest.event.Fields;
import io.weir.ingest.parse.LineFormats;
import io.weir.ingest.parse.LineReader;
import io.weir.ingest.parse.LogSource;
import io.weir.ingest.parse.ParsedLine;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;

/** Events of the lines that containers write. */
final class LogEvents {
  /** The name Elastic Agent gives to the logs of containers. */
  static final String DATASET = "kubernetes.container_logs";

  /** A line's own time further than this from the runtime's is taken for wrong. */
  private static final Duration MAX_SKEW = Duration.ofDays(1);

  private static final String CLAMPED = "time_clamped";
  private static final String UNKNOWN = LineReader.FORMAT_UNKNOWN;

  private final EventIds ids;
  private final LineReader reader;

  LogEvents(EventIds ids, Supplier<LineFormats> formats) {
    this.ids = ids;
    this.reader = new LineReader(formats);
  }

  Event of(String topic, List<Line> lines, Instant ingested) {
    Line first = lines.get(0);
    Instant received = first.time() == null ? ingested : first.time();
    String text = LogText.of(lines);
    LogSource source = new LogSource(first.log().source(), first.log().origin());
    ParsedLine parsed = reader.read(text, received, source);
    Fields fields = first.log().origin().copy().putAll(parsed.fields());
    fields.put(Field.EVENT_ID, id(lines, received));
    fields.put(Field.EVENT_KIND, "event");
    fields.put(Field.EVENT_CREATED, first.time());
    fields.put(Field.DATA_STREAM_TYPE, "logs");
    fields.put(Field.DATA_STREAM_DATASET, AuditDatasets.of(topic, parsed.format(), DATASET));
    if (!fields.has(Field.HOST_NAME) && !fields.has(Field.KUBERNETES_POD_NAME)) {
      fields.put(Field.HOST_NAME, AuditDatasets.host(topic, fields));
    }
    fields.put(Field.DATA_STREAM_NAMESPACE, "default");
    fields.put(Field.CONTAINER_NAME, fields.text(Field.KUBERNETES_CONTAINER_NAME));
    fields.put(Field.WEIR_FORMAT, parsed.format());
    fields.put(Field.WEIR_FIELDS, Content.bounded(content(parsed.content(), first.log().extras())));
    if (!fields.has(Field.SERVICE_NAME)) {
      fields.put(Field.SERVICE_NAME, source.app());
    }
    return new Event(timestamp(parsed, received, fields), parsed.message(), fields);
  }

  /**
   * First and last line and their number: lines that were grouped differently never pass for the
   * same event. The runtime's times tell equal lines apart; the agent's offset, if it sends it,
   * even those of one nanosecond.
   */
  private String id(List<Line> lines, Instant received) {
    Line first = lines.get(0);
    Line last = lines.get(lines.size() - 1);
    return ids.of(
        // Without a time of its own a line is told apart by its text alone.
        first.time() == null ? Instant.EPOCH : received,
        "log",
        first.log().source(),
        first.text(),
        Objects.toString(last.time(), null),
        last.text(),
        String.valueOf(lines.size()),
        first.log().origin().text(Field.LOG_OFFSET),
        Objects.toString(first.log().extras(), null));
  }

  private static Instant timestamp(ParsedLine parsed, Instant received, Fields fields) {
    if (parsed.time() == null) {
      return received;
    }
    Duration ahead = Duration.between(received, parsed.time());
    // Old is wrong only where the runtime says when the line was written: files may be read late.
    boolean old = fields.has(Field.EVENT_CREATED) && ahead.negated().compareTo(MAX_SKEW) > 0;
    if (old || ahead.compareTo(MAX_SKEW) > 0) {
      Object tags = fields.get(Field.TAGS);
      boolean tagged = tags instanceof List<?> list && list.contains(UNKNOWN);
      fields.put(Field.TAGS, tagged ? List.of(UNKNOWN, CLAMPED) : List.of(CLAMPED));
      return received;
    }
    return parsed.time();
  }

  /** The line's own keys win over those that the agent merged into the record. */
  private static ObjectNode content(ObjectNode parsed, ObjectNode extras) {
    if (extras == null) {
      return parsed;
    }
    ObjectNode content = extras.deepCopy();
    if (parsed != null) {
      content.setAll(parsed);
    }
    return content;
  }
}
