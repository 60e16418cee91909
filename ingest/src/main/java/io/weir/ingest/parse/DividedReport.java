package io.weir.ingest.parse;

import io.weir.ingest.parse.database.PostgresReport;

/** A report that its writer divided into lines, each with a header of its own. Not thread-safe. */
public final class DividedReport {
  private final PostgresReport report;

  private DividedReport(PostgresReport report) {
    this.report = report;
  }

  /** The report that a line begins; null for a line that begins none. Any text. */
  public static DividedReport begunBy(String line) {
    PostgresReport report = PostgresReport.begunBy(line);
    return report == null ? null : new DividedReport(report);
  }

  /**
   * What the next line adds to the text of the report, with the line feed before it if there was
   * one; null for a line that is no part of this report.
   */
  public String next(String line) {
    return report.next(line);
  }
}
