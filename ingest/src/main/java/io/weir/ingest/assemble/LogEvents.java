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
import io.weir.ingest.parse.line.LogSource;
import io.weir.ingest.parse.line.ParsedLine;
import io.weir.ingest.topic.Topic;
import io.weir.ingest.wire.Origin;
import io.weir.ingest.wire.RawRecord.LogLine;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;

/** Events of the lines that containers write. */
final class LogEvents {
  /** Elastic Agent's name for the logs of containers. */
  static final String DATASET = "kubernetes.container_logs";

  /** The application of a line of which the agent does not know the container. */
  static final String UNKNOWN_APP = "unknown_service";

  private final EventIds ids;
  private final LineReader reader;

  LogEvents(EventIds ids, Supplier<LineFormats> formats) {
    this.ids = ids;
    this.reader = new LineReader(formats);
  }

  Event of(Provenance provenance, JoinedLines joined) {
    List<RawLine> lines = joined.lines();
    RawLine first = lines.get(0);
    Instant appended = first.appended() == null ? provenance.ingested() : first.appended();
    Instant received = first.time() == null ? appended : first.time();
    String text = joined.text();
    SharedFields origin = first.log().origin().fields();
    Common common = common(first.log().origin());
    ParsedLine parsed = read(text, first.time(), received, common.source());
    ObjectNode content = content(parsed.content(), first.log().extras());
    boolean audit = provenance.topic().equals(Topic.AUDIT_RAW.name());
    if (!audit) {
      content = AgentFields.moveToContent(parsed.fields(), content, origin);
    }
    String app = common.app();
    if (app == null || parsed.fields().has(Field.SERVICE_NAME)) {
      parsed.fields().put(Field.WEIR_SOURCE_APP, app == null ? UNKNOWN_APP : app);
    }
    Fields fields = parsed.fields().setBase(common.fields());
    fields.put(Field.EVENT_ID, id(lines, received));
    fields.put(Field.EVENT_CREATED, first.time());
    if (first.log().fileOffset() != LogLine.NO_OFFSET) {
      fields.put(Field.LOG_OFFSET, first.log().fileOffset());
    }
    fields.put(Field.WEIR_FORMAT, parsed.format());
    fields.put(Field.WEIR_FIELDS, FlattenedLimits.bounded(content));
    if (audit) {
      audit(fields, parsed.format());
    }
    if (joined.early() != null || joined.before() != null || joined.after() != null) {
      fields.addTag(Tags.JOIN_CUT);
    }
    provenance.addTo(fields);
    Instant timestamp = EventTime.of(parsed.time(), first.time(), appended, fields);
    return new Event(timestamp, parsed.message(), fields);
  }

  /** The source of lines, one object for most lines of an origin. */
  static LogSource source(Origin origin) {
    return common(origin).source();
  }

  /** The lines of a source have most of what is asked of it alike. */
  private static Common common(Origin origin) {
    return origin.fields().memoize(LogEvents.class, Common.class, () -> Common.of(origin));
  }

  /** Records of hosts and of audit logs have datasets of their own, and may name their host. */
  private static void audit(Fields fields, String format) {
    fields.put(Field.DATA_STREAM_DATASET, AuditDatasets.of(format));
    fields.put(Field.EVENT_MODULE, AuditDatasets.moduleOf(format));
    if (format.equals("kubernetes-audit") && !fields.has(Field.EVENT_PROVIDER)) {
      fields.put(Field.EVENT_PROVIDER, "audit");
    }
    if (!fields.has(Field.HOST_NAME) && !fields.has(Field.KUBERNETES_POD_NAME)) {
      fields.put(Field.HOST_NAME, fields.text(Field.LOG_SYSLOG_HOSTNAME));
    }
  }

  /** What is the same for all lines of an origin; a line that says otherwise overrides it. */
  private record Common(LogSource source, String app, SharedFields fields) {

    static Common of(Origin origin) {
      LogSource source = new LogSource(origin.source(), origin.fields());
      Fields fields = origin.fields().toFields();
      fields.put(Field.EVENT_KIND, "event");
      fields.put(Field.DATA_STREAM_DATASET, DATASET);
      String app = source.app();
      fields.put(Field.SERVICE_NAME, app);
      return new Common(source, app, SharedFields.of(fields));
    }
  }

  /**
   * First and last line and their number: lines that were grouped differently never pass for the
   * same event. Equal lines differ by the runtime's times; the agent's offset, if it sends it, even
   * those of one nanosecond. A line that is alone is the first and the last, and is read once.
   */
  private String id(List<RawLine> lines, Instant received) {
    RawLine first = lines.get(0);
    RawLine last = lines.size() == 1 ? null : lines.get(lines.size() - 1);
    return ids.of(
        // Without a time of its own a line is identified by its text alone.
        first.time() == null ? Instant.EPOCH : received,
        "log",
        first.log().source(),
        first.text(),
        last == null || last.time() == null ? null : IsoTime.format(last.time()),
        last == null ? null : last.text(),
        String.valueOf(lines.size()),
        offset(first.log()),
        Objects.toString(first.log().extras(), null));
  }

  private static String offset(LogLine line) {
    return line.fileOffset() == LogLine.NO_OFFSET ? null : String.valueOf(line.fileOffset());
  }

  /** The line in the zone of its clock, if that can be guessed; see {@link ZoneGuess}. */
  private ParsedLine read(String text, Instant runtime, Instant received, LogSource source) {
    ParsedLine parsed = reader.read(text, received, source);
    if (runtime == null || parsed.time() == null) {
      return parsed;
    }
    ZoneOffset zone = ZoneGuess.of(parsed.time(), runtime);
    if (zone == null) {
      return parsed;
    }
    ParsedLine local = reader.readIn(zone, text, received, source);
    // The formats may have changed since the first reading.
    boolean zoneless =
        local != null && local.time() != null && ZoneGuess.isMoment(local.time(), runtime);
    return zoneless ? local.tagged(Tags.ZONE_GUESSED) : parsed.tagged(Tags.ZONE_SUSPECT);
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
