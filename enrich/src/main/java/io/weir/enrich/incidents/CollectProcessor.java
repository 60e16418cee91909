package io.weir.enrich.incidents;

import io.weir.enrich.correlate.Finding;
import io.weir.enrich.correlate.Incident;
import io.weir.enrich.correlate.IncidentBounds;
import io.weir.enrich.correlate.Incidents;
import io.weir.enrich.correlate.IncidentsStatus;
import io.weir.enrich.correlate.Watermark;
import io.weir.ingest.event.Event;
import io.weir.ingest.event.EventJson;
import io.weir.ingest.topic.EventHeaders;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongSupplier;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs {@link Incidents} on one partition of findings. */
final class CollectProcessor implements Processor<byte[], byte[], byte[], byte[]> {
  private static final Logger LOG = LoggerFactory.getLogger(CollectProcessor.class);

  private static final Duration LOG_INTERVAL = Duration.ofMinutes(5);

  private final Duration inactivity;
  private ProcessorContext<byte[], byte[]> context;
  private final LongSupplier bytes;
  private final IncidentsMetrics metrics;
  private Incidents incidents;
  private int partition;

  /** What one record has changed: of many revisions at once only the newest is news. */
  private Map<String, Incident> changed;

  private IncidentsStatus logged;
  private long loggedAt;

  CollectProcessor(Duration inactivity, LongSupplier bytes, IncidentsMetrics metrics) {
    this.inactivity = inactivity;
    this.bytes = bytes;
    this.metrics = metrics;
  }

  @Override
  public void init(ProcessorContext<byte[], byte[]> context) {
    this.context = context;
    StoreState state = new StoreState(context.getStateStore(IncidentsTopology.OPEN_INCIDENTS));
    partition = context.taskId().partition();
    // Kafka Streams calls this again on the same object after a fault.
    changed = new LinkedHashMap<>();
    incidents = new Incidents(inactivity, state, this::revised, IncidentBounds.of(bytes));
    logged = incidents.status();
    loggedAt = Long.MIN_VALUE / 2;
  }

  private void revised(Incident incident) {
    changed.put(incident.id(), incident);
    if (incident.revision() == 1) {
      metrics.opened(incident.level(), incident.tactics());
    }
  }

  @Override
  public void process(Record<byte[], byte[]> record) {
    Finding finding = null;
    Watermark watermark = null;
    try {
      if (IncidentsTopology.isWatermark(record.key())) {
        watermark = Watermark.read(record.value());
      } else {
        finding = Finding.read(record.value());
      }
    } catch (RuntimeException | StackOverflowError e) {
      metrics.unreadable("collect");
      // Without the exception, which may quote the record.
      long offset = context.recordMetadata().orElseThrow().offset();
      LOG.error("the finding at offset {} is left out: it cannot be read", offset);
      return;
    }
    if (finding != null) {
      incidents.add(finding);
    } else {
      incidents.add(watermark, Instant.ofEpochMilli(record.timestamp()));
    }
    changed.values().forEach(this::forward);
    changed.clear();
    report(incidents.status(), context.currentSystemTimeMs());
  }

  private void report(IncidentsStatus status, long now) {
    metrics.collected(partition, status);
    boolean isNews =
        status.closedEarly() > logged.closedEarly() || status.collapsed() > logged.collapsed();
    if (isNews && now - loggedAt >= LOG_INTERVAL.toMillis()) {
      LOG.warn(
          "more incidents are found than can be kept apart: {} findings went into the incident of"
              + " their rule, {} incidents were closed early; the last is of {}",
          status.collapsed() - logged.collapsed(),
          status.closedEarly() - logged.closedEarly(),
          status.lastRule());
      logged = status;
      loggedAt = now;
    }
  }

  @Override
  public void close() {
    metrics.collectClosed(partition);
  }

  private void forward(Incident incident) {
    Event event = IncidentEvents.of(incident);
    context.forward(
        new Record<>(
            IncidentsTopology.utf8(incident.id()),
            EventJson.write(event),
            context.currentSystemTimeMs(),
            headers(event)));
  }

  /** The same as those of an event, except that an incident represents no raw record. */
  private static Headers headers(Event event) {
    return new RecordHeaders()
        .add(EventHeaders.EVENT_ID, IncidentsTopology.utf8(event.id()))
        .add(EventHeaders.DATA_STREAM, IncidentsTopology.utf8(event.dataStream()))
        .add(EventHeaders.RECORDS, IncidentsTopology.utf8("0"))
        .add(EventHeaders.SCHEMA, IncidentsTopology.utf8(String.valueOf(Event.SCHEMA)));
  }
}
