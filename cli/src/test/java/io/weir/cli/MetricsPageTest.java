package io.weir.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.weir.enrich.events.EnrichMetrics;
import io.weir.enrich.incidents.IncidentsMetrics;
import io.weir.ingest.meter.MeterFamily;
import io.weir.sinks.SinkMetrics;
import io.weir.sinks.alertmanager.AlertmanagerSink;
import io.weir.sinks.loki.LokiSink;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.kafka.common.Metric;
import org.apache.kafka.common.MetricName;
import org.junit.jupiter.api.Test;

/**
 * The page of metrics is what registries really write, as Prometheus reads it: with {@code
 * -Dgolden.update} written, else compared.
 */
class MetricsPageTest {
  private static final Path PAGE = Path.of("..", "dashboards", "METRICS.md");

  /** Of collectors that work next to the application; whether there are any is the JVM's choice. */
  private static final String CONCURRENT_PHASES = "jvm_gc_concurrent_phase_time";

  private static final Pattern HELP = Pattern.compile("# HELP (\\S+) ?(.*)");
  private static final Pattern TYPE = Pattern.compile("# TYPE (\\S+) (\\S+)");
  private static final Pattern SAMPLE = Pattern.compile("([a-z0-9_]+)(?:\\{(.*)})? \\S+");
  private static final Pattern LABEL = Pattern.compile("([a-z_]+)=\"[^\"]*\"");

  /** What is written of one metric, and the labels of all its samples. */
  private static final class Written {
    private final String help;
    private String type;
    private final TreeSet<String> labels = new TreeSet<>();

    private Written(String help) {
      this.help = help;
    }
  }

  @Test
  void thePageIsWhatIsPublished() throws IOException {
    String page = page();
    if (Boolean.getBoolean("golden.update")) {
      Files.writeString(PAGE, page, UTF_8);
    }

    assertThat(page)
        .as("write it with mvn test -pl cli -am -Dgolden.update -Dtest=MetricsPageTest")
        .isEqualTo(Files.readString(PAGE, UTF_8));
  }

  @Test
  void everyMetricHasHelp() {
    assertThat(page().lines().filter(line -> line.startsWith("| `")))
        .hasSizeGreaterThan(60)
        .allSatisfy(line -> assertThat(line).matches("\\| `.*` \\| \\w+ \\| .* \\| \\S.{8,} \\|"));
  }

  private static String page() {
    Map<String, String> sections = new LinkedHashMap<>();
    sections.put("Every role", process() + kafka() + rows(BrokerMetrics.families()));
    sections.put("Roles whose files are read again", rows(ReloadableConfig.families()));
    sections.put("enrich-events", rows(EnrichMetrics.families()));
    sections.put("enrich-incidents", rows(IncidentsMetrics.families()));
    sections.put("sink-loki, sink-elasticsearch, sink-alertmanager", rows(SinkMetrics.families()));
    sections.put("sink-loki alone", rows(LokiSink.families()));
    sections.put("sink-alertmanager alone", rows(AlertmanagerSink.families()));
    return HEAD
        + sections.entrySet().stream()
            .map(section -> "\n## " + section.getKey() + "\n\n" + TABLE + section.getValue())
            .collect(joining());
  }

  private static final String HEAD =
      """
      # Metrics

      Everything that a role publishes at `/metrics` on its admin port. This page is made by `MetricsPageTest` of what the registries write, and compared with it by each build. Names end in their unit; a histogram has `_bucket`, `_count` and `_sum`. Labels whose values come from outside are bounded: the first values have series of their own, all others share `*`; `-` is none.
      """;

  private static final String TABLE =
      """
      | metric | type | labels | meaning |
      | --- | --- | --- | --- |
      """;

  /** Of the JVM and the process, with at least one collection of garbage. */
  private static String process() {
    try (ServiceProcess process = new ServiceProcess("page")) {
      Supplier<String> scrape = process.metrics()::scrape;
      System.gc();
      await().until(() -> scrape.get().contains("jvm_gc_pause_seconds_max"));
      return rows(scrape.get());
    }
  }

  private static String kafka() {
    PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    Map<MetricName, Metric> metrics = new LinkedHashMap<>();
    for (KafkaMeters.Meter meter : KafkaMeters.METERS) {
      Map<String, String> tags = new LinkedHashMap<>();
      // A label is known by its own name here, but a topic must be one of ours.
      meter.labels().forEach(label -> tags.put(label, label.equals("topic") ? "events" : label));
      MetricName name = new MetricName(meter.metric(), meter.group(), "", tags);
      metrics.put(name, new One(name));
    }
    registry.getPrometheusRegistry().register(new KafkaMeters(() -> metrics));
    return rows(registry.scrape());
  }

  private record One(MetricName metricName) implements Metric {
    @Override
    public Object metricValue() {
      return 1;
    }
  }

  private static String rows(List<MeterFamily> families) {
    PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    families.forEach(family -> sample(family, registry));
    return rows(registry.scrape());
  }

  private static void sample(MeterFamily family, MeterRegistry registry) {
    String[] values = family.labels().toArray(String[]::new);
    switch (family.kind()) {
      case COUNTER -> family.counter(registry, values);
      case GAUGE -> family.gauge(registry, family, it -> 1, values);
      case HISTOGRAM -> family.histogram(registry, values);
    }
  }

  /** A row for each metric of a scrape, by name. */
  private static String rows(String scrape) {
    Map<String, Written> metrics = new LinkedHashMap<>();
    for (String line : scrape.lines().toList()) {
      Matcher help = HELP.matcher(line);
      Matcher type = TYPE.matcher(line);
      Matcher sample = SAMPLE.matcher(line);
      if (help.matches()) {
        metrics.put(help.group(1), new Written(help.group(2)));
      } else if (type.matches()) {
        metrics.get(type.group(1)).type = type.group(2);
      } else if (sample.matches() && sample.group(2) != null) {
        Matcher labels = LABEL.matcher(sample.group(2));
        while (labels.find()) {
          owner(metrics, sample.group(1)).labels.add(labels.group(1));
        }
      }
    }
    return metrics.entrySet().stream()
        .filter(metric -> !metric.getKey().startsWith(CONCURRENT_PHASES))
        .sorted(Map.Entry.comparingByKey())
        .map(metric -> row(metric.getKey(), metric.getValue()))
        .collect(joining());
  }

  /** The metric of a sample, which may be one part of a histogram. */
  private static Written owner(Map<String, Written> metrics, String sample) {
    return Stream.of(sample, sample.replaceFirst("_(bucket|count|sum)$", ""))
        .map(metrics::get)
        .filter(metric -> metric != null)
        .findFirst()
        .orElseThrow();
  }

  private static String row(String name, Written metric) {
    metric.labels.remove("le");
    String labels = metric.labels.stream().map(label -> "`" + label + "`").collect(joining(", "));
    return "| `%s` | %s | %s | %s |\n"
        .formatted(name, metric.type, labels, metric.help.replace("|", "\\|"));
  }
}
