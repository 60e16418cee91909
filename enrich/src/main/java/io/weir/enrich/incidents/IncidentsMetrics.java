package io.weir.enrich.incidents;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.weir.enrich.correlate.CorrelatorStatus;
import io.weir.enrich.correlate.IncidentsStatus;
import io.weir.enrich.sigma.Level;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.ToDoubleFunction;

/**
 * How far the correlation has come, and what it keeps in memory: {@code
 * weir.incidents.watermark.lag} in seconds by step, the worst partition of this process; the others
 * are sums over its partitions.
 */
public final class IncidentsMetrics {
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
    lag(registry, "match", matchLags);
    lag(registry, "correlate", correlateLags);
    gauge(
        registry,
        "weir.incidents.matches.buffered",
        "matches that wait for the watermark",
        status -> status.pending());
    gauge(
        registry,
        "weir.incidents.matches.kept",
        "matches that were judged and that later ones may need",
        status -> status.evaluated());
    gauge(
        registry,
        "weir.incidents.groups.open",
        "rules and groups of which there are matches",
        status -> status.groups());
    gauge(
        registry,
        "weir.incidents.partitions.unheard",
        "partitions of events that have not been heard of, seen from each partition of matches",
        status -> status.unheard());
    drops =
        Counter.builder("weir.incidents.matches.dropped")
            .description("matches that were forgotten early because there were too many")
            .register(registry);
    for (String step : List.of("match", "correlate", "collect")) {
      unreadable.put(
          step,
          Counter.builder("weir.incidents.unreadable")
              .description("records that were left out because they cannot be read")
              .tag("step", step)
              .register(registry));
    }
    closedEarly =
        Counter.builder("weir.incidents.closed.early")
            .description("incidents that were closed early because there were too many")
            .register(registry);
    collapsed =
        Counter.builder("weir.incidents.collapsed")
            .description("findings that went into one incident of their rule, which had too many")
            .register(registry);
  }

  /** For those who look at nothing. */
  static IncidentsMetrics none() {
    return new IncidentsMetrics(new SimpleMeterRegistry());
  }

  private static void lag(MeterRegistry registry, String step, Map<Integer, Double> lags) {
    Gauge.builder(
            "weir.incidents.watermark.lag",
            lags,
            all -> all.values().stream().mapToDouble(lag -> lag).max().orElse(0))
        .description("how long ago the newest time is up to which all has been heard")
        .baseUnit("seconds")
        .tag("step", step)
        .register(registry);
  }

  private void gauge(
      MeterRegistry registry,
      String name,
      String description,
      ToDoubleFunction<CorrelatorStatus> value) {
    Gauge.builder(name, correlators, all -> all.values().stream().mapToDouble(value).sum())
        .description(description)
        .register(registry);
  }

  /**
   * An incident was opened.
   *
   * @param tactics of MITRE ATT&CK, as its first finding has them
   */
  void opened(Level severity, List<String> tactics) {
    String tactic = tactics.isEmpty() ? "none" : tactics.size() == 1 ? tactics.get(0) : "several";
    Counter.builder("weir.incidents.opened")
        .description("incidents by severity and tactic when they were opened")
        .tag("severity", severity.name().toLowerCase(Locale.ROOT))
        .tag("tactic", tactic)
        .register(registry)
        .increment();
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
