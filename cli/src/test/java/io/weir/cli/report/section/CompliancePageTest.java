package io.weir.cli.report.section;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CompliancePageTest {
  @ParameterizedTest
  @CsvSource({
    "1, One thing is open and needs an explanation:",
    "2, 2 things are open and need an explanation:"
  })
  void whatIsOpenIsCounted(int things, String sentence) {
    assertThat(CompliancePage.open(things)).isEqualTo(sentence);
  }

  @Test
  void numbersAreEnglishOnEveryMachine() {
    Locale here = Locale.getDefault();
    try {
      Locale.setDefault(Locale.GERMANY);

      assertThat(CompliancePage.open(1234)).startsWith("1,234 things");
    } finally {
      Locale.setDefault(here);
    }
  }
}
