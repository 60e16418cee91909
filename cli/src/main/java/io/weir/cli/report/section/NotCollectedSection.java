package io.weir.cli.report.section;

import io.weir.cli.report.ledger.Accounting;
import io.weir.cli.report.ledger.Ledger;
import io.weir.cli.report.page.Html;
import io.weir.cli.report.page.Table;
import io.weir.cli.report.question.Actions;
import io.weir.cli.report.section.ComplianceReport.OrdinaryLogs;
import io.weir.ingest.topic.LedgerEntry;
import io.weir.ingest.topic.Topic;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What was not collected, or not stored, and by whose decision. */
final class NotCollectedSection implements Section {
  private static final int ROWS = 30;
  private static final String ENRICH = "enrich ";
  private static final String STORE = Accounting.ELASTICSEARCH + " " + Topic.EVENTS.name();

  private final ComplianceReport report;
  private final Map<String, Map<String, Long>> sums;

  NotCollectedSection(ComplianceReport report) {
    this.report = report;
    this.sums = Ledger.sums(report.accounting().month());
  }

  @Override
  public String id() {
    return "not-collected";
  }

  @Override
  public String title() {
    return "What was not collected";
  }

  @Override
  public List<Table> tables() {
    return List.of(notStored(), tags(), drops());
  }

  @Override
  public void write(Html html, FileNames files) {
    if (report.accounting().month().isEmpty()) {
      html.paragraph("The ledger has no entry of this month.");
    }
    html.table(notStored(), ROWS, files.csv(notStored()));
    html.paragraph(policy());
    html.table(tags(), ROWS, files.csv(tags()));
    html.paragraph(falco());
    if (report.falcoDrops().total() > 0) {
      html.table(drops(), ROWS, files.csv(drops()));
    }
    html.note(
        "What an agent lost before it reached Kafka is in no event and in no ledger. The metric"
            + " fluentbit_output_dropped_records_total of each agent counts it.");
  }

  /** How many records are dead letters, lost or dropped; what is for another store is not. */
  long records() {
    return records(sums);
  }

  /** On the way to the audit store: a record that two stores refuse is missing once. */
  static long records(Map<String, Map<String, Long>> sums) {
    return sums.entrySet().stream()
        .filter(it -> it.getKey().startsWith(ENRICH) || it.getKey().equals(STORE))
        .flatMap(stage -> stage.getValue().entrySet().stream())
        .filter(count -> !count.getKey().equals(LedgerEntry.NOT_ROUTED))
        .filter(count -> meaning(count.getKey()) != null)
        .mapToLong(Map.Entry::getValue)
        .sum();
  }

  private String policy() {
    long leftOut = sum(STORE, LedgerEntry.NOT_ROUTED);
    String by =
        report.ordinaryLogs() == OrdinaryLogs.LEFT_OUT
            ? "By configuration (elasticsearch.logs: audit) the audit store takes no ordinary logs of"
                + " containers, of any namespace"
            : "By configuration (elasticsearch.logs: all) the audit store takes the logs of every"
                + " namespace";
    return String.format(
        Locale.ROOT,
        "%s; %,d records were not meant for it, by that or by a transform.",
        by,
        leftOut);
  }

  private String falco() {
    Actions drops = report.falcoDrops();
    return drops.total() == 0
        ? "Falco reported no dropped system calls."
        : String.format(
            Locale.ROOT,
            "Reports of Falco about system calls that it did not see: %,d.",
            drops.total());
  }

  private long sum(String stage, String what) {
    return sums.getOrDefault(stage, Map.of()).getOrDefault(what, 0L);
  }

  private Table notStored() {
    Table.Builder table =
        Table.of("not-stored", "Raw records that are in no event, or not in a store, by the ledger")
            .texts("Stage and topic", "What became of them")
            .numbers("Records");
    sums.forEach(
        (stage, counts) ->
            counts.forEach(
                (what, count) -> {
                  String meaning = meaning(what);
                  if (meaning != null) {
                    table.row(stage, meaning, count);
                  }
                }));
    return table.build();
  }

  /** Null of what was collected. */
  private static String meaning(String what) {
    if (what.startsWith(LedgerEntry.DEAD_LETTERED)) {
      return "dead letter: " + what.substring(LedgerEntry.DEAD_LETTERED.length());
    }
    if (what.startsWith(LedgerEntry.DROPPED)) {
      return "dropped by the transform " + what.substring(LedgerEntry.DROPPED.length());
    }
    return switch (what) {
      case LedgerEntry.EXPIRED -> "lost: removed by retention before it was read";
      case LedgerEntry.NOT_ROUTED -> "not meant for this store";
      default -> null;
    };
  }

  private Table tags() {
    return Section.counts(
        "limits",
        "Events that are stored with a limit, by tag",
        "Tag",
        "Events",
        report.collected().tags());
  }

  private Table drops() {
    Actions drops = report.falcoDrops();
    Table.Builder table = Table.of("falco-drops", "The newest reports of Falco");
    table.times("Time").texts(drops.search().columns().toArray(new String[0]));
    drops.newest().forEach(cells -> table.row(cells.toArray()));
    return table.build();
  }
}
