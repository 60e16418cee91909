package io.weir.enrich.redact;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.enrich.redact.key.KeyName;
import io.weir.enrich.redact.key.SensitiveKeys;
import io.weir.enrich.redact.scan.SensitiveClass;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What replaces a value, and how it is counted. */
class ReplacementTest {
  private static final SensitiveKeys KEYS = new SensitiveKeys(KeyName.shipped());

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

  @Test
  void countsAreByClassAndNothingIsNoCount() {
    RedactionTally tally = new RedactionTally("shop", KEYS);
    assertThat(tally.toJson()).isNull();

    tally.add(SensitiveClass.PASSWORD, "x");
    tally.add(SensitiveClass.EMAIL, "ana@example.com");
    tally.add(SensitiveClass.PASSWORD, "x");

    assertThat(tally.toJson()).hasToString("{\"email\":1,\"password\":2}");
  }

  @Test
  void whatOneEventAddsIsInNoOtherEventOfThePod() {
    RedactionTally shared = new RedactionTally("shop", KEYS);
    shared.add(SensitiveClass.PASSWORD, "tulip9");
    RedactionTally one = new RedactionTally("shop", KEYS);
    one.beginWith(shared);
    one.add(SensitiveClass.PASSWORD, "daisy8");
    RedactionTally other = new RedactionTally("shop", KEYS);
    other.beginWith(shared);

    assertThat(one.toJson()).hasToString("{\"password\":2}");
    assertThat(one.hidden().search().mayBeIn("tulip9")).isTrue();
    assertThat(one.hidden().search().mayBeIn("daisy8")).isTrue();
    assertThat(other.toJson()).hasToString("{\"password\":1}");
    assertThat(other.hidden().search().mayBeIn("tulip9")).isTrue();
    assertThat(other.hidden().search().mayBeIn("daisy8")).isFalse();
  }
}
