package io.weir.enrich.redact;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Values of the right form, never real, in sentences as programs write them. */
class GeneratedValuesTest {
  private static final int SAMPLES = 10_000;
  private static final String ALNUM =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
  private static final String DIGITS = "0123456789";

  private static final List<String> SENTENCES =
      List.of(
          "%s",
          "refused: %s is on the list",
          "lookup took 12 ms (%s)",
          "{\"level\":\"warn\",\"detail\":\"%s\",\"n\":3}",
          "level=info detail=%s attempt=2",
          "level=info detail=\"%s\" attempt=2",
          "got [%s], <%s> again; next",
          "2026-11-23T01:02:03.456Z worker-7 said: %s",
          "first line\n\tsecond %s\nthird",
          "https://example.com/find?q=%s&page=2");

  private static final Map<String, Function<SplittableRandom, String>> VALUES =
      Map.ofEntries(
          Map.entry("card", random -> luhn("4" + some(random, DIGITS, 14))),
          Map.entry("email", random -> "u" + some(random, ALNUM, 9) + "@mail.example.org"),
          Map.entry("aws", random -> "AKIA" + some(random, "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567", 16)),
          Map.entry("gcp", random -> "AIza" + some(random, ALNUM + "-_", 34) + "9"),
          Map.entry("github", random -> "ghp_" + some(random, ALNUM, 35) + "7"),
          Map.entry("gitlab", random -> "glpat-" + some(random, ALNUM + "_", 19) + "5"),
          Map.entry(
              "slack",
              random -> "xoxb-" + some(random, DIGITS, 12) + "-" + some(random, ALNUM, 24)),
          Map.entry("npm", random -> "npm_" + some(random, ALNUM, 35) + "1"),
          Map.entry("stripe", random -> "sk_live_" + some(random, ALNUM, 23) + "0"),
          Map.entry(
              "sendgrid",
              random -> "SG." + some(random, ALNUM, 22) + "." + some(random, ALNUM, 42) + "3"),
          Map.entry(
              "ssn",
              random ->
                  random.nextInt(100, 600)
                      + "-"
                      + random.nextInt(10, 99)
                      + "-"
                      + random.nextInt(1_000, 9_999)),
          Map.entry("nino", random -> "AB" + some(random, DIGITS, 6) + "C"),
          Map.entry(
              "jwt",
              random ->
                  "eyJ"
                      + some(random, ALNUM, 17)
                      + ".eyJ"
                      + some(random, ALNUM, 30)
                      + "."
                      + some(random, ALNUM, 43)),
          Map.entry("iban", random -> iban("DE", some(random, DIGITS, 18))),
          Map.entry(
              "azure",
              random -> some(random, ALNUM, 3) + "8Q~" + some(random, ALNUM + "_.-", 33) + "a"),
          Map.entry("vault", random -> "hvs." + some(random, ALNUM, 90) + "4"),
          Map.entry("docker", random -> "dckr_pat_" + some(random, ALNUM, 26) + "2"),
          Map.entry(
              "pem",
              random ->
                  "-----BEGIN RSA PRIVATE KEY-----\\n"
                      + some(random, ALNUM + "+/", 64)
                      + "\\n-----END RSA PRIVATE KEY-----"),
          Map.entry("national phone", random -> "618-226-" + random.nextInt(1_000, 9_999)),
          Map.entry("phone", random -> "+49 151 " + some(random, DIGITS, 8)),
          Map.entry(
              "ip",
              random ->
                  random.nextInt(1, 255) + "." + random.nextInt(256) + ".7." + random.nextInt(256)),
          Map.entry(
              "ip6",
              random ->
                  "2001:db8:%x::%x:9"
                      .formatted(random.nextInt(16, 65_536), random.nextInt(65_536))));

  private final Redactor strict =
      new Redactor(Policies.load(Path.of("strict")), Pseudonyms.development());

  @Test
  void noneOfThemSurvives() {
    long seed = System.nanoTime();
    SplittableRandom random = new SplittableRandom(seed);
    List<Map.Entry<String, Function<SplittableRandom, String>>> kinds =
        List.copyOf(VALUES.entrySet());
    for (int i = 0; i < SAMPLES; i++) {
      var kind = kinds.get(random.nextInt(kinds.size()));
      String value = kind.getValue().apply(random);
      String text = SENTENCES.get(random.nextInt(SENTENCES.size())).replace("%s", value);

      assertThat(strict.redact(text))
          .as("seed %d: %s in %s", seed, kind.getKey(), text)
          .doesNotContain(value);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "request 0e7153bf-7c37-06d8-5c52-4e440066559a done",
        "image@sha256:6656c90bd5482a90a29b9fa5ff5180bc0dbc0e15637ebb8e3b91d26ab4a829a9",
        "trace 4bf92f3577b34da6a3ce929d0e0e4736 at 1795396698638998512",
        "version 1.2.3.4 and v10.20.30.40-rc1, Chrome/141.0.0.0",
        "12:31:56 ratio 1:8 slot 2::7, std::vector, face::add",
        "block blk_-6008397446568765070",
        "GET /static/logo@2x.png 200",
        "zone +01:00, offset +0200, 2026-11-23T01:02:03+01:00",
        "phone book of 3 entries, part no 12-34-56-78, id 123-45-67890",
        "mac 02:42:ac:11:00:02",
        "glpat-like-names-are-no-tokens and sk_live_kebab",
        "0x7ffd-12-3456 and AB1234567C"
      })
  void lookAlikesSurvive(String text) {
    assertThat(strict.redact(text)).isEqualTo(text);
  }

  @Test
  void whatIsKeptNeverCoversWhatIsNot() {
    Redactor minimal = new Redactor(Policies.load(Path.of("minimal")), Pseudonyms.development());
    assertThat(minimal.redact("https://ana:s3cr3tPass@mail.example.org/ from ana@example.org"))
        .doesNotContain("s3cr3tPass")
        .contains("ana@example.org");
  }

  private static String some(SplittableRandom random, String alphabet, int count) {
    StringBuilder text = new StringBuilder(count);
    for (int i = 0; i < count; i++) {
      text.append(alphabet.charAt(random.nextInt(alphabet.length())));
    }
    return text.toString();
  }

  /** With the check digits that ISO 13616 asks for. */
  private static String iban(String country, String account) {
    StringBuilder digits = new StringBuilder();
    (account + country + "00").chars().forEach(c -> digits.append(Character.digit(c, 36)));
    int check = 98 - new BigInteger(digits.toString()).mod(BigInteger.valueOf(97)).intValue();
    return "%s%02d%s".formatted(country, check, account);
  }

  private static String luhn(String withoutCheck) {
    int sum = 0;
    for (int i = 0; i < withoutCheck.length(); i++) {
      int digit = withoutCheck.charAt(withoutCheck.length() - 1 - i) - '0';
      int value = i % 2 == 0 ? 2 * digit : digit;
      sum += value > 9 ? value - 9 : value;
    }
    return withoutCheck + (10 - sum % 10) % 10;
  }
}
