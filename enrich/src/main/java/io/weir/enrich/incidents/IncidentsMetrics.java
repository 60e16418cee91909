package io.weir.enrich.incidents;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.weir.enrich.correlate.CorrelatorStatus;
import io.weir.enrich.correlate.IncidentsStatus;
import io.weir.enrich.sigma.Level;
import io.weir.ingest.meter.MeterFamily;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.ToDoubleFunction;

/**
 * How far the correlation has come, and what it keeps in memory. The lag of the watermark is that
 * of the worst partition of this process; the others are sums over its partitions.
 */
public final class IncidentsMetrics {
  private static final MeterFamily WATERMARK_LAG =
      MeterFamily.gauge(
              "weir.incidents.watermark.lag",
              "Age of the time up to which every partition has been read; of the worst partition",
              "step")
          .in("seconds");
  private static final MeterFamily BUFFERED =
      MeterFamily.gauge("weir.incidents.matches.buffered", "Matches that wait for the watermark");
  private static final MeterFamily KEPT =
      MeterFamily.gauge(
          "weir.incidents.matches.kept", "Matches that were judged and that later ones may need");
  private static final MeterFamily GROUPS =
      MeterFamily.gauge(
          "weir.incidents.groups.open", "Rules and groups of which there are matches");
  private static final MeterFamily UNHEARD =
      MeterFamily.gauge(
          "weir.incidents.partitions.unheard",
          "Partitions of events that have not been heard of, seen from each partition of matches");
  private static final MeterFamily DROPPED =
      MeterFamily.counter(
          "weir.incidents.matches.dropped",
          "Matches that were forgotten early because there were too many");
  private static final MeterFamily UNREADABLE =
      MeterFamily.counter(
          "weir.incidents.unreadable",
          "Records that were left out because they cannot be read",
          "step");
  private static final MeterFamily CLOSED_EARLY =
      MeterFamily.counter(
          "weir.incidents.closed.early",
          "Incidents that were closed early because there were too many");
  private static final MeterFamily COLLAPSED =
      MeterFamily.counter(
          "weir.incidents.collapsed",
          "Findings that went into one incident of their rule, which had too many");
  private static final MeterFamily OPENED =
      MeterFamily.counter(
          "weir.incidents.opened",
          "Incidents by severity and tactic when they were opened",
          "severity",
          "tactic");

  private final Map<Integer, Double> matchLags = new ConcurrentHashMap<>();
  private final Map<Integer, Double> correlateLags = new ConcurrentHashMap<>();
  private final Map<Integer, CorrelatorStatus> correlators = new ConcurrentHashMap<>();
  private final Map<Integer, Long> dropped = new ConcurrentHashMap<>();
  private final Map<Integer, IncidentsStatus> collectors = new ConcurrentHashMap<>();
  private final Counter drops;
  private final Counter closedEarly;
  private final Map<String, Counter> unreadable = new HashMap<>();
  private final Counter collapsed;
  private final MeterRegistry registry;

  public IncidentsMetrics(MeterRegistry registry) {
    this.registry = registry;
    lag("match", matchLags);
    lag("correlate", correlateLags);
    sum(BUFFERED, status -> status.pending());
    sum(KEPT, status -> status.evaluated());
    sum(GROUPS, status -> status.groups());
    sum(UNHEARD, status -> status.unheard());
    drops = DROPPED.counter(registry);
    for (String step : List.of("match", "correlate", "collect")) {
      unreadable.put(step, UNREADABLE.counter(registry, step));
    }
    closedEarly = CLOSED_EARLY.counter(registry);
    collapsed = COLLAPSED.counter(registry);
  }

  /** All that is published here, for the page of metrics. */
  public static List<MeterFamily> families() {
    return List.of(
        WATERMARK_LAG,
        BUFFERED,
        KEPT,
        GROUPS,
        UNHEARD,
        DROPPED,
        UNREADABLE,
        OPENED,
        COLLAPSED,
        CLOSED_EARLY);
  }

  /** For those who look at nothing. */
  static IncidentsMetrics none() {
    return new IncidentsMetrics(new SimpleMeterRegistry());
  }

  private void lag(String step, Map<Integer, Double> lags) {
    WATERMARK_LAG.gauge(
        registry, lags, all -> all.values().stream().mapToDouble(lag -> lag).max().orElse(0), step);
  }

  private void sum(MeterFamily family, ToDoubleFunction<CorrelatorStatus> value) {
    family.gauge(registry, correlators, all -> all.values().stream().mapToDouble(value).sum());
  }

  /**
   * An incident was opened.
   *
   * @param tactics of MITRE ATT&CK, as its first finding has them
   */
  void opened(Level severity, List<String> tactics) {
    String tactic = tactics.isEmpty() ? "none" : tactics.size() == 1 ? tactics.get(0) : "several";
    OPENED.counter(registry, severity.name().toLowerCase(Locale.ROOT), tactic).increment();
  }

  /** A record that cannot be read was left out. */
  void unreadable(String step) {
    unreadable.get(step).increment();
  }

  void matched(int partition, double lag) {
    matchLags.put(partition, lag);
  }

  void matchClosed(int partition) {
    matchLags.remove(partition);
  }

  void correlated(int partition, CorrelatorStatus status, double lag) {
    correlators.put(partition, status);
    correlateLags.put(partition, lag);
    Long before = dropped.put(partition, status.dropped());
    drops.increment((double) (status.dropped() - (before == null ? 0 : before)));
  }

  void correlateClosed(int partition) {
    correlators.remove(partition);
    correlateLags.remove(partition);
    dropped.remove(partition);
  }

  void collected(int partition, IncidentsStatus status) {
    IncidentsStatus before = collectors.put(partition, status);
    boolean isFirst = before == null;
    closedEarly.increment((double) (status.closedEarly() - (isFirst ? 0 : before.closedEarly())));
    collapsed.increment((double) (status.collapsed() - (isFirst ? 0 : before.collapsed())));
  }

  void collectClosed(int partition) {
    collectors.remove(partition);
  }
}
