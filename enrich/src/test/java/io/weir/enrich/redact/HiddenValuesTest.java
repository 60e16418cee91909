package io.weir.enrich.redact;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.enrich.redact.key.KeyName;
import io.weir.enrich.redact.key.SensitiveKeys;
import io.weir.enrich.redact.scan.SensitiveClass;
import io.weir.enrich.redact.search.HiddenValues;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Where values that were hidden in one text of an event are hidden in others. */
class HiddenValuesTest {
  private static final SensitiveKeys KEYS = new SensitiveKeys(KeyName.shipped());

  private final Policy policy = Policies.standard();
  private final TextRedactor texts =
      new TextRedactor(
          new TextScanner(policy, List.of()), new Replacements(policy, Pseudonyms.development()));
  private final HiddenValues hidden = new HiddenValues(KEYS);

  private String erase(String text) {
    return texts.erase(text, hidden.search(), null);
  }

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
        "mysql -u app -pSommer shop       | mysql -u app -p[password] shop",
        "in\\nSommer\\n                   | in\\n[password]\\n",
        "xq7Tulip5x, q7Tulip5             | x[password]x, [password]",
        "a%20q7%54ulip5%20b               | a%20[password]%20b",
        "2031-11-23 1.2031 v2031          | 2031-11-23 1.2031 v2031",
        "code 2031, 2031                  | code [password], [password]",
        "pin                              | pin",
        "password, the api_token          | password, the api_token",
        "nothing of it                    | nothing of it",
      })
  void aPlainWordIsHiddenByItselfAndADistinctValueEverywhere(String text, String erased) {
    hidden.add("Sommer", SensitiveClass.PASSWORD);
    hidden.add("Sommerabend", SensitiveClass.SECRET);
    hidden.add("q7Tulip5", SensitiveClass.PASSWORD);
    hidden.add("2031", SensitiveClass.PASSWORD);
    // So short that it is part of many a text by chance; and the names of a class and of a key.
    hidden.add("pin", SensitiveClass.PASSWORD);
    hidden.add("password", SensitiveClass.PASSWORD);
    hidden.add("api_token", SensitiveClass.SECRET);

    assertThat(erase(text)).isEqualTo(erased);
  }

  @Test
  void anEncodedPasswordIsHiddenAsItIsToo() {
    hidden.add("app:q7%2FTu%40lip", SensitiveClass.URL_CREDENTIALS);

    assertThat(erase("no user has q7/Tu@lip")).isEqualTo("no user has [url_credentials]");
  }

  @Test
  void thePasswordOfCredentialsIsHiddenWithoutTheUser() {
    hidden.add("ana:q7Tulip5", SensitiveClass.URL_CREDENTIALS);

    assertThat(erase("ana has q7Tulip5")).isEqualTo("ana has [url_credentials]");
  }

  @Test
  void aPieceOfALongValueIsHiddenToo() {
    StringBuilder random = new StringBuilder();
    new Random(5).ints(800, 'A', 'Z' + 1).forEach(c -> random.append((char) c));
    String key = random.toString();
    hidden.add(key, SensitiveClass.PRIVATE_KEY);

    assertThat(erase("got " + key.substring(0, 520) + "!"))
        .isEqualTo("got [private_key][private_key]" + key.substring(512, 520) + "!");
    assertThat(erase("got " + key + "!")).doesNotContain(key.substring(0, 300)).endsWith("y]!");
  }

  /** Values that begin like one another make no place be looked at again and again. */
  @Test
  void manyAlikeValuesAreFoundAsIfEachWereAlone() {
    Random random = new Random(7);
    Set<String> values = new java.util.TreeSet<>();
    while (values.size() < 300) {
      StringBuilder value = new StringBuilder("aa1");
      random.ints(3 + random.nextInt(9), 0, 3).forEach(i -> value.append("ab1".charAt(i)));
      values.add(value.toString());
    }
    values.forEach(value -> hidden.add(value, SensitiveClass.PASSWORD));
    StringBuilder text = new StringBuilder();
    random.ints(20_000, 0, 4).forEach(i -> text.append("ab1 ".charAt(i)));

    String erased = erase(text.toString());

    assertThat(values).allSatisfy(value -> assertThat(erased).doesNotContain(value));
    assertThat(erased.replace("[password]", "")).hasSizeGreaterThan(1_000);
  }
}
