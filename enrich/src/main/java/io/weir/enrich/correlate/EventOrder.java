package io.weir.enrich.correlate;

import io.weir.ingest.event.Event;
import io.weir.ingest.event.Field;
import io.weir.ingest.topic.Topic;
import java.time.Duration;
import java.time.Instant;

/**
 * The time by which events are ordered: one that an application cannot choose. A line that is dated
 * ahead would otherwise wait to be judged until its date, and one that is dated back would hold
 * back everything, or hide from the steps that it belongs to.
 */
final class EventOrder {
  /** How long an application may keep a line to itself before it writes it. */
  private static final Duration MAX_WRITE_DELAY = Duration.ofSeconds(10);

  /** How late what nobody but the line itself dates may be appended. */
  private static final Duration MAX_APPEND_DELAY = Duration.ofMinutes(5);

  /** The clocks of machines differ a little. */
  private static final Duration APPEND_SKEW = Duration.ofSeconds(1);

  private EventOrder() {}

  /**
   * The line's own time, if it was written soon after; else when the container runtime took it, or,
   * where no runtime says so, when it was appended. No later than it was appended, or, where that
   * is not known, than we took it.
   *
   * @param appended when the broker took the event, {@link Instant#MAX} if there is none
   */
  static Instant timeOf(Event event, Instant appended) {
    Instant time = event.timestamp();
    Instant written = instant(event, Field.EVENT_CREATED);
    if (isChosenByAnApplication(event)) {
      time = checked(time, written, appended);
    }
    Instant taken = appended.equals(Instant.MAX) ? instant(event, Field.EVENT_INGESTED) : appended;
    return taken != null && time.isAfter(taken.plus(APPEND_SKEW)) ? taken : time;
  }

  private static Instant checked(Instant time, Instant written, Instant appended) {
    if (written != null) {
      return isSoonBefore(time, written) ? time : written;
    }
    // A line that is dated back must not hold back all others, so it is of when it came.
    boolean known = !appended.equals(Instant.MAX);
    return known && time.isBefore(appended.minus(MAX_APPEND_DELAY)) ? appended : time;
  }

  /** Falco has the kernel's time, and the audits their server's, which may be read hours later. */
  private static boolean isChosenByAnApplication(Event event) {
    String topic = event.fields().text(Field.WEIR_SOURCE_TOPIC);
    return !Topic.FALCO_RAW.name().equals(topic) && !Topic.AUDIT_RAW.name().equals(topic);
  }

  private static boolean isSoonBefore(Instant time, Instant written) {
    return !time.isAfter(written) && !time.isBefore(written.minus(MAX_WRITE_DELAY));
  }

  private static Instant instant(Event event, Field field) {
    return event.fields().get(field) instanceof Instant instant ? instant : null;
  }
}
