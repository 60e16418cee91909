package io.weir.cli.report.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HtmlTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "<script>alert(1)</script>|&lt;script&gt;alert(1)&lt;/script&gt;",
        "</td><td>|&lt;/td&gt;&lt;td&gt;",
        "a & b &amp; c|a &amp; b &amp;amp; c",
        "\" onload=\"x|&quot; onload=&quot;x",
        "it's|it&#39;s",
        "Zürich 東京|Zürich 東京",
        "\u202egnp.exe|\\u202egnp.exe",
        "a\u001b[31m|a\\x1b[31m"
      })
  void aTextMeansItself(String text, String escaped) {
    assertThat(Html.escaped(text)).isEqualTo(escaped);
  }

  @Test
  void nothingOfATableIsMarkup() {
    Table table =
        Table.of("t", "<i>c</i>").texts("<b>h</b>", "x").row("<u>1</u>", "<s>2</s>").build();

    String html = new Html().table(table, 10, "t.csv").toString();

    assertThat(html).doesNotContain("<i>", "<b>", "<u>", "<s>").contains("&lt;u&gt;1&lt;/u&gt;");
  }

  @Test
  void aTableHasHeadsForReadersWhoDoNotSeeIt() {
    Table table = Table.of("t", "Counts").texts("Name").numbers("Events").row("a", 12345).build();

    assertThat(new Html().table(table, 10, "t.csv").toString())
        .contains("<caption>Counts</caption>")
        .contains("<th scope=\"col\">Name</th>")
        .contains("<th scope=\"col\" class=\"number\">Events</th>")
        .contains("<th scope=\"row\">a</th><td class=\"number\">12,345</td>");
  }

  @Test
  void numbersAreEnglishOnEveryMachine() {
    Table table = Table.of("t", "T").numbers("Events").row(12345).build();
    Locale here = Locale.getDefault();
    try {
      Locale.setDefault(Locale.GERMANY);

      assertThat(new Html().table(table, 10, "t.csv").toString()).contains(">12,345<");
    } finally {
      Locale.setDefault(here);
    }
  }

  /** A number in a sentence is that of one machine unless its locale is said. */
  @Test
  void everySentenceSaysItsLocale() throws IOException {
    try (Stream<Path> sources = Files.walk(Path.of("src/main/java/io/weir/cli/report"))) {
      assertThat(sources.filter(Files::isRegularFile))
          .hasSizeGreaterThan(30)
          .allSatisfy(it -> assertThat(it).content().doesNotContain(".formatted("));
    }
  }

  @ParameterizedTest
  @CsvSource({
    "2026-11-23T01:00:00.123456789Z, 2026-11-23 01:00:00.123",
    "2026-11-23T01:00:00.5Z, 2026-11-23 01:00:00.5",
    "2026-11-23T01:00:00Z, 2026-11-23 01:00:00",
    "90 days after it is rolled over, 90 days after it is rolled over",
    "none, none",
    "<b>, &lt;b&gt;"
  })
  void aTimeIsShownToTheMillisecond(String time, String shown) {
    Table table = Table.of("t", "T").texts("A").times("Time").row("a", time).build();

    assertThat(new Html().table(table, 10, "t.csv").toString())
        .contains("<td class=\"time\">" + shown + "</td>");
  }

  @Test
  void theLineOfAnEventHasARowOfItsOwn() {
    Table table =
        Table.of("t", "T")
            .times("Time")
            .texts("user.name", "message")
            .row("now", "a", "<x>")
            .build();

    assertThat(new Html().table(table, 10, "t.csv").toString())
        .contains("<th scope=\"col\">user.<wbr>name</th>\n</tr>")
        .contains("<tr class=\"line\"><td colspan=\"2\">&lt;x&gt;</td></tr>");
  }

  @Test
  void rowsThatAreNotShownAreCounted() {
    Table.Builder table = Table.of("t", "T").texts("Name");
    for (int i = 0; i < 25; i++) {
      table.row("row " + i);
    }

    assertThat(new Html().table(table.build(), 20, "t.csv").toString())
        .contains("row 19<")
        .doesNotContain("row 20<")
        .contains("and 5 more, in t.csv");
  }

  @Test
  void anEmptyTableSaysSo() {
    assertThat(new Html().table(Table.of("t", "T").texts("A", "B").build(), 5, "t.csv").toString())
        .contains("<td class=\"none\" colspan=\"2\">none</td>");
  }

  @Test
  void aLongTextIsShortenedBetweenCharacters() {
    Table table = Table.of("t", "T").texts("A", "B").row("a", "x".repeat(239) + "😀y").build();

    assertThat(new Html().table(table, 5, "t.csv").toString())
        .contains("x".repeat(239) + " …</td>");
  }
}
