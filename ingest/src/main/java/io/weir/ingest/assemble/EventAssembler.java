package io.weir.ingest.assemble;

import io.weir.ingest.event.Event;
import io.weir.ingest.event.EventIds;
import io.weir.ingest.parse.LineFormats;
import io.weir.ingest.topic.Coordinates;
import io.weir.ingest.wire.RawRecord.FalcoAlert;
import java.time.Instant;
import java.util.function.Supplier;

/** Makes events of what the raw records hold. Not redacted yet. */
public final class EventAssembler {
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
}
