package io.weir.cli.report.section;

import io.weir.cli.report.page.Html;
import io.weir.cli.report.page.Table;
import io.weir.cli.report.question.Collected;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;

/**
 * The report as one HTML page that needs nothing else: no script, no font, no network. It can be
 * printed, and follows the reader's choice of light or dark.
 */
public final class CompliancePage {
  private static final String STYLE = "report.css";

  private final ComplianceReport report;
  private final List<Section> sections;

  public CompliancePage(ComplianceReport report) {
    this.report = report;
    this.sections =
        List.of(
            new CollectedSection(report),
            new NotCollectedSection(report),
            new ActionsSection(report),
            new IncidentsSection(report),
            new RedactionsSection(report),
            new IntegritySection(report));
  }

  /** Every table of the report, whole. */
  public List<Table> tables() {
    return sections.stream().flatMap(section -> section.tables().stream()).toList();
  }

  public String html() {
    FileNames files = new FileNames(report.month());
    Html html = new Html();
    html.raw("<!DOCTYPE html><html lang=\"en\"><head><meta charset=\"utf-8\">");
    html.raw("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">");
    html.raw("<meta name=\"color-scheme\" content=\"light dark\">");
    html.element("title", "Compliance report " + report.month());
    html.raw("<style>" + style() + "</style></head><body>");
    head(html);
    summary(html);
    contents(html);
    int number = 1;
    for (Section section : sections) {
      html.raw("<section>");
      html.heading(section.id(), number + ". " + section.title());
      section.write(html, files);
      html.raw("</section>");
      number++;
    }
    html.raw("<footer>");
    html.note("All times are in UTC. Every table is next to this page as a CSV file, whole.");
    html.raw("</footer></body></html>");
    return html.toString();
  }

  private void head(Html html) {
    html.raw("<header>");
    html.element("h1", "Compliance report " + report.month());
    String state =
        report.month().isOver(report.made())
            ? ""
            : " The month is not over: this is what there was until then.";
    html.note(
        String.format(
            Locale.ROOT,
            "Made by Weir at %s from Elasticsearch at %s and Kafka at %s.%s",
            report.made().truncatedTo(ChronoUnit.SECONDS),
            report.elasticsearch(),
            report.kafka(),
            state));
    html.raw("</header>");
  }

  private void summary(Html html) {
    List<String> open = report.open();
    html.raw("<section class=\"summary\" aria-label=\"Summary\">");
    if (open.isEmpty()) {
      html.raw("<p class=\"verdict proven\">" + Html.escaped(report.verdict()) + "</p>");
    } else {
      html.raw("<div class=\"verdict open\"><p>" + open(open.size()) + "</p>");
      html.list(open);
      html.raw("</div>");
    }
    html.raw("<dl>");
    figure(html, "events", report.collected().total().events());
    figure(html, "raw records in them", report.collected().total().records());
    figure(
        html, "records dead-lettered, lost or dropped", new NotCollectedSection(report).records());
    figure(html, "incidents", report.incidents().total());
    figure(html, "values redacted", report.redactions().values());
    html.raw("</dl>");
    period(html);
    html.raw("</section>");
  }

  static String open(int things) {
    return things == 1
        ? "One thing is open and needs an explanation:"
        : String.format(Locale.ROOT, "%,d things are open and need an explanation:", things);
  }

  private static void figure(Html html, String what, long number) {
    html.raw(
        "<div><dt>"
            + what
            + "</dt><dd>"
            + String.format(Locale.ROOT, "%,d", number)
            + "</dd></div>");
  }

  private void period(Html html) {
    List<Instant> firsts =
        report.collected().sources().stream().map(Collected.Source::first).sorted().toList();
    List<Instant> lasts =
        report.collected().sources().stream().map(Collected.Source::last).sorted().toList();
    html.paragraph(
        firsts.isEmpty()
            ? "No event is dated in this month."
            : String.format(
                Locale.ROOT,
                "The first event of the month is of %s, the last of %s.",
                firsts.get(0),
                lasts.get(lasts.size() - 1)));
  }

  private void contents(Html html) {
    html.raw("<nav aria-label=\"Contents\"><ol>");
    sections.forEach(
        section ->
            html.raw(
                "<li><a href=\"#"
                    + section.id()
                    + "\">"
                    + Html.escaped(section.title())
                    + "</a></li>"));
    html.raw("</ol></nav>");
  }

  private static String style() {
    try (InputStream in = CompliancePage.class.getResourceAsStream(STYLE)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
