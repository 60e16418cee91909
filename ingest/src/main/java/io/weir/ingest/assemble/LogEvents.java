package io.weir.ingest.assemble;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.weir.ingest.event.Event;
import io.weir.ingest.event.EventIds;
import io.weir.ingest.event.Field;
import io.weir.ingest.event.Fields;
import io.weir.ingest.event.IsoTime;
import io.weir.ingest.event.SharedFields;
import io.weir.ingest.parse.LineFormats;
import io.weir.ingest.parse.LineReader;
import io.weir.ingest.parse.LogSource;
import io.weir.ingest.parse.ParsedLine;
import io.weir.ingest.wire.Origin;
import io.weir.ingest.wire.RawRecord.LogLine;
import io.weir.ingest.wire.Topics;
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

  private static final Duration MAX_LAG = MAX_SKEW.negated();

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
    SharedFields origin = first.log().origin().fields();
    // The lines of a source have most of what is asked of it alike.
    Common common = origin.derived(LogEvents.class, () -> Common.of(first.log().origin()));
    ParsedLine parsed = reader.read(text, received, common.source());
    Fields fields = parsed.fields().over(common.fields());
    fields.put(Field.EVENT_ID, id(lines, received));
    fields.put(Field.EVENT_CREATED, first.time());
    if (first.log().fileOffset() != LogLine.NO_OFFSET) {
      fields.put(Field.LOG_OFFSET, first.log().fileOffset());
    }
    fields.put(Field.WEIR_FORMAT, parsed.format());
    fields.put(Field.WEIR_FIELDS, Content.bounded(content(parsed.content(), first.log().extras())));
    if (topic.equals(Topics.AUDIT_RAW)) {
      audit(fields, parsed.format());
    }
    return new Event(timestamp(parsed, received, fields), parsed.message(), fields);
  }

  /** Records of hosts and of audit logs have datasets of their own, and may name their host. */
  private static void audit(Fields fields, String format) {
    String dataset = AuditDatasets.of(format);
    fields.put(Field.DATA_STREAM_DATASET, dataset);
    fields.put(Field.EVENT_DATASET, dataset);
    if (!fields.has(Field.HOST_NAME) && !fields.has(Field.KUBERNETES_POD_NAME)) {
      fields.put(Field.HOST_NAME, fields.text(Field.LOG_SYSLOG_HOSTNAME));
    }
  }

  /** What is the same for all lines of an origin; a line that says otherwise overrides it. */
  private record Common(LogSource source, SharedFields fields) {

    static Common of(Origin origin) {
      LogSource source = new LogSource(origin.source(), origin.fields());
      Fields fields = origin.fields().toFields();
      fields.put(Field.EVENT_KIND, "event");
      fields.put(Field.DATA_STREAM_TYPE, "logs");
      fields.put(Field.DATA_STREAM_DATASET, DATASET);
      fields.put(Field.DATA_STREAM_NAMESPACE, "default");
      fields.put(Field.CONTAINER_NAME, fields.text(Field.KUBERNETES_CONTAINER_NAME));
      fields.put(Field.SERVICE_NAME, source.app());
      EventAssembler.complete(fields);
      return new Common(source, SharedFields.of(fields));
    }
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
        last.time() == null ? null : IsoTime.format(last.time()),
        last.text(),
        String.valueOf(lines.size()),
        offset(first.log()),
        Objects.toString(first.log().extras(), null));
  }

  private static String offset(LogLine line) {
    return line.fileOffset() == LogLine.NO_OFFSET ? null : String.valueOf(line.fileOffset());
  }

  private static Instant timestamp(ParsedLine parsed, Instant received, Fields fields) {
    if (parsed.time() == null) {
      return received;
    }
    Duration ahead = Duration.between(received, parsed.time());
    // Old is wrong only where the runtime says when the line was written: files may be read late.
    boolean old = fields.has(Field.EVENT_CREATED) && ahead.compareTo(MAX_LAG) < 0;
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
