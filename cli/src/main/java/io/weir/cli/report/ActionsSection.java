package io.weir.cli.report;

import java.util.ArrayList;
import java.util.List;

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
    List<Table> tables = new ArrayList<>(List.of(overview(), everybody()));
    actions.stream().filter(found -> found.total() > 0).forEach(it -> tables.add(newest(it)));
    return tables;
  }

  @Override
  public void write(Html html, FileNames files) {
    html.paragraph(
        "These are the searches of the Kibana dashboard “Weir: compliance”, asked for the month."
            + " People are named by pseudonym where the redaction policy says so.");
    html.table(overview(), ROWS, files.csv(overview()));
    for (Actions found : actions) {
      html.raw("<h3 id=\"" + found.search().id() + "\">" + Html.escaped(name(found)) + "</h3>");
      html.note(found.search().description());
      if (found.total() == 0) {
        html.paragraph("None in this month.");
      } else {
        html.table(counts(found), ROWS, files.csv(everybody()));
        if (found.others() > 0) {
          html.note("and %,d events of others".formatted(found.others()));
        }
        html.table(newest(found), ROWS, files.csv(newest(found)));
      }
    }
  }

  private Table overview() {
    Table.Builder table = Table.of("actions", "Events by search").texts("Search").numbers("Events");
    actions.forEach(found -> table.row(name(found), found.total()));
    return table.build();
  }

  private static Table counts(Actions found) {
    return Section.counts(
        "actions-by", name(found) + ", by " + found.by(), found.by(), "Events", found.counts());
  }

  /** The counts of all searches, which are one file. */
  private Table everybody() {
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
                "%s, the newest of %,d".formatted(name(found), found.total()))
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
