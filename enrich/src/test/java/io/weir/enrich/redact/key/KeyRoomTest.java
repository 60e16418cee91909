package io.weir.enrich.redact.key;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.enrich.redact.key.KeyRule.Kind;
import io.weir.enrich.redact.scan.Placeholder;
import io.weir.enrich.redact.scan.Scan;
import io.weir.enrich.redact.scan.SensitiveClass;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is a value of a key, and where it ends. */
class KeyRoomTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "$1",
        "$12",
        "$DB_PASSWORD",
        "${DB_PASSWORD}",
        "${db.password}",
        "${DB_PASSWORD:?not set}",
        "$(cat /run/secrets/db)",
        "****",
        "xxxxx",
        "XX",
        "####",
        "••••",
        "%PASSWORD%",
        "%{TOKEN}"
      })
  void isFilledInElsewhere(String value) {
    assertThat(Placeholder.is(value, 0, value.length())).isTrue();
    String text = "password=" + value;
    assertThat(Placeholder.is(text, 9, text.length())).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "$",
        "$1a",
        "$Hunter2",
        "$ABC123",
        "${Hunter2}",
        "${DB_PASSWORD:-hunter2}",
        "${db.password:hunter2}",
        "$(hunter2)",
        "$(Tr0ub4dor x)",
        "x",
        "*",
        "xxxxX",
        "***a",
        "%Hunter%",
        "100%",
        "hunter2",
        "$$",
        "PASSWORD"
      })
  void isAValueAlthoughItLooksAlike(String value) {
    assertThat(Placeholder.is(value, 0, value.length())).isFalse();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "ALWAYS | x                                     | true",
        "NEVER  | 9f86d081884c7d659a2feaa0c55ad015      | false",
        "DIGITS | 123                                   | true",
        "DIGITS | 12345678                              | true",
        "DIGITS | 12                                    | false",
        "DIGITS | 123456789                             | false",
        "DIGITS | 12a4                                  | false",
        "NUMBER | 12345                                 | true",
        "NUMBER | DE 123-456.78                         | true",
        "NUMBER | 1234                                  | false",
        "NUMBER | ABCDEF12345                           | false",
        "NUMBER | 123456789012345678901                 | false",
        "NUMBER | 12345_6                               | false",
        "RANDOM | 9f86d081884c7d659a2feaa0c55ad015      | true",
        "RANDOM | primary                               | false",
        "RANDOM | 54f56f9a-353f-f142-6ea5-8c8273d73c96  | false",
        "ID     | 54f56f9a-353f-f142-6ea5-8c8273d73c96  | true",
        "ID     | 54f56f9a-353f-f142-6ea5-8c8273d73c9g  | false",
        "ID     | 54f56f9a-353f-f142-6ea5-8c8273d73c9   | false",
        "ID     | 54f56f9a0353f-f142-6ea5-8c8273d73c96  | false",
        "ID     | cart-1                                | false",
        "QUERY  | 42                                    | false",
        "QUERY  | 9f86d081884c7d659a2feaa0c55ad015      | true",
      })
  void aKeySaysWhichValuesItMeans(Kind kind, String value, boolean expected) {
    KeyRule rule = new KeyRule(SensitiveClass.SECRET, kind);

    assertThat(rule.fits(value, false)).isEqualTo(expected);
    assertThat(rule.fits(value, true)).isEqualTo(expected || kind == Kind.QUERY);
  }

  /** The quote opens at the first place; the value ends at the sign {@code ^}. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "'abc^' x           ",
        "'a''b^' x          ",
        "'a\"b^' x          ",
        "\"a\\\"b^\" x      ",
        "\"a''b^\" x        ",
        "\"a\"\"b           ",
        "'it\\'s^' x        ",
        "`a^' (x)           ",
        "`a'b^` x           ",
        "'no end^           ",
        "'^'                ",
      })
  void aQuoteClosesWhereItOpened(String marked) {
    int expected = marked.indexOf('^') < 0 ? 2 : marked.indexOf('^');
    Scan scan = new Scan(marked.replace("^", ""), Set.of());

    assertThat(ValueBounds.closing(scan, 0)).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "abc^ next=1",
        "a,b;c^, user=d",
        "a&b^&user=d",
        "a&b^",
        "ab^}",
        "ab^])",
        "p@ss)word^ x",
        "abc^\"",
        "abc^<br>",
        "abc^\\",
        "abc^,\"x\"",
        "a,b^,c:1",
      })
  void aWordEndsWhereTheNextKeyBegins(String marked) {
    Scan scan = new Scan(marked.replace("^", ""), Set.of());

    assertThat(ValueBounds.wordEnd(scan, 0, scan.length())).isEqualTo(marked.indexOf('^'));
  }

  @ParameterizedTest
  @ValueSource(strings = {"a,b(c)^&n=1", "a%2Bb^ HTTP/1.1", "abc^#top", "abc^\" 200", "abc^"})
  void aValueOfAQueryEndsWhereUrlsDo(String marked) {
    Scan scan = new Scan(marked.replace("^", ""), Set.of());

    assertThat(ValueBounds.queryEnd(scan, 0, scan.length())).isEqualTo(marked.indexOf('^'));
  }

  @ParameterizedTest
  @CsvSource({
    "hunter2, true",
    "Tr0ub4dor&3, true",
    "correct!, true",
    "aBcDeFgH, true",
    "hunter, false",
    "camelCaseName, false",
    "123456, false",
    "a1b2c, false",
    "!!!!!!, false",
    "'', false",
  })
  void aPasswordOfPeopleHasSignsAmongLetters(String value, boolean expected) {
    assertThat(Passwords.looksLikeOne(value)).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({
    "ana:hunter2, true",
    "a@b.co:x1y, true",
    "ana:12345, true",
    "image:v1, false",
    "ana:, false",
    ":hunter2, false",
    "1000:1000, false",
    "http://ana, false",
    "/a/b:c12, false",
    "ana:has blank, false",
    "ana:null, false",
    "ana:$PASS, false",
    "nothing, false",
  })
  void aUserAndAPasswordAreAPair(String text, boolean expected) {
    assertThat(UserAndPassword.is(text, 3, true)).isEqualTo(expected);
  }
}
