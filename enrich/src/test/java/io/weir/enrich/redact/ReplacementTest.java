package io.weir.enrich.redact;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.enrich.redact.scan.SensitiveClass;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What replaces a value, and what is remembered of it. */
class ReplacementTest {
  @ParameterizedTest
  @CsvSource({
    "ip_address, 203.0.113.7, 203.0.113.0",
    "ip_address, 10.0.0.255, 10.0.0.0",
    "ip_address, 2001:db8:7:1:2:3:4:5, 2001:db8:7::",
    "ip_address, 2001:db8::1, 2001:db8::",
    "ip_address, fe80::1, fe80::",
    "ip_address, ::1, ::",
    "ip_address, ::ffff:203.0.113.7, ::",
    "mac_address, 02:42:ac:11:00:02, 02:42:ac:00:00:00",
    "mac_address, 02-42-AC-11-00-02, 02-42-AC-00-00-00",
    "mac_address, 0242.ac11.0002, 0242.ac00.0000",
  })
  void anAddressIsLeftWithoutItsLastPart(String label, String address, String masked) {
    assertThat(AddressMask.of(SensitiveClass.known(label).orElseThrow(), address))
        .isEqualTo(masked);
  }

  @Test
  void nothingElseHasALastPart() {
    assertThat(AddressMask.of(SensitiveClass.EMAIL, "ana@10.0.0.1")).isNull();
  }

  /** Values that were found by their key are hidden where they appear without it. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "login with Sommer, Sommer.       | login with [password], [password].",
        "Sommer                           | [password]",
        "Sommerzeit, xSommer, Sommer1     | Sommerzeit, xSommer, Sommer1",
        "sommer                           | sommer",
        "Sommerabend                      | [secret]",
        "Sommer/Sommerabend               | [password]/[secret]",
        "pin                              | pin",
        "nothing of it                    | nothing of it",
      })
  void aValueIsHiddenWhereItIsAWordOfItsOwn(String text, String erased) {
    RedactionTally tally = new RedactionTally(null);
    tally.rememberSecret("Sommer", "[password]");
    tally.rememberSecret("Sommerabend", "[secret]");
    // So short that it is part of many a text by chance.
    tally.rememberSecret("pin", "[password]");

    assertThat(tally.eraseSecrets(text)).isEqualTo(erased);
  }

  @Test
  void onlySoManyValuesAreRemembered() {
    RedactionTally tally = new RedactionTally(null);
    IntStream.range(0, 100).forEach(i -> tally.rememberSecret("value" + i, "[x]"));

    assertThat(tally.eraseSecrets("value0 value63 value64")).isEqualTo("[x] [x] value64");
  }

  @Test
  void countsAreByClassAndNothingIsNoCount() {
    RedactionTally tally = new RedactionTally("shop");
    assertThat(tally.toJson()).isNull();
    tally.add(SensitiveClass.PASSWORD);
    RedactionTally other = new RedactionTally("shop");
    other.add(SensitiveClass.PASSWORD);
    other.add(SensitiveClass.EMAIL);

    tally.addAll(other);

    assertThat(tally.toJson()).hasToString("{\"email\":1,\"password\":2}");
  }
}
