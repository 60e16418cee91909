package io.weir.ingest.meter;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.DoubleStream;

/**
 * Meters of one name and meaning, which differ by the values of their labels. All meters of Weir
 * are made by a family, so that the page of metrics can be made of the families, and misses none.
 *
 * @param name dotted and in small letters, as Micrometer has it; a registry makes its own name of
 *     it
 * @param unit of the values, as Micrometer appends it to the name; null for counts, and for
 *     histograms, whose unit is the second
 * @param labels names of the labels, in the order in which their values are passed
 * @param help one line for a reader of {@code /metrics}
 * @param bounds upper bounds in seconds of the buckets of a histogram; else none
 * @see <a href="https://prometheus.io/docs/practices/naming/">Prometheus: naming</a>
 */
public record MeterFamily(
    Kind kind, String name, String unit, List<String> labels, String help, List<Double> bounds) {

  /** What the values of a meter do. */
  public enum Kind {
    /** They only grow, until the process ends. */
    COUNTER,
    /** They are what is the case now. */
    GAUGE,
    /** They are counted by how large they are. */
    HISTOGRAM
  }

  public static MeterFamily counter(String name, String help, String... labels) {
    return new MeterFamily(Kind.COUNTER, name, null, List.of(labels), help, List.of());
  }

  public static MeterFamily gauge(String name, String help, String... labels) {
    return new MeterFamily(Kind.GAUGE, name, null, List.of(labels), help, List.of());
  }

  /** A histogram of durations, with a bucket for each bound in seconds. */
  public static MeterFamily histogram(
      String name, String help, List<Double> bounds, String... labels) {
    return new MeterFamily(Kind.HISTOGRAM, name, null, List.of(labels), help, bounds);
  }

  /** The same with a unit that is part of the name. */
  public MeterFamily in(String newUnit) {
    return new MeterFamily(kind, name, newUnit, labels, help, bounds);
  }

  /**
   * The counter with these values of the labels; looked up in the registry each time, so not for
   * the way of each record.
   */
  public Counter counter(MeterRegistry registry, String... values) {
    return Counter.builder(name)
        .description(help)
        .baseUnit(unit)
        .tags(tags(values))
        .register(registry);
  }

  /** A counter that is read when it is asked for, from something that only grows. */
  public <T> void counter(
      MeterRegistry registry, T of, ToDoubleFunction<T> value, String... values) {
    FunctionCounter.builder(name, of, value)
        .description(help)
        .baseUnit(unit)
        .tags(tags(values))
        .register(registry);
  }

  /** A gauge that is read when it is asked for; the registry does not keep the object alive. */
  public <T> void gauge(MeterRegistry registry, T of, ToDoubleFunction<T> value, String... values) {
    Gauge.builder(name, of, value)
        .description(help)
        .baseUnit(unit)
        .tags(tags(values))
        .register(registry);
  }

  /** The histogram with these values of the labels. */
  public Timer histogram(MeterRegistry registry, String... values) {
    return Timer.builder(name)
        .description(help)
        .tags(tags(values))
        .serviceLevelObjectives(
            bounds.stream()
                .flatMapToDouble(DoubleStream::of)
                .mapToObj(bound -> Duration.ofNanos(Math.round(bound * 1e9)))
                .toArray(Duration[]::new))
        .register(registry);
  }

  private List<Tag> tags(String... values) {
    if (values.length != labels.size()) {
      throw new IllegalArgumentException(name + " has the labels " + labels);
    }
    List<Tag> tags = new ArrayList<>();
    for (int i = 0; i < values.length; i++) {
      tags.add(Tag.of(labels.get(i), values[i]));
    }
    return tags;
  }
}
