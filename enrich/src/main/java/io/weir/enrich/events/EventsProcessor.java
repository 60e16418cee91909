package io.weir.enrich.events;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.weir.enrich.redact.Redactor;
import io.weir.ingest.assemble.EventAssembler;
import io.weir.ingest.assemble.Line;
import io.weir.ingest.assemble.LineJoiner;
import io.weir.ingest.assemble.OffsetRanges;
import io.weir.ingest.event.Event;
import io.weir.ingest.event.EventIds;
import io.weir.ingest.event.EventJson;
import io.weir.ingest.event.Field;
import io.weir.ingest.wire.Coordinates;
import io.weir.ingest.wire.DeadLetter;
import io.weir.ingest.wire.EventHeaders;
import io.weir.ingest.wire.FluentBitDecoder;
import io.weir.ingest.wire.LedgerEntry;
import io.weir.ingest.wire.RawRecord;
import io.weir.ingest.wire.RawRecord.FalcoAlert;
import io.weir.ingest.wire.RawRecord.LogLine;
import io.weir.ingest.wire.RawRecord.Unreadable;
import io.weir.ingest.wire.Topics;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * One raw partition's way to {@code events}. Fails closed: whatever goes wrong with a record, its
 * coordinates and a reason go to {@code dlq}, and its text goes nowhere.
 */
final class EventsProcessor implements Processor<byte[], byte[], byte[], byte[]> {
  private static final String STAGE = "enrich";
  private static final Duration TICK = Duration.ofMillis(200);

  /** Below what the topic and the stores take. */
  static final int MAX_EVENT_BYTES = 4 << 20;

  private final String topic;
  private final FluentBitDecoder decoder;
  private final EventAssembler assembler;
  private final Supplier<Redactor> redactor;
  private final EnrichMetrics metrics;

  private ProcessorContext<byte[], byte[]> context;
  private int partition;
  private KeyValueStore<Long, byte[]> heldStore;
  private final Set<Long> held = new HashSet<>();
  private RangeCounts ledger;
  private LineJoiner joiner;
  private List<List<Line>> restored = new ArrayList<>();

  EventsProcessor(String topic, EventIds ids, Supplier<Redactor> redactor, EnrichMetrics metrics) {
    this.topic = topic;
    this.decoder = FluentBitDecoder.forTopic(topic);
    this.assembler = new EventAssembler(ids);
    this.redactor = redactor;
    this.metrics = metrics;
  }

  @Override
  public void init(ProcessorContext<byte[], byte[]> context) {
    this.context = context;
    this.partition = context.taskId().partition();
    this.heldStore = context.getStateStore(EventsTopology.heldName(topic));
    this.ledger =
        new RangeCounts(topic, partition, context.getStateStore(EventsTopology.ledgerName(topic)));
    this.joiner = new LineJoiner(this::joined);
    restore();
    context.schedule(TICK, PunctuationType.WALL_CLOCK_TIME, this::tick);
  }

  /** The lines that were held back when the partition was last worked on, in their order. */
  private void restore() {
    try (KeyValueIterator<Long, byte[]> records = heldStore.all()) {
      records.forEachRemaining(
          entry -> {
            held.add(entry.key);
            if (decoder.decode(entry.value) instanceof LogLine line) {
              joiner.add(new Line(line, entry.key), context.currentSystemTimeMs());
            }
          });
    }
  }

  /** Nothing may be forwarded while the processor is set up. */
  private void finishRestoring() {
    if (restored != null) {
      List<List<Line>> complete = restored;
      restored = null;
      complete.forEach(this::joined);
    }
  }

  @Override
  public void process(Record<byte[], byte[]> record) {
    finishRestoring();
    long offset = context.recordMetadata().orElseThrow().offset();
    metrics.received(topic);
    ledger.add(offset, LedgerEntry.RECEIVED, 1);
    RawRecord raw;
    try {
      raw = decoder.decode(record.value());
    } catch (RuntimeException e) {
      deadLetter("decode_failed", new long[] {offset});
      return;
    }
    if (raw instanceof LogLine line) {
      if (joiner.add(new Line(line, offset), context.currentSystemTimeMs())) {
        hold(offset, record.value());
      }
    } else if (raw instanceof FalcoAlert alert) {
      emit(
          () -> assembler.ofAlert(alert, new Coordinates(topic, partition, offset), now()),
          new long[] {offset});
    } else if (raw instanceof Unreadable unreadable) {
      deadLetter(unreadable.reason(), new long[] {offset});
    }
  }

  private void hold(long offset, byte[] value) {
    held.add(offset);
    heldStore.put(offset, value);
    ledger.add(offset, LedgerEntry.HELD, 1);
  }

  private void joined(List<Line> lines) {
    if (restored != null) {
      restored.add(lines);
      return;
    }
    long[] offsets = lines.stream().mapToLong(Line::offset).toArray();
    for (long offset : offsets) {
      if (held.remove(offset)) {
        heldStore.delete(offset);
        ledger.add(offset, LedgerEntry.HELD, -1);
      }
    }
    emit(() -> assembler.ofLines(topic, partition, lines, now()), offsets);
  }

  private void emit(Supplier<Event> assembled, long[] offsets) {
    Event event;
    byte[] key;
    byte[] value;
    try {
      Redactor redaction = redactor.get();
      event = redaction.redact(assembled.get());
      key = utf8(redaction.redact(key(event)));
      value = EventJson.write(event);
    } catch (RuntimeException | StackOverflowError e) {
      // No word of the exception: it may quote the record.
      deadLetter("redaction_failed", offsets);
      return;
    }
    if (value.length > MAX_EVENT_BYTES) {
      deadLetter("oversize", offsets);
      return;
    }
    forward(Topics.EVENTS, key, value, headers(event, offsets.length));
    account(LedgerEntry.REPRESENTED, offsets);
    metrics.represented(topic, offsets.length);
    if (event.fields().get(Field.WEIR_REDACTIONS) instanceof ObjectNode counts) {
      String policy = event.fields().text(Field.WEIR_POLICY_VERSION);
      counts
          .properties()
          .forEach(type -> metrics.redacted(type.getKey(), policy, type.getValue().asInt()));
    }
  }

  private void deadLetter(String reason, long[] offsets) {
    DeadLetter letter =
        new DeadLetter(
            STAGE,
            reason,
            new Coordinates(topic, partition, offsets[0]),
            OffsetRanges.of(offsets),
            offsets.length,
            null,
            null,
            null,
            null);
    forward(Topics.DLQ, utf8(letter.key()), letter.toJson(now()), new RecordHeaders());
    account(LedgerEntry.DEAD_LETTERED + reason, offsets);
    metrics.deadLettered(topic, reason, offsets.length);
  }

  private void account(String what, long[] offsets) {
    for (long offset : offsets) {
      ledger.add(offset, what, 1);
    }
  }

  private void tick(long time) {
    finishRestoring();
    joiner.flushSilent(time);
    ledger.drain(
        entry -> forward(Topics.LEDGER, utf8(entry.key()), entry.toJson(), new RecordHeaders()));
  }

  private void forward(String output, byte[] key, byte[] value, Headers headers) {
    context.forward(
        new Record<>(key, value, context.currentSystemTimeMs(), headers),
        EventsTopology.sink(output, topic));
  }

  /** The pod that the event is about, so that all that is known of a pod lies in one partition. */
  private static String key(Event event) {
    String pod = event.fields().text(Field.KUBERNETES_POD_NAME);
    return pod == null
        ? event.fields().text(Field.HOST_NAME)
        : event.fields().text(Field.KUBERNETES_NAMESPACE) + "/" + pod;
  }

  private static Headers headers(Event event, int records) {
    return new RecordHeaders()
        .add(EventHeaders.EVENT_ID, utf8(event.id()))
        .add(
            EventHeaders.DATA_STREAM,
            utf8("logs-" + event.fields().text(Field.DATA_STREAM_DATASET) + "-default"))
        .add(EventHeaders.RECORDS, utf8(String.valueOf(records)))
        .add(EventHeaders.SCHEMA, utf8(String.valueOf(EventAssembler.SCHEMA)));
  }

  private Instant now() {
    return Instant.ofEpochMilli(context.currentSystemTimeMs());
  }

  private static byte[] utf8(String text) {
    return text == null ? null : text.getBytes(StandardCharsets.UTF_8);
  }
}
