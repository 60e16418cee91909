package io.weir.enrich.redact.scan;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DecodedViewTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '¦',
      quoteCharacter = '^',
      textBlock =
          """
          say \\"x\\"          ¦ say "x"
          a%3Db%2           ¦ a=b%2
          \\u0041\\x42\\060    ¦ AB0
          &quot;x&#39;&#x26; ¦ "x'&
          a\\e[1;31mb\\e[0m  ¦ a[1;31mb[0m
          &copy; %zz \\q     ¦ &copy; %zz \\q
          """)
  void takesOneLayerOff(String text, String decoded) {
    assertThat(DecodedView.of(text).text()).isEqualTo(decoded);
  }

  @Property
  void saysWhereItsCharactersCameFrom(@ForAll("encoded") String text) {
    DecodedView view = DecodedView.of(text);
    int last = -1;
    for (int i = 0; i < view.text().length(); i++) {
      assertThat(view.origin(i)).isGreaterThan(last);
      last = view.origin(i);
    }
    assertThat(view.origin(view.text().length())).isEqualTo(text.length());
  }

  /** Pieces of encodings, whole and broken. */
  @Provide
  Arbitrary<String> encoded() {
    return Arbitraries.of(
            "\\",
            "\\u00",
            "\\u0041",
            "\\x4",
            "\\e",
            "[",
            "%",
            "%4",
            "%41",
            "&",
            "&lt;",
            "&#x",
            "\u001b[1m",
            "\u200b",
            "é",
            "a",
            "1",
            ";",
            "\"")
        .list()
        .ofMaxSize(30)
        .map(pieces -> String.join("", pieces));
  }
}
