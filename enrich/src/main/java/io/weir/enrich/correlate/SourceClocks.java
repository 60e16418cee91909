package io.weir.enrich.correlate;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;

/**
 * Up to when all sources have been heard that write into one partition. While enrich catches up, a
 * short source (Falco) is done long before a long one (pod logs) has said its first word, which is
 * not late for that. So the source that is furthest behind tells the time, and it is believed only
 * after a while; a source that has long been silent holds nobody up. All by the times of appending,
 * so that a replay tells the same.
 */
final class SourceClocks {
  private static final Duration SILENT = Duration.ofSeconds(10);

  private record Heard(Instant event, Instant appended) {}

  private final Duration hold;
  private final Map<String, Heard> sources = new HashMap<>();
  private final ArrayDeque<Heard> notBelieved = new ArrayDeque<>();
  private Instant newest = Instant.EPOCH;
  private Instant believed = Instant.EPOCH;

  /**
   * Clocks that have heard nothing.
   *
   * @param hold how long after it was told a time is believed
   */
  SourceClocks(Duration hold) {
    this.hold = hold;
  }

  /**
   * Notes an event of a source.
   *
   * @return the time up to which every source has been heard
   */
  Instant hear(String source, Instant event, Instant appended) {
    if (appended.isAfter(newest)) {
      newest = appended;
    }
    Heard before = sources.get(source);
    Instant latest = before == null || event.isAfter(before.event()) ? event : before.event();
    sources.put(source, new Heard(latest, appended));
    Instant silentBefore = newest.minus(SILENT);
    sources.values().removeIf(heard -> heard.appended().isBefore(silentBefore));
    tell(sources.values().stream().map(Heard::event).min(Instant::compareTo).orElse(latest));
    while (!notBelieved.isEmpty() && !notBelieved.peek().appended().plus(hold).isAfter(newest)) {
      believed = notBelieved.remove().event();
    }
    return believed;
  }

  /** What was told before and is later than this was too early. */
  private void tell(Instant time) {
    while (!notBelieved.isEmpty() && !notBelieved.peekLast().event().isBefore(time)) {
      notBelieved.removeLast();
    }
    notBelieved.add(new Heard(time, newest));
  }
}
