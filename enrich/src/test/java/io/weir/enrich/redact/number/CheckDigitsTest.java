package io.weir.enrich.redact.number;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CheckDigitsTest {
  /** Numbers that the offices themselves give as examples, without signs. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "luhn                                       | 046454286",
        "luhn2                                      | 198112189876",
        "verhoeff                                   | 236",
        "verhoeff                                   | 234123412346",
        "iso7064                                    | 86095742719",
        "iso7064                                    | 94577403194",
        "split97                                    | 85073003328",
        "split97                                    | 255081416802538",
        "divides11                                  | 7103192745",
        "letters:TRWAGMYFPDXBNJZSQVHLCKE            | 12345678Z",
        "letters:TRWAGMYFPDXBNJZSQVHLCKE            | X1234567L",
        "letters:0123456789ABCDEFHJKLMNPRSTUVWXY    | 131052308T",
        "letters:0123456789ABCDEFHJKLMNPRSTUVWXY    | 131052A308T",
        "weights:10,9,8,7,6,5,4,3,2,1/11            | 9434765919",
        "weights:9,8,7,6,5,4,3,2,-1/11              | 111222333",
        "weights:1,3,7,9,1,3,7,9,1,3,1/10           | 44051401359",
        "weights:1,3,1,3,1,3,1,3,1,3,1,3,1/10       | 7569217076985",
        "weights:3,7,9,-1,5,8,4,2,1,6/11            | 1237010180",
        "weights:1,4,3,7,5,8,6,9,10/11              | 123456782",
        "weights:7,9,10,5,8,4,2,1,6,3,7,9,10,5,8,4,2,1/11=1 | 11010519491231002X",
      })
  void passANumberAndNoneWithAnotherDigit(String check, String number) {
    Predicate<String> passes = CheckDigits.named(check);

    assertThat(passes).accepts(number);
    // Luhn of all but the century does not look at it.
    int first = check.equals("luhn2") ? 2 : 0;
    for (int at = first; at < number.length(); at++) {
      char digit = number.charAt(at);
      if (Character.isDigit(digit)) {
        char other = (char) ('0' + (digit - '0' + 1) % 10);
        assertThat(passes).rejects(number.substring(0, at) + other + number.substring(at + 1));
      }
    }
  }

  @Test
  void ofThoseBornSinceTwoThousandACenturyIsAdded() {
    assertThat(CheckDigits.named("split97")).accepts("17073003384").rejects("17073003385");
  }

  @ParameterizedTest
  @CsvSource({
    "ssn, 536904399, true",
    "ssn, 000123456, false",
    "ssn, 666123456, false",
    "ssn, 912345678, false",
    "ssn, 536004399, false",
    "ssn, 536900000, false",
    "itin, 912501234, true",
    "itin, 999991234, true",
    "itin, 912661234, false",
    "itin, 912891234, false",
    "itin, 912931234, false",
    "itin, 812701234, false",
    "nino, AB123456C, true",
    "nino, JG103759D, true",
    "nino, DA123456A, false",
    "nino, AQ123456A, false",
    "nino, AO123456A, false",
    "nino, GB123456A, false",
    "nino, ZZ123456A, false",
    "nino, AB123456E, false",
    "birth, 9001011234567, true",
    "birth, 9013011234567, false",
    "birth, 9000011234567, false",
    "birth, 9001321234567, false",
    "birth, 9001001234567, false",
    "none, anything, true",
  })
  void leaveOutWhatWasNeverIssued(String check, String number, boolean expected) {
    assertThat(CheckDigits.named(check).test(number)).isEqualTo(expected);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "mod97", "LUHN", "weights"})
  void areKnownByTheirNamesOnly(String name) {
    assertThatThrownBy(() -> CheckDigits.named(name)).isInstanceOf(RuntimeException.class);
  }

  /** Up to fourteen digits are a number of anything. */
  @Test
  void digitsAloneAreMeantNextToAWordOnly() {
    assertThat(NationalIdRule.all())
        .hasSizeGreaterThan(40)
        .filteredOn(rule -> rule.words().isEmpty())
        .extracting(rule -> rule.form().replace("~", ""))
        .noneMatch(form -> form.matches("9{1,14}"));
  }

  @ParameterizedTest
  @CsvSource({
    "pesel 44051401359, 6, true",
    "PESEL: 44051401359, 7, true",
    "order 44051401359, 6, false",
    "pesel 44051401358, 6, false",
  })
  void aNumberIsMeantIfItPassesAndAWordIsBefore(String text, int start, boolean expected) {
    NationalIdRule polish =
        NationalIdRule.all().stream()
            .filter(rule -> rule.words().contains("pesel", 0, 5))
            .findFirst()
            .orElseThrow();

    assertThat(polish.isMeant(text, start, text.length(), text.substring(start)))
        .isEqualTo(expected);
  }
}
