package io.weir.cli.report.section;

import io.weir.cli.report.ledger.Accounting;
import io.weir.cli.report.ledger.Finding;
import io.weir.cli.report.ledger.Finding.Kind;
import io.weir.cli.report.question.Actions;
import io.weir.cli.report.question.Collected;
import io.weir.cli.report.question.IncidentsQuery.Incidents;
import io.weir.cli.report.question.Month;
import io.weir.cli.report.question.Redactions;
import io.weir.cli.report.question.Retention;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.stream.Stream;

/**
 * All that the report says, as it was found.
 *
 * @param until the end of what it is about: that of the month, or when it was made
 * @param made when it was made
 * @param ordinaryLogs whether Elasticsearch's sink is set to take ordinary logs of containers
 * @param actions who did what, by Kibana's searches
 * @param falcoDrops what Falco says that it did not see
 * @param ledgerFindings whether what went in is accounted for
 * @param storeFindings whether Elasticsearch still has what was stored
 */
public record ComplianceReport(
    Month month,
    Instant until,
    Instant made,
    String elasticsearch,
    String kafka,
    OrdinaryLogs ordinaryLogs,
    Collected collected,
    List<Actions> actions,
    Actions falcoDrops,
    Incidents incidents,
    Redactions redactions,
    Accounting accounting,
    Retention retention,
    List<Finding> ledgerFindings,
    List<Finding> storeFindings) {

  /** What the configuration says of ordinary logs of containers. */
  public enum OrdinaryLogs {
    STORED,
    LEFT_OUT
  }

  /** What somebody has to explain; nothing if everything is accounted for. */
  public List<String> open() {
    return Stream.concat(ledgerFindings.stream(), storeFindings.stream())
        .filter(finding -> finding.kind() == Kind.OPEN)
        .map(Finding::sentence)
        .toList();
  }

  /** One sentence of the whole, if nothing is open. */
  public String verdict() {
    return verdict(accounting.ledger().isWhole());
  }

  /**
   * Without all of the ledger, it is not known that everything is there.
   *
   * @param compared whether sums of stages and stores could be compared
   */
  static String verdict(boolean compared) {
    return compared
        ? "Everything is accounted for."
        : "Nothing found is open, but sums could not be compared: the ledger has lost its beginning.";
  }

  /** All days of the month. */
  List<LocalDate> days() {
    return month
        .from()
        .atZone(ZoneOffset.UTC)
        .toLocalDate()
        .datesUntil(month.to().atZone(ZoneOffset.UTC).toLocalDate())
        .toList();
  }
}
