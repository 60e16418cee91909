package io.weir.enrich.redact;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** What holds for every text and every value, whatever is around it and however it is encoded. */
class RedactionPropertiesTest {
  private final Redactor strict =
      new Redactor(Policies.load(Path.of("strict")), Pseudonyms.development());

  @Property
  void noTextBreaksIt(@ForAll("hostile") String text) {
    assertThat(strict.redact(text)).isNotNull();
  }

  @Property
  void whatIsRedactedHoldsNothingMoreOfIt(
      @ForAll("hostile") String before, @ForAll("told") String value) {
    assertThat(strict.redact(before + " " + value + " end")).doesNotContain(value);
  }

  @Property
  void aPasswordIsFoundInEscapes(@ForAll("passwords") String password) {
    String json = "{\"user\":\"al\",\"password\":\"" + password + "\"}";
    String escaped = json.replace("\"", "\\\"");
    String twice = escaped.replace("\\", "\\\\").replace("\"", "\\\"");
    assertThat(strict.redact(json)).doesNotContain(password);
    assertThat(strict.redact("{\"log\":\"" + escaped + "\"}")).doesNotContain(password);
    assertThat(strict.redact("{\"log\":\"" + twice + "\"}")).doesNotContain(password);
  }

  @Property
  void aPasswordIsFoundAmongColoursPercentsAndReferences(@ForAll("passwords") String password) {
    assertThat(strict.redact("\u001b[36mpassword\u001b[0m=\u001b[1;31m" + password + "\u001b[0m"))
        .doesNotContain(password);
    assertThat(strict.redact("\\u001b[36mpassword\\u001b[0m=" + password)).doesNotContain(password);
    String encoded = URLEncoder.encode("password=" + password, StandardCharsets.UTF_8);
    assertThat(strict.redact("q=" + encoded)).doesNotContain(password);
    assertThat(strict.redact("&quot;password&quot;:&quot;" + password + "&quot;"))
        .doesNotContain(password);
  }

  @Property
  void aPasswordIsFoundInBase64(@ForAll("passwords") String password) {
    byte[] plain = ("user=al password=" + password).getBytes(StandardCharsets.UTF_8);
    String encoded = Base64.getEncoder().encodeToString(plain);
    String unpadded = Base64.getUrlEncoder().withoutPadding().encodeToString(plain);
    assertThat(strict.redact("sent " + encoded + " ok")).doesNotContain(encoded);
    assertThat(strict.redact("x=\"" + unpadded + "\"")).doesNotContain(unpadded);
  }

  /** Pieces that detectors look for, put together at random. */
  @Provide
  Arbitrary<String> hostile() {
    Arbitrary<String> piece =
        Arbitraries.of(
            "\\",
            "\"",
            "'",
            "%",
            "%4",
            "%40",
            "&quot;",
            "\u001b[",
            "\\u001b[3",
            "=",
            ":",
            "@",
            "a",
            "password",
            "token",
            "key",
            "eyJ",
            ".",
            "-",
            "-----BEGIN ",
            "PRIVATE KEY-----",
            "<",
            ">",
            "<password>",
            "(",
            ")",
            "values (",
            "://",
            "+1",
            "4111",
            " ",
            "\n",
            "[",
            "{",
            "glpat-",
            "AKIA",
            "GB82",
            "aGVsbG8g",
            "\u200b",
            "é",
            "\ud800",
            "--token ",
            " is ",
            "Q~",
            "|",
            ",");
    return piece.list().ofMaxSize(40).map(pieces -> String.join("", pieces));
  }

  /** Values that are known by their own form. */
  @Provide
  Arbitrary<String> told() {
    Arbitrary<String> tail =
        Arbitraries.strings().alpha().numeric().ofLength(35).map(it -> it + "7");
    return Arbitraries.oneOf(
        tail.map(it -> "ghp_" + it),
        tail.map(it -> "xoxb-" + it),
        tail.map(it -> "sk_live_" + it),
        tail.map(it -> "npm_" + it),
        Arbitraries.strings().withCharRange('A', 'Z').ofLength(16).map(it -> "AKIA" + it),
        Arbitraries.strings().withCharRange('a', 'z').ofLength(8).map(it -> it + "@example.org"));
  }

  /** Letters, digits and signs that need no quotes. */
  @Provide
  Arbitrary<String> passwords() {
    Arbitrary<String> start = Arbitraries.strings().alpha().ofLength(1);
    Arbitrary<String> rest =
        Arbitraries.strings()
            .alpha()
            .numeric()
            .withChars("!#$*_-.~")
            .ofMinLength(9)
            .ofMaxLength(24);
    return Combinators.combine(start, rest, Arbitraries.of("x", "9")).as((a, b, c) -> a + b + c);
  }
}
