package io.weir.cli.report.section;

import io.weir.cli.report.page.DayPlot;
import io.weir.cli.report.page.HourGrid;
import io.weir.cli.report.page.Html;
import io.weir.cli.report.page.Table;
import io.weir.cli.report.question.Collected;
import io.weir.cli.report.question.Collected.Count;
import io.weir.cli.report.question.Collected.Source;
import io.weir.cli.report.question.Collected.Volume;
import io.weir.cli.report.question.Gap;
import io.weir.ingest.topic.Topic;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;

/** What was collected, and when nothing was. */
final class CollectedSection implements Section {
  private static final int ROWS = 20;
  private static final int GAPS = 10;

  private final ComplianceReport report;
  private final Collected collected;

  CollectedSection(ComplianceReport report) {
    this.report = report;
    this.collected = report.collected();
  }

  @Override
  public String id() {
    return "collected";
  }

  @Override
  public String title() {
    return "What was collected";
  }

  @Override
  public List<Table> tables() {
    return List.of(
        sources(),
        by("by-day", "Events by day", "Day", volume -> volume.day().toString()),
        datasets(),
        namespaces(),
        gaps(),
        volumes());
  }

  @Override
  public void write(Html html, FileNames files) {
    Count total = collected.total();
    html.paragraph(
        String.format(
            Locale.ROOT,
            "Elasticsearch holds %,d events dated in %s, which represent %,d raw records%s.",
            total.events(),
            report.month(),
            total.records(),
            collected.clusters().isEmpty()
                ? ""
                : " of " + String.join(", ", collected.clusters())));
    html.table(sources(), ROWS, files.csv(sources()));
    plot(html);
    html.table(datasets(), ROWS, files.csv(datasets()));
    html.table(namespaces(), ROWS, files.csv(namespaces()));
    hours(html, files);
    if (!collected.complete()) {
      html.note(
          "There are more days, namespaces and data sets than this report takes: figures by day,"
              + " namespace and data set are incomplete, those by source are not.");
    }
  }

  private void plot(Html html) {
    Map<String, Map<LocalDate, Long>> series = new TreeMap<>();
    for (Volume volume : collected.volumes()) {
      series
          .computeIfAbsent(volume.topic(), topic -> new TreeMap<>())
          .merge(volume.day(), volume.events(), Long::sum);
    }
    if (series.isEmpty()) {
      return;
    }
    html.raw("<figure><figcaption>Events by day and source (UTC)");
    int number = 0;
    for (String topic : series.keySet()) {
      html.raw("<span class=\"key s" + number + "\"></span>" + Html.escaped(topic));
      number++;
    }
    html.raw("</figcaption>");
    html.raw(
        new DayPlot(
                "plot-days",
                String.format(Locale.ROOT, "Events by day of %s, by source", report.month()),
                report.days(),
                series)
            .svg());
    html.raw("</figure>");
  }

  private void hours(Html html, FileNames files) {
    html.raw("<h3>Hours without an event</h3>");
    html.paragraph(
        "An hour without an event is no proof of a loss: a source may have had nothing to say."
            + " It is the place to ask.");
    html.raw(
        "<p class=\"note\"><span class=\"key seen\"></span>an event<span class=\"key empty\"></span>none"
            + "<span class=\"key later\"></span>not yet</p>");
    for (String topic : topics()) {
      Set<Instant> hours = collected.hours().getOrDefault(topic, Set.of());
      html.raw("<figure><figcaption>" + Html.escaped(topic) + "</figcaption>");
      html.raw(
          new HourGrid(
                  "grid-" + topic.replace('.', '-'),
                  String.format(
                      Locale.ROOT,
                      "%s: %,d hours of %s have an event",
                      topic,
                      hours.size(),
                      report.month()),
                  report.days(),
                  hours,
                  report.until())
              .svg());
      html.raw("</figure>");
    }
    html.table(gaps(), GAPS, files.csv(gaps()));
  }

  private static List<String> topics() {
    return Topic.RAW.stream().map(Topic::name).toList();
  }

  private Table sources() {
    Table.Builder table =
        Table.of("sources", "Sources, by the topic that agents write to")
            .texts("Source")
            .times("First event", "Last event")
            .numbers("Events", "Raw records");
    Map<String, Source> found = new TreeMap<>();
    topics().forEach(topic -> found.put(topic, null));
    collected.sources().forEach(source -> found.put(source.topic(), source));
    found.forEach(
        (topic, source) -> {
          if (source == null) {
            table.row(topic, "none", "none", 0, 0);
          } else {
            table.row(topic, source.first(), source.last(), source.events(), source.records());
          }
        });
    return table.build();
  }

  private Table by(String file, String caption, String head, Function<Volume, String> key) {
    Table.Builder table = Table.of(file, caption).texts(head).numbers("Events", "Raw records");
    collected.by(key).forEach((name, count) -> table.row(name, count.events(), count.records()));
    return table.build();
  }

  private Table datasets() {
    return by("by-dataset", "Events by data set", "Data set", Volume::dataset);
  }

  private Table namespaces() {
    Table.Builder table =
        Table.of("by-namespace", "Events by namespace, the largest first")
            .texts("Namespace")
            .numbers("Events", "Raw records");
    collected.by(Volume::namespace).entrySet().stream()
        .sorted(Comparator.comparingLong(it -> -it.getValue().events()))
        .forEach(it -> table.row(it.getKey(), it.getValue().events(), it.getValue().records()));
    return table.build();
  }

  private Table gaps() {
    record Of(String topic, Gap gap) {}
    List<Of> all = new ArrayList<>();
    for (String topic : topics()) {
      Set<Instant> hours = collected.hours().getOrDefault(topic, Set.of());
      Gap.between(hours, report.month().from(), report.until())
          .forEach(gap -> all.add(new Of(topic, gap)));
    }
    all.sort(Comparator.comparingLong(it -> -it.gap().hours()));
    Table.Builder table =
        Table.of("gaps", "The longest times without an event, by source")
            .texts("Source")
            .times("From", "To")
            .numbers("Hours");
    all.forEach(it -> table.row(it.topic(), it.gap().from(), it.gap().to(), it.gap().hours()));
    return table.build();
  }

  private Table volumes() {
    Table.Builder table =
        Table.of("collected", "Events by day, source, data set and namespace")
            .texts("Day", "Source", "Data set", "Namespace")
            .numbers("Events", "Raw records");
    collected
        .volumes()
        .forEach(
            it ->
                table.row(
                    it.day(), it.topic(), it.dataset(), it.namespace(), it.events(), it.records()));
    return table.build();
  }
}
