package io.weir.enrich.redact;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.weir.enrich.redact.scan.SensitiveClass;
import io.weir.ingest.yaml.ConfigException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PseudonymsTest {
  private static final String KEYS =
      """
      active: k2
      keys:
        k1: MDEyMzQ1Njc4OWFiY2RlZg==
        k2: ZmVkY2JhOTg3NjU0MzIxMA==
      """;

  @TempDir private Path dir;

  private Pseudonyms load(String yaml) throws IOException {
    return Pseudonyms.load(Files.writeString(dir.resolve("keys.yaml"), yaml));
  }

  private static String token(String label, String value) {
    return Pseudonyms.development().of(SensitiveClass.known(label).orElseThrow(), value, null);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "email        | Ana@Example.com               | ana@example.com",
        "email        | o''hara@example.ie            | o'hara@example.ie",
        "phone        | +49 (151) 234-567             | +49151234567",
        "iban         | DE89 3704 0044 0532 0130 00   | DE89370400440532013000",
        "iban         | de89370400440532013000        | DE89370400440532013000",
        "payment_card | 4111-1111-1111-1111           | 4111 1111 1111 1111",
        "payment_card | 2200.6996.8168.9413           | 2200699681689413",
        "us_ssn       | 536-90-4399                   | 536904399",
        "uk_nino      | ab 12 34 56 c                 | AB123456C",
        "national_id  | x1234567-l                    | X1234567L",
        "ip_address   | 2001:DB8::1                   | 2001:db8::1",
        "mac_address  | 02-42-AC-11-00-02             | 02:42:ac:11:00:02",
        "mac_address  | 0242.ac11.0002                | 02:42:ac:11:00:02",
      })
  void oneThingHasOneTokenHoweverItIsWritten(String label, String written, String same) {
    assertThat(token(label, written)).isEqualTo(token(label, same));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "email      | ana@example.com  | bob@example.com",
        "email      | a.na@example.com | ana@example.com",
        "phone      | 0049151234567    | +49151234567",
        "session_id | AbC123           | abc123",
        "session_id | abc-123          | abc123",
        "ip_address | 10.0.0.1         | 10.0.01",
      })
  void differentThingsHaveDifferentTokens(String label, String one, String other) {
    assertThat(token(label, one)).isNotEqualTo(token(label, other));
  }

  @Test
  void aTokenSaysItsClassAndItsKeyAndNothingElse() throws IOException {
    Pseudonyms pseudonyms = load(KEYS);

    assertThat(pseudonyms.of(SensitiveClass.EMAIL, "ana@example.com", null))
        .matches("email:k2:[0-9a-f]{16}")
        .isNotEqualTo(pseudonyms.of(SensitiveClass.EMAIL, "ana@example.com", "shop"));
    assertThat(
            pseudonyms.of(SensitiveClass.SESSION_ID, "x", null).substring("session_id:".length()))
        .isNotEqualTo(pseudonyms.of(SensitiveClass.EMAIL, "x", null).substring("email:".length()));
  }

  @Test
  void afterAKeyWasChangedTheOldTokensAreStillKnown() throws IOException {
    String old =
        load(KEYS.replace("k2\n", "k1\n")).of(SensitiveClass.EMAIL, "ana@example.com", null);
    List<String> tokens = load(KEYS).tokens(SensitiveClass.EMAIL, "ana@example.com", null);

    assertThat(tokens).hasSize(2).contains(old);
    assertThat(tokens.get(0)).startsWith("email:k2:");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "active: k9 ~keys: {k1: MDEyMzQ1Njc4OWFiY2RlZg==} | keys.yaml:1: 'k9' is not among the keys",
        "keys: {k1: MDEyMzQ1Njc4OWFiY2RlZg==}             | keys.yaml:1: must have 'active' and 'keys'",
        "active: k1                                       | keys.yaml:1: must have 'active' and 'keys'",
        "active: k1 ~keys: {k1: c2hvcnQ=}                 | keys.yaml:2: the key has fewer than 16 bytes",
        "active: k1 ~keys: {k1: hunter2!}                 | keys.yaml:2: the key is not base64",
        "active: k1 ~keys: {k1: MDEyMzQ1Njc4OWFiY2RlZg==} ~--- ~a: 1 | keys.yaml: must hold one document",
      })
  void aKeyFileThatCannotBeUsedIsAFaultThatShowsNoKey(String yaml, String fault) {
    assertThatThrownBy(() -> load(yaml.replace(" ~", "\n")))
        .isInstanceOf(ConfigException.class)
        .hasMessageEndingWith(fault)
        .hasMessageNotContainingAny("hunter2", "MDEy", "c2hv");
  }
}
