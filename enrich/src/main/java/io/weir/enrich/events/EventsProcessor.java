package io.weir.enrich.events;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.weir.enrich.PartitionProgress;
import io.weir.ingest.assemble.Cut;
import io.weir.ingest.assemble.EarlyEnd;
import io.weir.ingest.event.Event;
import io.weir.ingest.event.Field;
import io.weir.ingest.topic.DeadLetter;
import io.weir.ingest.topic.EventHeaders;
import io.weir.ingest.topic.LedgerEntry;
import io.weir.ingest.topic.Topic;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs an {@link EventsStage} on one raw partition, and keeps what it holds back and counts. */
final class EventsProcessor
    implements Processor<byte[], byte[], byte[], byte[]>, EventsStage.Output {
  private static final Logger LOG = LoggerFactory.getLogger(EventsProcessor.class);
  private static final Duration TICK = Duration.ofMillis(200);
  private static final Header SCHEMA = header(EventHeaders.SCHEMA, Event.SCHEMA);
  private static final Header ONE_RECORD = header(EventHeaders.RECORDS, 1);

  private final String topic;
  private final Processing by;
  private final PartitionProgress ends;
  private final EnrichMetrics.TopicCounters metrics;

  // All that changes is made in init: Kafka Streams revives a task with the same processor.
  private ProcessorContext<byte[], byte[]> context;
  private EventsStage stage;
  private KeyValueStore<Long, byte[]> progressStore;
  private HeldRecords held;
  private ClockWarnings clocks;
  private EnrichLedger ledger;
  private ReadProgress progress;
  private long lastHeard;

  /** When the broker took the record that is being processed. */
  private long appended;

  /** The same of the first record of the last event; an event in parts has it in each of them. */
  private long first;

  /** What was complete when the held records were read again: nothing may be forwarded in init. */
  private List<Runnable> deferred;

  EventsProcessor(String topic, Processing by, PartitionProgress ends, EnrichMetrics metrics) {
    this.topic = topic;
    this.by = by;
    this.ends = ends;
    this.metrics = metrics.forTopic(topic);
  }

  @Override
  public void init(ProcessorContext<byte[], byte[]> context) {
    close();
    this.context = context;
    clocks = new ClockWarnings();
    deferred = new ArrayList<>();
    int partition = context.taskId().partition();
    held = new HeldRecords(context.getStateStore(EventsTopology.heldName(topic)));
    progressStore = context.getStateStore(EventsTopology.progressName(topic));
    ledger =
        new EnrichLedger(topic, partition, context.getStateStore(EventsTopology.ledgerName(topic)));
    progress = new ReadProgress(topic, partition, progressStore, ends);
    stage =
        new EventsStage(
            topic, partition, by.ids(), by.formats(), by.redactor(), by.limits(), this::now, this);
    restore();
    lastHeard = context.currentSystemTimeMs();
    context.schedule(TICK, PunctuationType.WALL_CLOCK_TIME, time -> tick());
  }

  /** Cuts first, as the lines that are held back may be what follows them. */
  private void restore() {
    try (KeyValueIterator<Long, byte[]> all = progressStore.all()) {
      all.forEachRemaining(
          entry -> {
            if (entry.key != ReadProgress.KEY) {
              stage.restore(Cut.read(entry.value));
            }
          });
    }
    // In the order of their offsets: the same lines are held back again.
    held.restore((offset, raw) -> add(offset, raw.value(), raw.appended()));
  }

  @Override
  public void process(Record<byte[], byte[]> record) {
    finishRestoring();
    long offset = context.recordMetadata().orElseThrow().offset();
    countExpired(offset);
    progress.read(offset);
    metrics.received(1);
    ledger.add(offset, LedgerEntry.RECEIVED, 1);
    lastHeard = context.currentSystemTimeMs();
    appended = record.timestamp();
    if (add(offset, record.value(), appended)) {
      held.hold(offset, new BufferedRecord(appended, record.value()));
      ledger.add(offset, LedgerEntry.HELD, 1);
    }
    progress.write();
    ledger.write();
  }

  /** A fault of one record does not stop the others; a fault of Kafka does. */
  private boolean add(long offset, byte[] value, long appended) {
    return guarded(
        () -> stage.add(offset, value, appended),
        () -> {
          stage.giveUp(offset);
          return false;
        });
  }

  private void guarded(Runnable step) {
    guarded(
        () -> {
          step.run();
          return true;
        },
        () -> false);
  }

  private <T> T guarded(Supplier<T> step, Supplier<T> failed) {
    try {
      return step.get();
    } catch (KafkaException e) {
      throw e;
    } catch (RuntimeException | StackOverflowError e) {
      // No word of the exception: it may quote the record.
      LOG.error("a record of {} failed: {}", context.taskId(), e.getClass().getName());
      return failed.get();
    }
  }

  private void countExpired(long offset) {
    long expired = progress.expiredBefore(offset);
    if (expired > 0) {
      long from = progress.next();
      ledger.addAll(from, from + expired, List.of(LedgerEntry.RECEIVED, LedgerEntry.EXPIRED));
      metrics.received(expired);
      metrics.expired(expired);
      LOG.warn(
          "{} records of {}-{} expired before they were read, from offset {} on: enrich was down or"
              + " late for longer than the topic keeps them",
          expired,
          topic,
          context.taskId().partition(),
          from);
    }
  }

  private void tick() {
    finishRestoring();
    guarded(
        () -> {
          if (ends.isCaughtUp(topic, context.taskId().partition())) {
            stage.flushSilent(context.currentSystemTimeMs() - lastHeard);
          }
        });
    ledger.drain(
        entry -> forward(Topic.LEDGER.name(), entry.key(), entry.toJson(), new RecordHeaders()));
  }

  private void finishRestoring() {
    if (deferred != null) {
      List<Runnable> outputs = deferred;
      deferred = null;
      outputs.forEach(Runnable::run);
    }
  }

  @Override
  public void event(Event event, String key, byte[] json, long[] offsets) {
    if (deferred != null) {
      deferred.add(() -> event(event, key, json, offsets));
      return;
    }
    Headers headers =
        guarded(
            () -> headers(event, offsets),
            () -> {
              stage.giveUp(offsets);
              return null;
            });
    if (headers != null) {
      forward(Topic.EVENTS.name(), key, json, headers);
      account(LedgerEntry.REPRESENTED, offsets);
      // It has left: whatever goes wrong now must not make it a dead letter as well.
      guarded(() -> count(event, key, offsets.length));
    }
  }

  private void count(Event event, String key, int records) {
    metrics.represented(records);
    String fault = ClockWarnings.fault(event);
    clocks.take(key, fault, now());
    if (fault != null) {
      metrics.clockFault(fault);
    }
    if (event.fields().get(Field.WEIR_REDACTIONS) instanceof ObjectNode counts) {
      counts
          .properties()
          .forEach(type -> metrics.redacted(event, type.getKey(), type.getValue().asInt()));
    }
  }

  /** Once for an event in parts, and whatever goes wrong in counting costs no event. */
  @Override
  public void made(Event event, long rawBytes) {
    guarded(
        () -> {
          metrics.rawBytes(event, rawBytes);
          metrics.request(event);
        });
  }

  @Override
  public void deadLetter(DeadLetter letter, long[] offsets) {
    if (deferred != null) {
      deferred.add(() -> deadLetter(letter, offsets));
      return;
    }
    forward(Topic.DLQ.name(), letter.key(), letter.toJson(now()), new RecordHeaders());
    account(LedgerEntry.DEAD_LETTERED + letter.reason(), offsets);
    metrics.deadLettered(letter.reason(), offsets.length);
  }

  @Override
  public void dropped(String rule, long[] offsets) {
    if (deferred != null) {
      deferred.add(() -> dropped(rule, offsets));
      return;
    }
    account(LedgerEntry.DROPPED + rule, offsets);
    metrics.dropped(rule, offsets.length);
  }

  @Override
  public void cutEarly(EarlyEnd why) {
    metrics.cut(why.label());
  }

  @Override
  public void keep(Cut cut) {
    if (deferred != null) {
      deferred.add(() -> keep(cut));
      return;
    }
    progressStore.put(cut.offset(), cut.toBytes());
  }

  @Override
  public void forget(Cut cut) {
    if (deferred != null) {
      deferred.add(() -> forget(cut));
      return;
    }
    progressStore.delete(cut.offset());
  }

  @Override
  public void close() {
    if (stage != null) {
      stage.close();
    }
  }

  private void account(String what, long[] offsets) {
    for (long offset : offsets) {
      if (held.release(offset)) {
        ledger.add(offset, LedgerEntry.HELD, -1);
      }
      ledger.add(offset, what, 1);
    }
  }

  private void forward(String output, String key, byte[] value, Headers headers) {
    context.forward(
        new Record<>(key == null ? null : utf8(key), value, context.currentSystemTimeMs(), headers),
        EventsTopology.sink(output, topic));
  }

  private Headers headers(Event event, long[] offsets) {
    int records = offsets.length;
    if (records > 0) {
      first = held.appended(offsets[0], appended);
    }
    Headers headers = new RecordHeaders();
    if (event.fields().get(Field.WEIR_ROUTE) instanceof List<?> stores) {
      headers.add(
          EventHeaders.ROUTE,
          utf8(stores.stream().map(String::valueOf).collect(Collectors.joining(","))));
    }
    return headers
        .add(EventHeaders.EVENT_ID, utf8(event.id()))
        .add(EventHeaders.DATA_STREAM, utf8(event.dataStream()))
        .add(records == 1 ? ONE_RECORD : header(EventHeaders.RECORDS, records))
        .add(SCHEMA)
        .add(EventHeaders.APPENDED, utf8(String.valueOf(first)));
  }

  private static Header header(String name, int value) {
    return new RecordHeader(name, utf8(String.valueOf(value)));
  }

  private Instant now() {
    return Instant.ofEpochMilli(context.currentSystemTimeMs());
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
