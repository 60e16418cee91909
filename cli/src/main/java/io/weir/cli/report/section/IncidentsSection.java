package io.weir.cli.report.section;

import io.weir.cli.report.page.Html;
import io.weir.cli.report.page.Table;
import io.weir.cli.report.question.IncidentSummary;
import java.util.List;
import java.util.Locale;

/** Incidents, and the story of each. */
final class IncidentsSection implements Section {
  private static final int ROWS = 50;
  private static final int STORIES = 20;

  private final ComplianceReport report;

  IncidentsSection(ComplianceReport report) {
    this.report = report;
  }

  @Override
  public String id() {
    return "incidents";
  }

  @Override
  public String title() {
    return "Incidents";
  }

  @Override
  public List<Table> tables() {
    return List.of(incidents(), timelines());
  }

  @Override
  public void write(Html html, FileNames files) {
    List<IncidentSummary> incidents = report.incidents().incidents();
    if (incidents.isEmpty()) {
      html.paragraph("No rule found an incident in this month.");
      return;
    }
    html.paragraph(
        String.format(
            Locale.ROOT,
            "%,d incidents have a part in this month; of each the newest revision is shown.",
            report.incidents().total()));
    if (report.incidents().total() > incidents.size()) {
      html.note(
          String.format(
              Locale.ROOT,
              "Those are more than this report takes: it has the %,d gravest.",
              incidents.size()));
    }
    html.table(overview(), ROWS, files.csv(incidents()));
    incidents.stream().limit(STORIES).forEach(incident -> story(html, incident));
    if (incidents.size() > STORIES) {
      html.note(
          String.format(
              Locale.ROOT,
              "and the timelines of %,d more, in %s",
              incidents.size() - STORIES,
              files.csv(timelines())));
    }
  }

  private static void story(Html html, IncidentSummary incident) {
    html.raw("<section class=\"story\">");
    html.raw(
        "<h3><span class=\"severity "
            + Html.escaped(incident.severity())
            + "\">"
            + Html.escaped(incident.severity())
            + "</span> "
            + Html.escaped(incident.entity())
            + "</h3>");
    html.paragraph(
        String.format(
            Locale.ROOT,
            "%s. %,d events from %s to %s; %s, revision %d of %s.",
            String.join("; ", incident.rules()),
            incident.events(),
            incident.firstSeen(),
            incident.lastSeen(),
            incident.status(),
            incident.revision(),
            incident.id()));
    if (!incident.timeline().isEmpty()) {
      html.raw("<ol class=\"timeline\">");
      incident.timeline().forEach(line -> html.element("li", line));
      html.raw("</ol>");
    }
    html.raw("</section>");
  }

  /** What has room on a page; the rules are in the stories. */
  private Table overview() {
    return incidents().without("Rules", "Id");
  }

  private Table incidents() {
    Table.Builder table =
        Table.of("incidents", "Incidents, the gravest first")
            .texts("Severity", "Entity", "Tactics")
            .times("First seen", "Last seen")
            .texts("Status", "Rules", "Id")
            .numbers("Events");
    report
        .incidents()
        .incidents()
        .forEach(
            it ->
                table.row(
                    it.severity(),
                    it.entity(),
                    String.join(", ", it.tactics()),
                    it.firstSeen(),
                    it.lastSeen(),
                    it.status(),
                    String.join("; ", it.rules()),
                    it.id(),
                    it.events()));
    return table.build();
  }

  private Table timelines() {
    Table.Builder table =
        Table.of("timelines", "Timelines of incidents").texts("Incident", "Entity", "Line");
    report
        .incidents()
        .incidents()
        .forEach(it -> it.timeline().forEach(line -> table.row(it.id(), it.entity(), line)));
    return table.build();
  }
}
