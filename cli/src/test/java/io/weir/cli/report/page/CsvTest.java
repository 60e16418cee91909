package io.weir.cli.report.page;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CsvTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      ignoreLeadingAndTrailingWhitespace = false,
      value = {
        "plain|plain",
        "a,b|\"a,b\"",
        "say \"hi\"|\"say \"\"hi\"\"\"",
        "=HYPERLINK(1)|'=HYPERLINK(1)",
        "+1|'+1",
        "-1|'-1",
        "@SUM(A1)|'@SUM(A1)",
        "\uff1d1|'\uff1d1",
        "a=b|a=b",
        "user@example.com|user@example.com",
        "2026-11-23T01:00:00Z|2026-11-23T01:00:00Z",
        "=1,2|\"'=1,2\"",
        "'=1|'=1",
        "\u001b[31mred|\\x1b[31mred",
        "\u202egnp.exe|\\u202egnp.exe"
      })
  void aTextIsQuotedAndNoFormula(String value, String cell) {
    assertThat(csv(value)).isEqualTo("Text\r\n" + cell + "\r\n");
  }

  @Test
  void controlsThatSpreadsheetsSkipBeginNoFormula() {
    assertThat(csv("\t=1")).isEqualTo("Text\r\n'\t=1\r\n");
    assertThat(csv("\r=1")).isEqualTo("Text\r\n'\\x0d=1\r\n");
    assertThat(csv("\n=1")).isEqualTo("Text\r\n\"'\n=1\"\r\n");
  }

  @Test
  void aNumberStaysANumber() {
    Table table = Table.of("t", "T").texts("Name").numbers("Count").row("-a", -3).build();

    assertThat(Csv.of(table)).isEqualTo("Name,Count\r\n'-a,-3\r\n");
  }

  @Test
  void anEmptyTableHasItsHead() {
    assertThat(Csv.of(Table.of("t", "T").texts("A", "B, C").build())).isEqualTo("A,\"B, C\"\r\n");
  }

  private static String csv(String value) {
    return Csv.of(Table.of("t", "T").texts("Text").row(value).build());
  }
}
