package io.weir.cli.report.section;

import io.weir.cli.report.page.Html;
import io.weir.cli.report.page.Table;
import io.weir.cli.report.question.Redactions;
import io.weir.cli.report.question.Redactions.Hidden;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/** What was redacted, by class, policy and namespace. */
final class RedactionsSection implements Section {
  private static final int ROWS = 40;
  private static final int PAIRS = 25;

  private final Redactions redactions;

  RedactionsSection(ComplianceReport report) {
    this.redactions = report.redactions();
  }

  @Override
  public String id() {
    return "redacted";
  }

  @Override
  public String title() {
    return "What was redacted";
  }

  @Override
  public List<Table> tables() {
    return List.of(policies(), classes(), namespaces());
  }

  @Override
  public void write(Html html, FileNames files) {
    html.paragraph(
        String.format(
                Locale.ROOT,
                "%,d values were hidden in the events of this month before they left the raw topics. Every",
                redactions.values())
            + " event names the policy that it went through.");
    html.table(policies(), ROWS, files.csv(policies()));
    html.table(classes(), ROWS, files.csv(classes()));
    html.table(namespaces(), PAIRS, files.csv(namespaces()));
    if (redactions.counts().stream().anyMatch(Hidden::more)) {
      html.note(
          "Some events hide so many different numbers of values that their sum is at least what is"
              + " shown.");
    }
    if (!redactions.complete()) {
      html.note(
          "There are more policies and namespaces than this report takes: sums are at least what is"
              + " shown.");
    }
    if (redactions.unnamed() > 0) {
      html.note(
          String.format(
              Locale.ROOT,
              "%,d events hide values of classes that this report does not know; --policy names a policy of your own.",
              redactions.unnamed()));
    }
    html.note(
        "Counted are values that were found. What no rule or detector knows is not hidden, and not"
            + " counted here. Nor are values of a class of your own that is only in events that hide"
            + " something else too, unless --policy names the policy that has it.");
  }

  private Table policies() {
    return Section.counts(
        "policies", "Events by version of the policy", "Policy", "Events", redactions.policies());
  }

  private Table classes() {
    return Section.counts(
        "redacted-classes",
        "Hidden values by class",
        "Class",
        "Values",
        redactions.by(Hidden::type));
  }

  private Table namespaces() {
    Table.Builder table =
        Table.of("redacted", "Hidden values by policy, namespace and class, the most first")
            .texts("Policy", "Namespace", "Class")
            .numbers("Events", "Values");
    redactions.counts().stream()
        .sorted(Comparator.comparingLong(it -> -it.values()))
        .forEach(it -> table.row(it.policy(), it.namespace(), it.type(), it.events(), it.values()));
    return table.build();
  }
}
