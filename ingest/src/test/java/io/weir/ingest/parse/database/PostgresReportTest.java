package io.weir.ingest.parse.database;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Reports that PostgreSQL divided into lines of syslog. */
class PostgresReportTest {
  private static final String HEADER = "Nov 23 01:00:00 db1 postgres[7]: ";

  /** The second chunk, and what it adds; {@code ~} is a line feed and {@code ^} a tab. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '¦',
      ignoreLeadingAndTrailingWhitespace = false,
      textBlock =
          """
          #011from cart¦~^from cart
          ^I^Ifrom cart¦~^^Ifrom cart
           ter2' VALID UNTIL¦ ter2' VALID UNTIL
          ter2'¦ter2'
          a@b STATEMENT:  select 1¦~[3-1] a@b STATEMENT:  select 1
          [7] ANWEISUNG:  select 1¦~[3-1] [7] ANWEISUNG:  select 1
           where a = 'DETAIL:  x'¦ where a = 'DETAIL:  x'
          """)
  void aChunkContinuesTheTextAsPostgresqlDividedIt(String text, String added) {
    PostgresReport report = PostgresReport.begunBy(HEADER + "[3-1] a@b LOG:  statement: x");

    assertThat(report.next(HEADER + "[3-2] " + text))
        .isEqualTo(added.replace('~', '\n').replaceFirst("^(\n?)\\^", "$1\t"));
  }

  @Test
  void aWordThatIsTooLongIsOneWordAgain() {
    PostgresReport report = PostgresReport.begunBy(HEADER + "[3-1] LOG:  statement:");

    assertThat(report.next(HEADER + "[3-2]  " + "a".repeat(899))).startsWith(" a").hasSize(900);
    assertThat(report.next(HEADER + "[3-3] " + "é".repeat(450))).hasSize(450);
    assertThat(report.next(HEADER + "[3-4] x STATEMENT:  y")).isEqualTo("x STATEMENT:  y");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Nov 23 01:00:00 db1 postgres[8]: [3-2] x",
        "Nov 23 01:00:00 db1 postgres[7]: [4-2] x",
        "Nov 23 01:00:00 db1 postgres[7]: [3-1] x",
        "Nov 23 01:00:00 db1 postgres[7]: [2] x",
        "Nov 23 01:00:00 db1 postgres[7]: x",
        "Nov 23 01:00:00 db1 postgres[7]: [3-2",
        "\tx",
        "",
      })
  void aLineOfAnotherReportIsNotPartOfIt(String line) {
    assertThat(PostgresReport.begunBy(HEADER + "[3-1] LOG:  x").next(line)).isNull();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<134>1 2026-11-23T01:00:00Z db1 postgres 7 - - [3-1] LOG:  x",
        "<134>1 2026-11-23T01:00:00Z db1 postgres 7 - [t a=\"1\"] [3-1] LOG:  x",
        "<134>Nov 23 01:00:00 db1 postgres[7]: [3-1] LOG:  x",
        "2026-11-23T01:00:00.123456+00:00 db1 postgres[7]: [3-1] LOG:  x",
        "Nov 23 01:00:00 db1 postgres[7]: [1] LOG:  x",
      })
  void aReportBeginsAfterEveryHeaderOfSyslog(String line) {
    PostgresReport report = PostgresReport.begunBy(line);

    String next = line.replace("[3-1] LOG:  x", "[3-2]  y").replace("[1] LOG:  x", "[2]  y");
    assertThat(report.next(next)).isEqualTo(" y");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Nov 23 01:00:00 db1 postgres[7]: [3-2] x",
        "Nov 23 01:00:00 db1 postgres[7]: LOG:  x",
        "Nov 23 01:00:00 db1 kernel: [1-1] x",
        "<134>1 2026-11-23T01:00:00Z db1 app - - - [3-1] LOG:  x",
        "[3-1] LOG:  x",
        "<",
        "]: [1-1] ",
        "",
      })
  void otherLinesBeginNone(String line) {
    assertThat(PostgresReport.begunBy(line)).isNull();
  }
}
