package io.weir.cli.report.section;

import io.weir.cli.report.page.Html;
import io.weir.cli.report.page.Table;
import io.weir.cli.report.question.Actions;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Who did what: for each of Kibana's searches of compliance who, how often, and the newest. */
final class ActionsSection implements Section {
  private static final int ROWS = 15;
  private static final String PREFIX = "Weir: ";
  private static final String PREFIX_OF_IDS = "weir-";

  private final List<Actions> actions;

  ActionsSection(ComplianceReport report) {
    this.actions = report.actions();
  }

  @Override
  public String id() {
    return "actions";
  }

  @Override
  public String title() {
    return "Who did what";
  }

  @Override
  public List<Table> tables() {
    return tables(actions);
  }

  static List<Table> tables(List<Actions> actions) {
    List<Table> tables = new ArrayList<>(List.of(overview(actions), everybody(actions)));
    // Also those without an event: a file of an earlier run must not stay.
    actions.forEach(found -> tables.add(newest(found)));
    return tables;
  }

  @Override
  public void write(Html html, FileNames files) {
    html.paragraph(
        "These are the searches of the Kibana dashboard “Weir: compliance”, asked for the month."
            + " People are named by pseudonym where the redaction policy says so.");
    html.table(overview(actions), ROWS, files.csv(overview(actions)));
    for (Actions found : actions) {
      html.raw("<h3 id=\"" + found.search().id() + "\">" + Html.escaped(name(found)) + "</h3>");
      html.note(found.search().description());
      if (found.total() == 0) {
        html.paragraph("None in this month.");
      } else {
        html.table(counts(found), ROWS, files.csv(everybody(actions)));
        if (found.others() > 0) {
          html.note(String.format(Locale.ROOT, "and %,d events of others", found.others()));
        }
        if (found.error() > 0) {
          html.note(
              String.format(
                  Locale.ROOT,
                  "There are very many of them: a number may be too low by up to %,d.",
                  found.error()));
        }
        html.table(newest(found), ROWS, files.csv(newest(found)));
      }
    }
  }

  private static Table overview(List<Actions> actions) {
    Table.Builder table = Table.of("actions", "Events by search").texts("Search").numbers("Events");
    actions.forEach(found -> table.row(name(found), found.total()));
    return table.build();
  }

  private static Table counts(Actions found) {
    return Section.counts(
        "actions-by", name(found) + ", by " + found.by(), found.by(), "Events", found.counts());
  }

  /** The counts of all searches, which are one file. */
  private static Table everybody(List<Actions> actions) {
    Table.Builder table =
        Table.of("actions-by", "Events by search and by who or what")
            .texts("Search", "By", "Value")
            .numbers("Events");
    for (Actions found : actions) {
      found.counts().forEach((value, count) -> table.row(name(found), found.by(), value, count));
    }
    return table.build();
  }

  private static Table newest(Actions found) {
    Table.Builder table =
        Table.of(
                "actions-" + found.search().id().substring(PREFIX_OF_IDS.length()),
                String.format(Locale.ROOT, "%s, the newest of %,d", name(found), found.total()))
            .times("Time")
            .texts(found.search().columns().toArray(new String[0]));
    found.newest().forEach(cells -> table.row(cells.toArray()));
    return table.build();
  }

  private static String name(Actions found) {
    String title = found.search().title();
    String name = title.startsWith(PREFIX) ? title.substring(PREFIX.length()) : title;
    return Character.toUpperCase(name.charAt(0)) + name.substring(1);
  }
}
