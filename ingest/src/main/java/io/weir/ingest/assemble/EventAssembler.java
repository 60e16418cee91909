package io.weir.ingest.assemble;

import io.weir.ingest.event.Event;
import io.weir.ingest.event.EventIds;
import io.weir.ingest.event.Field;
import io.weir.ingest.event.Fields;
import io.weir.ingest.parse.LineFormats;
import io.weir.ingest.topic.Coordinates;
import io.weir.ingest.wire.RawRecord.FalcoAlert;
import java.time.Instant;
import java.util.function.Supplier;

/** Makes events of what the raw records hold. Not redacted yet. */
public final class EventAssembler {
  /** Of the form on the {@code events} topic; a reader takes its own and older ones. */
  public static final int SCHEMA = 1;

  public static final String ECS_VERSION = "8.17.0";

  private final LogEvents logs;
  private final FalcoEvents alerts;

  /** Recognises the formats of lines by the lines themselves. */
  public EventAssembler(EventIds ids) {
    this(ids, LineFormats::standard);
  }

  /**
   * @param formats asked for each line, so that they can change while running
   */
  public EventAssembler(EventIds ids, Supplier<LineFormats> formats) {
    this.logs = new LogEvents(ids, formats);
    this.alerts = new FalcoEvents(ids);
  }

  /**
   * The event of lines that belong together.
   *
   * @param lines all of one raw partition
   * @param ingested now
   */
  public Event ofLines(String topic, int partition, JoinedLines lines, Instant ingested) {
    return logs.of(new Provenance(topic, partition, lines.offsets(), ingested), lines);
  }

  /**
   * The event of an alert.
   *
   * @param appended when the broker took the record, or null
   * @param ingested now
   */
  public Event ofAlert(FalcoAlert alert, Coordinates at, Instant appended, Instant ingested) {
    Provenance provenance =
        new Provenance(at.topic(), at.partition(), new long[] {at.offset()}, ingested);
    return alerts.of(provenance, alert, appended == null ? ingested : appended);
  }

  /** Completes what the fields that are set already make certain, whatever else the event has. */
  static void complete(Fields fields) {
    fields.put(Field.ECS_VERSION, ECS_VERSION);
    fields.put(Field.EVENT_DATASET, fields.text(Field.DATA_STREAM_DATASET));
    fields.put(Field.WEIR_SCHEMA, SCHEMA);
    orchestrator(fields);
  }

  /** The same pod by the names of ECS itself, next to those of Elastic Agent. */
  private static void orchestrator(Fields fields) {
    String pod = fields.text(Field.KUBERNETES_POD_NAME);
    if (pod != null) {
      fields.put(Field.ORCHESTRATOR_TYPE, "kubernetes");
      fields.put(Field.ORCHESTRATOR_NAMESPACE, fields.text(Field.KUBERNETES_NAMESPACE));
      fields.put(Field.ORCHESTRATOR_RESOURCE_TYPE, "pod");
      fields.put(Field.ORCHESTRATOR_RESOURCE_NAME, pod);
      fields.put(Field.ORCHESTRATOR_RESOURCE_ID, fields.text(Field.KUBERNETES_POD_UID));
    }
  }
}
