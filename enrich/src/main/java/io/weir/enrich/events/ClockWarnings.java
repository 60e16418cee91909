package io.weir.enrich.events;

import io.weir.ingest.assemble.Tags;
import io.weir.ingest.event.Event;
import io.weir.ingest.event.Field;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Warns of the sources whose clocks are wrong, by name, and not for each line. */
final class ClockWarnings {
  private static final Logger LOG = LoggerFactory.getLogger(ClockWarnings.class);

  /** A few such times are those of what a line is about. */
  private static final int MIN_RUN = 20;

  private static final Duration PAUSE = Duration.ofHours(1);
  private static final int MAX_SOURCES = 4_096;

  /** Events in a row with the same fault, by source. */
  private final Map<String, Run> runs = new HashMap<>();

  private static final class Run {
    private int events;
    private Instant warned = Instant.MIN;
  }

  /** The tag of the event that says its clock is wrong, or null. */
  static String fault(Event event) {
    if (event.fields().get(Field.TAGS) instanceof List<?> tags) {
      for (String tag : List.of(Tags.TIME_CLAMPED, Tags.ZONE_SUSPECT, Tags.ZONE_GUESSED)) {
        if (tags.contains(tag)) {
          return tag;
        }
      }
    }
    return null;
  }

  /**
   * Takes the next event of a partition.
   *
   * @param source namespace/pod or host, redacted; may be null
   */
  void take(String source, String fault, Instant now) {
    if (fault == null || source == null) {
      if (!runs.isEmpty()) {
        runs.computeIfPresent(source == null ? "" : source, (name, run) -> ended(run));
      }
      return;
    }
    if (runs.size() >= MAX_SOURCES) {
      runs.clear();
    }
    Run run = runs.computeIfAbsent(source, name -> new Run());
    run.events++;
    if (run.events >= MIN_RUN && Duration.between(run.warned, now).compareTo(PAUSE) >= 0) {
      run.warned = now;
      LOG.warn(sentence(fault), source);
    }
  }

  private static Run ended(Run run) {
    run.events = 0;
    return run;
  }

  private static String sentence(String fault) {
    return switch (fault) {
      case Tags.ZONE_GUESSED ->
          "the clock of {} names no zone and is not in UTC; its zone is guessed from the"
              + " container runtime's time, or set it with the annotation weir.io/timezone";
      case Tags.ZONE_SUSPECT ->
          "the times of {} are off by what a time zone could be, though they name a zone or one"
              + " was configured";
      default -> "the times of {} are far from the container runtime's, which are used instead";
    };
  }
}
