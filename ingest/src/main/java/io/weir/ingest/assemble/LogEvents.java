package io.weir.ingest.assemble;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.weir.ingest.event.Event;
import io.weir.ingest.event.EventIds;
import io.weir.ingest.event.Field;
import io.weir.ingest.event.Fields;
import io.weir.ingest.event.SharedFields;
import io.weir.ingest.parse.LineParsers;
import io.weir.ingest.parse.ParsedLine;
import io.weir.ingest.wire.RawRecord.LogLine;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;

/** Events of the lines that containers write. */
final class LogEvents {
  /** The name Elastic Agent gives to the logs of containers. */
  static final String DATASET = "kubernetes.container_logs";

  /** A line's own time further than this from the runtime's is taken for wrong. */
  private static final Duration MAX_SKEW = Duration.ofDays(1);

  private static final List<String> APP_LABELS =
      List.of("app.kubernetes.io/name", "app", "k8s-app");

  private final EventIds ids;

  LogEvents(EventIds ids) {
    this.ids = ids;
  }

  Event of(List<Line> lines, Instant ingested) {
    Line first = lines.get(0);
    Instant received = first.time() == null ? ingested : first.time();
    String text = LogText.of(lines);
    ParsedLine parsed = LineParsers.parse(text, received);
    SharedFields origin = first.log().origin().fields();
    // The lines of a source have most of their fields alike.
    SharedFields common = origin.derived(LogEvents.class, () -> common(origin));
    Fields fields = parsed.fields().over(common);
    fields.put(Field.EVENT_ID, id(lines, received));
    fields.put(Field.EVENT_CREATED, first.time());
    if (first.log().fileOffset() != LogLine.NO_OFFSET) {
      fields.put(Field.LOG_OFFSET, first.log().fileOffset());
    }
    fields.put(Field.WEIR_FORMAT, parsed.format());
    fields.put(Field.WEIR_FIELDS, Content.bounded(content(parsed.content(), first.log().extras())));
    return new Event(timestamp(parsed, received, fields), parsed.message(), fields);
  }

  /** What is the same for all lines of an origin; a line that says otherwise overrides it. */
  private static SharedFields common(SharedFields origin) {
    Fields fields = origin.toFields();
    fields.put(Field.EVENT_KIND, "event");
    fields.put(Field.DATA_STREAM_TYPE, "logs");
    fields.put(Field.DATA_STREAM_DATASET, DATASET);
    fields.put(Field.DATA_STREAM_NAMESPACE, "default");
    fields.put(Field.CONTAINER_NAME, fields.text(Field.KUBERNETES_CONTAINER_NAME));
    fields.put(Field.SERVICE_NAME, app(fields));
    EventAssembler.complete(fields);
    return SharedFields.of(fields);
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
    if (Duration.between(parsed.time(), received).abs().compareTo(MAX_SKEW) > 0) {
      fields.put(Field.TAGS, List.of("time_clamped"));
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

  private static String app(Fields fields) {
    if (fields.get(Field.KUBERNETES_LABELS) instanceof ObjectNode labels) {
      for (String name : APP_LABELS) {
        String app = labels.path(name).asText("");
        if (!app.isEmpty()) {
          return app;
        }
      }
    }
    return fields.text(Field.KUBERNETES_CONTAINER_NAME);
  }
}
