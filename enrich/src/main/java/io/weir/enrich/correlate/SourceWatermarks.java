package io.weir.enrich.correlate;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;

/**
 * Up to when all sources have been seen that write into one partition. While enrich catches up, a
 * short source (Falco) is done long before a long one (pod logs) has written its first line, which
 * is not late for that. So the source with the earliest time proposes the time, and the time is
 * confirmed only after a while; a source that has long been silent holds nobody up. All by the
 * times of appending, so that a replay has the same result.
 */
final class SourceWatermarks {
  private static final Duration SILENT = Duration.ofSeconds(10);

  private record Observed(Instant event, Instant appended) {}

  private final Duration hold;
  private final Map<String, Observed> sources = new HashMap<>();
  private final ArrayDeque<Observed> unconfirmed = new ArrayDeque<>();
  private Instant newest = Instant.EPOCH;
  private Instant confirmed = Instant.EPOCH;

  /**
   * Watermarks that have observed nothing.
   *
   * @param hold how long after it was proposed a time is confirmed
   */
  SourceWatermarks(Duration hold) {
    this.hold = hold;
  }

  /**
   * Notes an event of a source.
   *
   * @return the time up to which every source has been seen
   */
  Instant observe(String source, Instant event, Instant appended) {
    if (appended.isAfter(newest)) {
      newest = appended;
    }
    Observed before = sources.get(source);
    Instant latest = before == null || event.isAfter(before.event()) ? event : before.event();
    sources.put(source, new Observed(latest, appended));
    Instant silentBefore = newest.minus(SILENT);
    sources.values().removeIf(observed -> observed.appended().isBefore(silentBefore));
    propose(sources.values().stream().map(Observed::event).min(Instant::compareTo).orElse(latest));
    while (!unconfirmed.isEmpty() && !unconfirmed.peek().appended().plus(hold).isAfter(newest)) {
      confirmed = unconfirmed.remove().event();
    }
    return confirmed;
  }

  /** A time that was proposed before and is later than this was too early. */
  private void propose(Instant time) {
    while (!unconfirmed.isEmpty() && !unconfirmed.peekLast().event().isBefore(time)) {
      unconfirmed.removeLast();
    }
    unconfirmed.add(new Observed(time, newest));
  }
}
