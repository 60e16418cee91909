package io.weir.enrich.events;

import io.weir.enrich.redact.Redactor;
import io.weir.ingest.assemble.EventAssembler;
import io.weir.ingest.assemble.Line;
import io.weir.ingest.assemble.LineJoiner;
import io.weir.ingest.assemble.OffsetRanges;
import io.weir.ingest.event.Event;
import io.weir.ingest.event.EventIds;
import io.weir.ingest.event.EventJson;
import io.weir.ingest.event.Field;
import io.weir.ingest.event.SharedFields;
import io.weir.ingest.parse.LineFormats;
import io.weir.ingest.wire.Coordinates;
import io.weir.ingest.wire.DeadLetter;
import io.weir.ingest.wire.FluentBitDecoder;
import io.weir.ingest.wire.RawRecord;
import io.weir.ingest.wire.RawRecord.FalcoAlert;
import io.weir.ingest.wire.RawRecord.LogLine;
import io.weir.ingest.wire.RawRecord.Unreadable;
import java.time.InstantSource;
import java.util.List;
import java.util.function.Supplier;

/**
 * Makes redacted events of the raw records of one partition: decode, join, parse, redact, encode.
 * Fails closed: whatever goes wrong with a record, its coordinates and a reason become a dead
 * letter, and its text goes nowhere. Knows nothing of Kafka; not thread-safe.
 */
public final class EventsStage {
  /** Above what a raw record can hold, below what the topic and the stores take. */
  static final int MAX_EVENT_BYTES = 4 << 20;

  private static final String STAGE = "enrich";

  /** Takes what the stage makes, in order. */
  public interface Output {
    /**
     * An event, redacted.
     *
     * @param key what the event is about: namespace/pod, a host, or null
     * @param json the event as {@link EventJson} writes it
     * @param offsets of the raw records that it represents
     */
    void event(Event event, String key, byte[] json, long[] offsets);

    /** Records that go no further. */
    void deadLetter(DeadLetter letter, long[] offsets);
  }

  private final String topic;
  private final int partition;
  private final FluentBitDecoder decoder;
  private final EventAssembler assembler;
  private final Supplier<Redactor> redactor;
  private final InstantSource clock;
  private final Output output;
  private final LineJoiner joiner = new LineJoiner(this::joined);
  private long newest;

  /**
   * A stage without any lines held back.
   *
   * @param redactor asked for each event, so that policy and keys can change while running
   */
  public EventsStage(
      String topic,
      int partition,
      EventIds ids,
      Supplier<Redactor> redactor,
      InstantSource clock,
      Output output) {
    this(topic, partition, ids, LineFormats::standard, redactor, clock, output);
  }

  /**
   * The same with formats of the user's own.
   *
   * @param formats asked for each line, so that they can change while running
   */
  public EventsStage(
      String topic,
      int partition,
      EventIds ids,
      Supplier<LineFormats> formats,
      Supplier<Redactor> redactor,
      InstantSource clock,
      Output output) {
    this.topic = topic;
    this.partition = partition;
    this.decoder = FluentBitDecoder.forTopic(topic);
    this.assembler = new EventAssembler(ids, formats);
    this.redactor = redactor;
    this.clock = clock;
    this.output = output;
  }

  /**
   * Takes the next record of the partition, whatever it is.
   *
   * @param value the record's value, or null
   * @param appended when the broker took it, in milliseconds; the clock by which lines are waited
   *     for, so that the same records are joined the same way however fast they are read
   * @return true if it is held back until it is known which lines belong to it
   */
  public boolean add(long offset, byte[] value, long appended) {
    newest = Math.max(newest, appended);
    joiner.flushSilent(newest);
    RawRecord raw;
    try {
      raw = decoder.decode(value);
    } catch (RuntimeException | StackOverflowError e) {
      // No word of the exception: it may quote the record.
      deadLetter("decode_failed", null, new long[] {offset});
      return false;
    }
    if (raw instanceof LogLine line) {
      return add(offset, line);
    }
    if (raw instanceof FalcoAlert alert) {
      Coordinates at = new Coordinates(topic, partition, offset);
      emit(() -> assembler.ofAlert(alert, at, clock.instant()), new long[] {offset});
    } else if (raw instanceof Unreadable unreadable) {
      deadLetter(unreadable.reason(), null, new long[] {offset});
    }
    return false;
  }

  /** Takes a line that was read already. */
  public boolean add(long offset, LogLine line) {
    return joiner.add(new Line(line, offset), newest);
  }

  /**
   * Lets go of lines whose source has fallen silent, when there is no record to tell the time.
   *
   * @param idle milliseconds since the newest record, all there are having been read
   */
  public void flushSilent(long idle) {
    joiner.flushSilent(newest + idle);
  }

  /** Lets go of all lines: the input has an end. */
  public void flush() {
    joiner.flush();
  }

  private void joined(List<Line> lines) {
    long[] offsets = Line.offsets(lines);
    emit(() -> assembler.ofLines(topic, partition, lines, clock.instant()), offsets);
  }

  private void emit(Supplier<Event> assembled, long[] offsets) {
    Event event;
    String key;
    byte[] json;
    Redactor redaction = null;
    try {
      redaction = redactor.get();
      event = redaction.redact(assembled.get());
      key = redactedKey(event, redaction);
      json = EventJson.write(event);
    } catch (RuntimeException | StackOverflowError e) {
      // No word of the exception here either.
      deadLetter("redaction_failed", redaction == null ? null : version(redaction), offsets);
      return;
    }
    if (json.length > MAX_EVENT_BYTES) {
      deadLetter("oversize", version(redaction), offsets);
    } else {
      output.event(event, key, json, offsets);
    }
  }

  private static String version(Redactor redaction) {
    return redaction.policy().version();
  }

  private void deadLetter(String reason, String policyVersion, long[] offsets) {
    Coordinates at = new Coordinates(topic, partition, offsets[0]);
    long[] ranges = OffsetRanges.of(offsets);
    output.deadLetter(
        DeadLetter.ofRaw(STAGE, reason, at, ranges, offsets.length, policyVersion), offsets);
  }

  /** Of events that have their pod from what they share, the key is the same for all. */
  private static String redactedKey(Event event, Redactor redaction) {
    SharedFields shared = event.fields().shared();
    boolean common =
        shared != null
            && shared.get(Field.KUBERNETES_POD_NAME)
                == event.fields().get(Field.KUBERNETES_POD_NAME)
            && shared.get(Field.KUBERNETES_NAMESPACE)
                == event.fields().get(Field.KUBERNETES_NAMESPACE)
            && shared.get(Field.HOST_NAME) == event.fields().get(Field.HOST_NAME);
    return common
        ? shared.derived(redaction, () -> redaction.redact(key(event)))
        : redaction.redact(key(event));
  }

  /** The pod that the event is about, so that all that is known of a pod lies in one partition. */
  private static String key(Event event) {
    String pod = event.fields().text(Field.KUBERNETES_POD_NAME);
    String namespace = event.fields().text(Field.KUBERNETES_NAMESPACE);
    return pod == null || namespace == null
        ? event.fields().text(Field.HOST_NAME)
        : namespace + "/" + pod;
  }
}
