package io.weir.cli.report.section;

import io.weir.cli.report.ledger.Finding;
import io.weir.cli.report.ledger.Finding.Kind;
import io.weir.cli.report.ledger.Ledger;
import io.weir.cli.report.ledger.Ledger.Line;
import io.weir.cli.report.page.Html;
import io.weir.cli.report.page.Table;
import io.weir.cli.report.question.Retention.Policy;
import io.weir.cli.report.question.Retention.StoredIndex;
import io.weir.ingest.topic.LedgerEntry;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** That nothing was removed: what was checked, and what that does not prove. */
final class IntegritySection implements Section {
  private static final int ROWS = 30;

  private final ComplianceReport report;

  IntegritySection(ComplianceReport report) {
    this.report = report;
  }

  @Override
  public String id() {
    return "integrity";
  }

  @Override
  public String title() {
    return "That nothing was removed";
  }

  @Override
  public List<Table> tables() {
    return List.of(findings(), stages(), ranges(), indices());
  }

  @Override
  public void write(Html html, FileNames files) {
    html.raw("<h3>By the ledger: from the raw record to the store</h3>");
    checks(html, report.ledgerFindings());
    html.table(stages(), ROWS, files.csv(stages()));
    html.note(
        "The ledger counts raw records by ranges of 100,000 offsets, which know no dates: a range is"
            + " counted whole in each month that it was written in. All ranges are in "
            + files.csv(ranges())
            + ".");
    html.raw("<h3>By the store: what is still there</h3>");
    checks(html, report.storeFindings());
    html.paragraph(policy());
    html.table(indices(), ROWS, files.csv(indices()));
    html.paragraph(
        "Who deleted an index, changed documents or the policy, is under “Changes to what is stored” in"
            + " “Who did what”, if Elasticsearch's own audit is on and is collected.");
    html.raw("<h3>What this does not prove</h3>");
    html.list(
        List.of(
            "Nothing here is signed. Whoever can write to the ledger's topic and to Elasticsearch"
                + " could change both so that they agree.",
            "Counts are compared, not contents: a document that was replaced shows as an operation"
                + " of its index, and not by what it said before.",
            "Numbers of operations are not checked in the index that is written to, because some of"
                + " its documents cannot be found yet, and start again if a data stream is deleted"
                + " and made anew; the comparison with the ledger shows that, as long as the ledger"
                + " has its first ranges.",
            "What never reached Kafka is not counted anywhere."));
  }

  private static void checks(Html html, List<Finding> findings) {
    html.raw("<ul class=\"checks\">");
    for (Finding finding : findings) {
      String kind = finding.kind().name().toLowerCase(Locale.ROOT);
      html.raw(
          "<li class=\""
              + kind
              + "\"><span class=\"mark\">"
              + mark(finding.kind())
              + "</span> "
              + Html.escaped(finding.sentence())
              + "</li>");
    }
    html.raw("</ul>");
  }

  private static String mark(Kind kind) {
    return switch (kind) {
      case PROVEN -> "checked";
      case NOTE -> "note";
      case OPEN -> "open";
    };
  }

  private String policy() {
    Policy policy = report.retention().policy();
    if (policy == null) {
      return "When indices will be removed is not known.";
    }
    String when =
        policy.deleteAfter() == null
            ? "removes nothing"
            : String.format(
                Locale.ROOT,
                "removes an index %,d days after it was rolled over",
                policy.deleteAfter().toDays());
    return String.format(
        Locale.ROOT,
        "The lifecycle policy “%s” %s. It is in version %d, last changed at %s.",
        policy.name(),
        when,
        policy.version(),
        policy.changed());
  }

  private Table findings() {
    Table.Builder table = Table.of("checks", "What was checked").texts("Result", "Sentence");
    report.ledgerFindings().forEach(finding -> table.row(mark(finding.kind()), finding.sentence()));
    report.storeFindings().forEach(finding -> table.row(mark(finding.kind()), finding.sentence()));
    return table.build();
  }

  private Table stages() {
    Table.Builder table =
        Table.of("ledger", "Raw records by stage: received is the sum of the others")
            .texts("Stage and topic")
            .numbers("Received")
            .texts("What became of them");
    Ledger.sums(report.accounting().month())
        .forEach(
            (stage, counts) ->
                table.row(stage, counts.getOrDefault(LedgerEntry.RECEIVED, 0L), outcomes(counts)));
    return table.build();
  }

  private static String outcomes(Map<String, Long> counts) {
    return counts.entrySet().stream()
        .filter(count -> !count.getKey().equals(LedgerEntry.RECEIVED) && count.getValue() != 0)
        .map(count -> String.format(Locale.ROOT, "%s %,d", count.getKey(), count.getValue()))
        .collect(Collectors.joining(", "));
  }

  private Table ranges() {
    Table.Builder table =
        Table.of("ledger-ranges", "Every range of the ledger that concerns the month")
            .texts("Stage", "Topic")
            .numbers("Partition", "From", "Received")
            .texts("What became of them", "Balances")
            .times("Last written");
    for (Line line : report.accounting().month()) {
      LedgerEntry entry = line.entry();
      table.row(
          entry.stage(),
          entry.topic(),
          entry.partition(),
          entry.from(),
          entry.counts().getOrDefault(LedgerEntry.RECEIVED, 0L),
          outcomes(entry.counts()),
          entry.balances() ? "yes" : "no",
          line.written());
    }
    return table.build();
  }

  private Table indices() {
    Table.Builder table =
        Table.of("indices", "Indices, and when the lifecycle removes them")
            .texts("Index")
            .times("Created")
            .numbers("Documents", "Operations")
            .times("Removed");
    for (StoredIndex index : report.retention().indices()) {
      table.row(
          index.name(),
          index.created(),
          known(index.documents()),
          known(index.operations()),
          removal(index));
    }
    return table.build();
  }

  private static Long known(long number) {
    return number < 0 ? null : number;
  }

  private String removal(StoredIndex index) {
    if (index.removal() != null) {
      return index.removal().toString();
    }
    Policy policy = report.retention().policy();
    return index.writing() && policy != null && policy.deleteAfter() != null
        ? String.format(
            Locale.ROOT, "%,d days after it is rolled over", policy.deleteAfter().toDays())
        : "";
  }
}
