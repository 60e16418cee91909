package io.weir.enrich.events;

import io.weir.enrich.redact.Redactor;
import io.weir.ingest.assemble.Cut;
import io.weir.ingest.assemble.EarlyEnd;
import io.weir.ingest.assemble.EventAssembler;
import io.weir.ingest.assemble.JoinedLines;
import io.weir.ingest.assemble.LineJoiner;
import io.weir.ingest.assemble.RawLine;
import io.weir.ingest.event.Event;
import io.weir.ingest.event.EventIds;
import io.weir.ingest.event.EventJson;
import io.weir.ingest.parse.LineFormats;
import io.weir.ingest.topic.Coordinates;
import io.weir.ingest.topic.DeadLetter;
import io.weir.ingest.wire.FluentBitDecoder;
import io.weir.ingest.wire.RawRecord;
import io.weir.ingest.wire.RawRecord.FalcoAlert;
import io.weir.ingest.wire.RawRecord.LogLine;
import io.weir.ingest.wire.RawRecord.Unreadable;
import java.time.Instant;
import java.time.InstantSource;
import java.util.function.Supplier;

/**
 * Makes redacted events of the raw records of one partition: decode, join, parse, redact, encode.
 * Fails closed: whatever goes wrong with a record, its coordinates and a reason become a dead
 * letter, and its text goes nowhere. Knows nothing of Kafka; not thread-safe.
 */
public final class EventsStage {
  /** In the year 2001: before it there was no Kafka. */
  private static final long FIRST_APPENDED = 1_000_000_000_000L;

  /** Takes what the stage makes, in order. */
  public interface Output {
    /**
     * An event, redacted.
     *
     * @param key what the event is about: namespace/pod, a host, or null
     * @param json the event as {@link EventJson} writes it
     * @param offsets of the raw records that it represents; none if another part of the same event
     *     does
     */
    void event(Event event, String key, byte[] json, long[] offsets);

    /**
     * An event has been made; called once for it, before its parts.
     *
     * @param rawBytes of its raw records
     */
    default void made(Event event, long rawBytes) {}

    /** Records that go no further. */
    void deadLetter(DeadLetter letter, long[] offsets);

    /** Records of an event that a rule of the user's does not want. */
    default void dropped(String rule, long[] offsets) {}

    /** The lines of the next event were not waited for to their end. */
    default void cutEarly(EarlyEnd why) {}

    /** To be kept, with the records that are held back, until it is forgotten. */
    default void keep(Cut cut) {}

    default void forget(Cut cut) {}
  }

  private final String topic;
  private final int partition;
  private final FluentBitDecoder decoder;
  private final EventAssembler assembler;
  private final InstantSource clock;
  private final Output output;
  private final RedactedEvents events;
  private final LineHistories histories = new LineHistories();
  private final LineJoiner joiner;
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
    this(topic, partition, ids, formats, redactor, EventLimits.of(Oversize.CUT), clock, output);
  }

  /** The same with bounds that it shares with other stages of the process. */
  public EventsStage(
      String topic,
      int partition,
      EventIds ids,
      Supplier<LineFormats> formats,
      Supplier<Redactor> redactor,
      EventLimits limits,
      InstantSource clock,
      Output output) {
    this.topic = topic;
    this.partition = partition;
    this.decoder = FluentBitDecoder.forTopic(topic);
    this.assembler = new EventAssembler(ids, formats);
    this.clock = clock;
    this.output = output;
    this.events =
        new RedactedEvents(
            topic,
            partition,
            redactor,
            () -> formats.get().transforms(),
            limits.oversize(),
            output);
    this.joiner = new LineJoiner(limits.held(), formats, joined());
  }

  private LineJoiner.Output joined() {
    return new LineJoiner.Output() {
      @Override
      public void joined(JoinedLines lines) {
        emit(lines);
      }

      @Override
      public void keep(Cut cut) {
        output.keep(cut);
      }

      @Override
      public void forget(Cut cut) {
        output.forget(cut);
      }
    };
  }

  /** Takes what was kept before a restart; before any record. */
  public void restore(Cut cut) {
    joiner.restore(cut);
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
      events.deadLetter("decode_failed", null, new long[] {offset});
      return false;
    }
    if (raw instanceof LogLine line) {
      return joiner.add(new RawLine(line, offset, value.length, time(appended)), newest);
    }
    if (raw instanceof FalcoAlert alert) {
      Coordinates at = new Coordinates(topic, partition, offset);
      events.emit(
          () -> assembler.ofAlert(alert, at, time(appended), now()),
          null,
          value.length,
          new long[] {offset});
    } else if (raw instanceof Unreadable unreadable) {
      events.deadLetter(unreadable.reason(), null, new long[] {offset});
    }
    return false;
  }

  /** Takes a line that was read already. */
  public boolean add(long offset, LogLine line) {
    return joiner.add(new RawLine(line, offset), newest);
  }

  /**
   * Makes a dead letter of a record with which something went wrong that nobody has thought of, so
   * that it takes no other with it.
   */
  void giveUp(long offset) {
    joiner.forget(offset);
    giveUp(new long[] {offset});
  }

  /** The same of records of an event that was made already; none if another part is of them. */
  void giveUp(long[] offsets) {
    if (offsets.length > 0) {
      events.deadLetter("failed", null, offsets);
    }
  }

  /**
   * Lets go of lines whose source has fallen silent, when there is no record with a later time.
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

  /** Returns what it takes of the limits; another stage continues with what is held back. */
  public void close() {
    joiner.close();
  }

  /** The records of a file have no time of appending. */
  private static Instant time(long appended) {
    return appended < FIRST_APPENDED ? null : Instant.ofEpochMilli(appended);
  }

  private void emit(JoinedLines lines) {
    if (lines.early() != null) {
      output.cutEarly(lines.early());
    }
    events.emit(
        () -> assembler.ofLines(topic, partition, lines, now()),
        () -> new RedactedEvents.Line(lines.text(), histories.of(lines)),
        lines.bytes(),
        lines.offsets());
  }

  /** To the millisecond: more digits of it would be bytes that nobody asks for. */
  private Instant now() {
    return Instant.ofEpochMilli(clock.millis());
  }
}
