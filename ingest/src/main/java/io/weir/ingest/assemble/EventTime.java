package io.weir.ingest.assemble;

import io.weir.ingest.event.Field;
import io.weir.ingest.event.Fields;
import java.time.Duration;
import java.time.Instant;

/**
 * The event's {@code @timestamp}, chosen from the clocks of the line, the runtime and the broker.
 */
final class EventTime {
  /** Loki refuses what is ten minutes ahead of its own clock. */
  static final Duration MAX_AHEAD = Duration.ofMinutes(5);

  /** A line's own time further before the runtime's is taken for wrong. */
  private static final Duration MAX_BEHIND = Duration.ofDays(1);

  private EventTime() {}

  /**
   * The time that counts. Where it is not the written one, that one is kept in {@link
   * Field#WEIR_TIME_WRITTEN}.
   *
   * @param written by the application, or null
   * @param runtime when the line reached the container runtime, or null
   * @param appended when the broker took the record: nothing was written later
   */
  static Instant of(Instant written, Instant runtime, Instant appended, Fields fields) {
    Instant latest = appended.plus(MAX_AHEAD);
    Instant received = runtime == null || runtime.isAfter(latest) ? appended : runtime;
    Instant own = written == null && runtime != null ? runtime : written;
    if (own == null) {
      return received;
    }
    boolean ahead = own.isAfter(received.plus(MAX_AHEAD));
    // Old is wrong only where the runtime says when the line was written: files may be read late.
    boolean old = runtime != null && own.isBefore(received.minus(MAX_BEHIND));
    if (!ahead && !old) {
      return own;
    }
    fields.put(Field.WEIR_TIME_WRITTEN, own);
    fields.addTag(Tags.TIME_CLAMPED);
    return received;
  }
}
