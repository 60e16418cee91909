package io.weir.enrich.incidents;

import io.weir.enrich.correlate.Correlator;
import io.weir.enrich.correlate.Incident;
import io.weir.enrich.correlate.Incidents;
import io.weir.enrich.correlate.Match;
import io.weir.enrich.correlate.Matcher;
import io.weir.enrich.correlate.StateStore;
import io.weir.enrich.sigma.RuleSet;
import io.weir.ingest.event.Event;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Consumer;

/**
 * Makes incidents of events that have an end, such as a file: in memory, and in the order of event
 * time whatever the order of the input. Knows nothing of Kafka; not thread-safe.
 */
public final class BatchIncidents {
  /** After which an incident is closed, by default. */
  public static final Duration INACTIVITY = Duration.ofMinutes(30);

  private final Matcher matcher;
  private final Correlator correlator;
  private final Incidents incidents;

  /**
   * A stage that has seen nothing.
   *
   * @param output takes every revision, after {@link #finish}
   */
  public BatchIncidents(RuleSet rules, Consumer<Incident> output) {
    // Nothing is late in an input that is read to its end first.
    matcher = new Matcher(() -> rules, Duration.ofDays(10_000), Duration.ZERO);
    incidents = new Incidents(INACTIVITY, StateStore.NONE, output);
    correlator = new Correlator(() -> rules, StateStore.NONE, incidents::add);
  }

  /** Takes the next event. */
  public void add(Event event) {
    for (Match match : matcher.match(event, Instant.MAX)) {
      correlator.add(match);
    }
  }

  /** Ends the input: finds what is still to be found, and closes every window and incident. */
  public void finish() {
    correlator.finish();
    incidents.finish();
  }
}
