package io.weir.dashboards;

import io.weir.dashboards.KnownMetrics.Known;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.LongBinaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Samples of all known metrics with the labels that their pages name, in the text format of
 * OpenMetrics: three hours, one a minute, and the same three hours a week before, as of a cluster
 * that has a bit of everything.
 */
final class SampleSeries {
  private static final int MINUTES = 180;
  private static final long WEEK = 7 * 24 * 3600;

  /** Values of labels, where a query asks for certain ones; others have their own name. */
  private static final Map<String, List<String>> VALUES =
      Map.ofEntries(
          Map.entry("role", List.of("enrich-events", "sink-loki")),
          Map.entry("sink", List.of("sink.loki", "sink.elasticsearch")),
          Map.entry("outcome", List.of("stored", "dead_lettered.line_too_long")),
          Map.entry("topic", List.of("logs.raw", "events")),
          Map.entry("code", List.of("2xx", "5xx")),
          Map.entry("namespace", List.of("shop", "*")),
          Map.entry("area", List.of("heap")),
          Map.entry("severity", List.of("high", "critical")),
          Map.entry("team", List.of("security")),
          Map.entry("alertstate", List.of("firing")),
          Map.entry("mode", List.of("idle", "user")),
          Map.entry("fstype", List.of("ext4")),
          Map.entry("resource", List.of("cpu", "memory")),
          Map.entry("phase", List.of("Pending")),
          Map.entry("reason", List.of("Error")),
          Map.entry("condition", List.of("Ready")),
          Map.entry("status", List.of("true")),
          Map.entry("route", List.of("loki_api_v1_push")));

  private static final List<String> BOUNDS = List.of("0.2", "60.0", "+Inf");

  private final long end;

  /**
   * Series that end then.
   *
   * @param end in seconds since 1970
   */
  SampleSeries(long end) {
    this.end = end;
  }

  /** The text of a file for {@code promtool tsdb create-blocks-from openmetrics}. */
  String text() {
    Stream<String> own = KnownMetrics.of(KnownMetrics.OWN).stream().map(it -> metric(it, true));
    Stream<String> others =
        KnownMetrics.of(KnownMetrics.OTHERS).stream().map(it -> metric(it, false));
    Stream<String> recorded =
        Queries.ofRecordings().stream()
            .map(it -> new Known(it.title(), "gauge", List.of("namespace", "service")))
            .map(it -> metric(it, false));
    return Stream.of(own, others, recorded)
        .flatMap(it -> it)
        .collect(Collectors.joining("", "", "# EOF\n"));
  }

  private String metric(Known metric, boolean isScraped) {
    List<String> labels = new ArrayList<>(metric.labels());
    if (isScraped) {
      Stream.of("role", "instance").filter(it -> !labels.contains(it)).forEach(labels::add);
    }
    String name = metric.name();
    StringBuilder text = new StringBuilder();
    for (String values : products(labels)) {
      switch (metric.type()) {
        case "histogram" -> histogram(text, name, values);
        case "summary" -> summary(text, name, values);
        case "counter" -> counter(text, name, values, 60);
        default -> gauge(text, name, values);
      }
    }
    return text.toString();
  }

  private void histogram(StringBuilder text, String name, String values) {
    for (int i = 0; i < BOUNDS.size(); i++) {
      counter(text, name + "_bucket", values + ",le=\"" + BOUNDS.get(i) + "\"", 60 + i);
    }
    counter(text, name + "_count", values, 60 + BOUNDS.size() - 1);
    counter(text, name + "_sum", values, 6);
  }

  private void summary(StringBuilder text, String name, String values) {
    counter(text, name + "_count", values, 60);
    counter(text, name + "_sum", values, 6);
  }

  private void counter(StringBuilder text, String name, String values, long perMinute) {
    samples(text, name, values, (minute, until) -> minute * perMinute);
  }

  /** Times of pods are ten minutes ago, as some panels look at new ones. */
  private void gauge(StringBuilder text, String name, String values) {
    boolean isTime = name.matches("kube_pod_(created|status_ready_time)");
    samples(text, name, values, (minute, until) -> isTime ? until - 600 : 1);
  }

  private void samples(StringBuilder text, String name, String values, LongBinaryOperator value) {
    String labels = values.replaceFirst("^,", "");
    for (long until : List.of(end - WEEK, end)) {
      for (long minute = 0; minute <= MINUTES; minute++) {
        long time = until - (MINUTES - minute) * 60L;
        text.append(
            "%s{%s} %d %d\n".formatted(name, labels, value.applyAsLong(minute, until), time));
      }
    }
  }

  /** Each combination of the values of these labels, each beginning with a comma. */
  private static List<String> products(List<String> labels) {
    List<String> products = List.of("");
    for (String label : labels) {
      List<String> values = VALUES.getOrDefault(label, List.of(label));
      products =
          products.stream()
              .flatMap(it -> values.stream().map(v -> it + "," + label + "=\"" + v + "\""))
              .toList();
    }
    return products;
  }
}
