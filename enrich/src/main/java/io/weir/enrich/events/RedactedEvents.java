package io.weir.enrich.events;

import io.weir.enrich.redact.LineHistory;
import io.weir.enrich.redact.Redactor;
import io.weir.ingest.assemble.OffsetRanges;
import io.weir.ingest.event.Event;
import io.weir.ingest.event.EventJson;
import io.weir.ingest.event.Field;
import io.weir.ingest.event.SharedFields;
import io.weir.ingest.topic.Coordinates;
import io.weir.ingest.topic.DeadLetter;
import io.weir.ingest.topic.Topic;
import io.weir.ingest.transform.Transforms;
import io.weir.ingest.transform.Transforms.Outcome;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/**
 * The last steps of an {@link EventsStage}: redacts an event, transforms and encodes it, and brings
 * it into records that fit. Whatever fails makes a dead letter.
 */
final class RedactedEvents {
  /** Above what a raw record can hold, below what the topic and the stores take. */
  static final int MAX_EVENT_BYTES = Topic.EVENTS.maxBytes() - (1 << 20);

  /** What an event may have that was made of small records. */
  private static final int MAX_SMALL_EVENT_BYTES = 256 << 10;

  /**
   * Escapes, and fields that repeat a part of the message, make an event larger than its record.
   */
  private static final int MAX_GROWTH = 4;

  /** No single field of a smaller event is too long for anybody. */
  private static final int MAX_UNCHECKED_BYTES = 64 << 10;

  /** Longer names than Kubernetes has are somebody's joke. */
  private static final int MAX_KEY = 512;

  private static final String STAGE = "enrich";

  private final String topic;
  private final int partition;
  private final Supplier<Redactor> redactor;
  private final Supplier<Transforms> transforms;
  private final Oversize oversize;
  private final EventsStage.Output output;

  RedactedEvents(
      String topic,
      int partition,
      Supplier<Redactor> redactor,
      Supplier<Transforms> transforms,
      Oversize oversize,
      EventsStage.Output output) {
    this.topic = topic;
    this.partition = partition;
    this.redactor = redactor;
    this.transforms = transforms;
    this.oversize = oversize;
    this.output = output;
  }

  /**
   * What an event was made of.
   *
   * @param history what the lines of the same source said that came before
   */
  record Line(String text, LineHistory history) {
    private Event redact(Event event, Redactor by) {
      return by.redact(event, text, history);
    }
  }

  /**
   * Redacts and emits one event.
   *
   * @param assembled makes it; what it throws makes a dead letter of the records
   * @param line it was made of; null for an event without one
   * @param bytes of the raw records
   */
  void emit(Supplier<Event> assembled, Supplier<Line> line, long bytes, long[] offsets) {
    Redactor redaction = null;
    Outcome outcome;
    try {
      redaction = redactor.get();
      outcome = outcome(assembled.get(), line, redaction);
    } catch (RuntimeException | StackOverflowError e) {
      // No word of the exception: it may quote the event.
      failed(redaction, offsets);
      return;
    }
    if (outcome instanceof Outcome.Dropped dropped) {
      output.dropped(dropped.rule(), offsets);
    } else if (outcome instanceof Outcome.Kept kept) {
      emit(kept.event(), redaction, bytes, offsets);
    }
  }

  /** What the user's rules make of an event after it was redacted; alerts they leave alone. */
  private Outcome outcome(Event found, Supplier<Line> line, Redactor redaction) {
    return line == null
        ? new Outcome.Kept(redaction.redact(found))
        : transforms.get().apply(line.get().redact(found, redaction));
  }

  private void failed(Redactor redaction, long[] offsets) {
    deadLetter("redaction_failed", redaction == null ? null : version(redaction), offsets);
  }

  private void emit(Event redacted, Redactor redaction, long bytes, long[] offsets) {
    Event event = redacted;
    String key;
    byte[] json;
    List<Encoded> parts = null;
    try {
      key = redactedKey(event, redaction);
      key = key == null || key.length() <= MAX_KEY ? key : key.substring(0, MAX_KEY);
      json = EventJson.write(event);
      if (json.length > MAX_UNCHECKED_BYTES) {
        Event shortened = LargeEvents.shortenNames(event);
        json = shortened == null ? json : EventJson.write(shortened);
        event = shortened == null ? event : shortened;
      }
      if (json.length > maxEventBytes(bytes)) {
        parts = parts(event);
      }
    } catch (RuntimeException | StackOverflowError e) {
      // No word of the exception here either.
      failed(redaction, offsets);
      return;
    }
    if (parts == null) {
      output.made(event, bytes);
      output.event(event, key, json, offsets);
    } else if (parts.isEmpty()) {
      deadLetter("oversize", version(redaction), offsets);
    } else {
      output.made(event, bytes);
      long[] represented = offsets;
      for (Encoded part : parts) {
        output.event(part.event(), key, part.json(), represented);
        represented = new long[0];
      }
    }
  }

  private static long maxEventBytes(long rawBytes) {
    return Math.min(MAX_EVENT_BYTES, Math.max(MAX_SMALL_EVENT_BYTES, MAX_GROWTH * rawBytes));
  }

  @SuppressWarnings("ArrayRecordComponent") // Never compared.
  private record Encoded(Event event, byte[] json) {}

  /** The event in records that fit; none if it is to be a dead letter. */
  private List<Encoded> parts(Event event) {
    List<Event> parts =
        switch (oversize) {
          case CUT -> List.of(LargeEvents.cut(event));
          case PARTS -> LargeEvents.parts(event);
          case DEAD_LETTER -> List.of();
        };
    List<Encoded> encoded = new ArrayList<>();
    for (Event part : parts) {
      byte[] json = EventJson.write(part);
      if (json.length > MAX_EVENT_BYTES) {
        return List.of();
      }
      encoded.add(new Encoded(part, json));
    }
    return encoded;
  }

  private static String version(Redactor redaction) {
    return redaction.policy().version();
  }

  /** Passes on that these records go no further. */
  void deadLetter(String reason, String policyVersion, long[] offsets) {
    Coordinates at = new Coordinates(topic, partition, offsets[0]);
    long[] ranges = OffsetRanges.of(offsets);
    output.deadLetter(
        DeadLetter.ofRaw(STAGE, reason, at, ranges, offsets.length, policyVersion), offsets);
  }

  /** Of events that have their pod from what they share, the key is the same for all. */
  private static String redactedKey(Event event, Redactor redaction) {
    SharedFields shared = event.fields().shared();
    String namespace = event.fields().text(Field.KUBERNETES_NAMESPACE);
    boolean common =
        shared != null
            && shared.get(Field.KUBERNETES_POD_NAME)
                == event.fields().get(Field.KUBERNETES_POD_NAME)
            && shared.get(Field.KUBERNETES_NAMESPACE)
                == event.fields().get(Field.KUBERNETES_NAMESPACE)
            && shared.get(Field.HOST_NAME) == event.fields().get(Field.HOST_NAME);
    return common
        ? shared.memoize(redaction, String.class, () -> redaction.redact(key(event), namespace))
        : redaction.redact(key(event), namespace);
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
