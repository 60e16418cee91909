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
