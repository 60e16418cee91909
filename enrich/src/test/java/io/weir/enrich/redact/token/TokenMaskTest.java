package io.weir.enrich.redact.token;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.weir.enrich.redact.scan.Scan;
import io.weir.enrich.redact.scan.Scanner;
import io.weir.enrich.redact.scan.SensitiveClass;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TokenMaskTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '^',
      textBlock =
          """
          ghp_{alnum:6+}                   | x: ghp_Ab3456.     | ghp_Ab3456
          ghp_{alnum:6-7}                  | x: ghp_Ab34567     | ghp_Ab34567
          t.{dotted:4+}                    | t.A1.b2.. end      | t.A1.b2
          *{digit:4-5}:AA{word:3}          | bot1234:AAx-9 z    | 1234:AAx-9
          {hex:4}-us{digit:1-2}            |  0a0f-us12         | 0a0f-us12
          *hooks.example.com/[{path:1+}]   | Hooks.Example.com/a/B@c? | a/B@c
          AKIA{upper:4}{gap:1}[{key:6}]    | AKIAQ123:w/Jal+ ok | w/Jal+
          """)
  void findsTheToken(String mask, String text, String token) {
    assertThat(found(mask, text)).isEqualTo(token);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '^',
      textBlock =
          """
          ghp_{alnum:6+}              | ghp_Ab345        | too short
          ghp_{alnum:6-7}             | ghp_Ab345678     | too long
          ghp_{alnum:6+}              | xghp_Ab3456      | within a word
          sk-{word:6+}                | sk-kebab-case    | a name
          squ_{hex:6}                 | squ_1a2b3cz      | goes on
          *{digit:4-5}:AA{word:3}     | 123456:AAxyz     | too many digits
          {hex:4}-us{digit:1-2}       | x0a0f-us12       | within a word
          AKIA{upper:4}{gap:1}[{key:6}] | AKIAQ123:w/Jal+s | too long
          """)
  void leavesLookAlikes(String mask, String text, String why) {
    assertThat(found(mask, text)).as(why).isNull();
  }

  /** Wherever its trigger may be. */
  private static String found(String described, String text) {
    Scan scan = new Scan(text, Set.of());
    TokenMask mask = TokenMask.of(SensitiveClass.VENDOR_TOKEN, described);
    for (int at = 0; at < text.length(); at++) {
      mask.hide(scan, at);
    }
    if (scan.isClean()) {
      return null;
    }
    var span = scan.spans().merged().get(0);
    return text.substring(span.start(), span.end());
  }

  @ParameterizedTest
  @ValueSource(strings = {"ghp_{letters:30+}", "ghp_{alnum:many}", "ghp_{alnum}"})
  void refusesWhatIsNoMask(String mask) {
    assertThatThrownBy(() -> TokenMask.of(SensitiveClass.VENDOR_TOKEN, mask))
        .isInstanceOf(RuntimeException.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "sha256~E9M83FEJ8Pnm5JGSR4mgEvjfL5WScQBETZRTkRa7Ked",
        "API-CNRB7W6NQU9AF7T4FSWQUBEG3G",
        "pat8uAeb8VappdGAX.cd268a29a0d347301ef56e64dc3cd6089065c3146e80a9c22267" + "0bbe4f4c5497",
        "cmVmd6RrYnkZSMnVAGQfCdggcJsrZXBsC6QHuKmYeiqGMT8RRetppZbetCErdcmu",
        "4b1dzKNifziExUYWKPiPcbGyWvcbQSeGeYvwieeELz",
        "v1.0-14ab2f2d0f0cc022238dacee-e2092f073ff80b9465aef7ac86d66c7a644fb128"
            + "53ef86dcfaea21818b904ce6087413e3b266f850f1578b5c72dc4ee60caea63367c29a"
            + "80b21ead8f062d15a4f4ef27e9589c6948f6",
        "ico-CLhJaQAbLcKBL5NhHfWkeLFC5BtrGHix",
        "LTAI5tD6GKwgnCRbsiW3bcnj",
        "A3TQAUWYR9G9HSN5B24L",
        "949494934636644|3ngiriYfsAgD7CL4XinBSV5bgnN",
        "sc_Vy6zhXJS2.xJV7n.acc-5eGgbc2MRJNG.jnmhpm7kuVgPdiVFe2gwBFDJyDpQzaSWc8nmCFzZ",
        "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",
        "dnkey-xLWz3D2mBpYme5xvGgaySRdqtU-vxpUBNmLeAJHTpWh2BNbhRgZrsEBJd2nTAags"
            + "stxMLJCKN8gSE5T",
        "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",
        "sat.YirGhJv4JR8yttRVYNWPnS.t2rnrJTnVcSdatsDbRcgqLte.2fVkMrSzGGypxxHZi79e",
        "pk.eyJ5hE56R733pEDZsA5jzjT7QwuM2Z6mDTzPgFwfLfDNNH6VFv63aevpUQfWvHY",
        "AQVN2WwujqyUYwzhwXENQVtEK5vFwqBYKrfz7zbz",
        "NRJS-cc6bc4552e9071590d2"
      })
  void knowsATokenByItsFormAlone(String token) {
    for (String text : List.of(token, "got " + token + ", and so on", "['" + token + "']")) {
      Scan scan = new Scan(text, Set.of());
      new Scanner(List.of(new MaskedTokenDetector())).scan(scan);

      assertThat(scan.isClean()).isFalse();
      assertThat(scan.spans().merged().get(0).value(text)).isEqualTo(token);
    }
  }

  /** Fingerprints of images, versions and dates have the same signs. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "image@sha256:4b1d8a0c3f27b91f8fd0b5cdd1fbb5a7f1e4a9c2b7d6e5f4a3b2c1d0e9f8a7b6",
        "v1.0-2f6a1c release 1234567890123456|warn|AAAAAAAAAAAAAAAAAAAAAAAA",
        "API-KEY-NAMES-ARE-NOT-TOKENS the_length_of_a_name_is_no_mark_of_it_mmk",
        "s-s4t2ud-team pubkey-file ico-moon sat.example.org pattern.9f8a7b6c",
      })
  void takesNoNameForAToken(String text) {
    Scan scan = new Scan(text, Set.of());
    new Scanner(List.of(new MaskedTokenDetector())).scan(scan);

    assertThat(scan.isClean()).isTrue();
  }

  @Test
  void hidesAnIdAndTheSecretNextToIt() {
    String text = "AKIAIOSFODNN7EXAMPLE:wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY";
    Scan scan = new Scan(text, Set.of());
    new Scanner(List.of(new MaskedTokenDetector())).scan(scan);

    assertThat(scan.spans().merged())
        .extracting(span -> span.type().label())
        .containsExactly("aws_access_key", "secret");
  }
}
