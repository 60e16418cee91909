package io.weir.ingest.parse.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CursorTest {
  @ParameterizedTest
  @CsvSource({
    "42 cats,42,2",
    "007,7,3",
    "0,0,1",
    "999999999999999999,999999999999999999,18",
    // Nineteen digits do not always fit, so none of them are taken.
    "1000000000000000000,-1,0",
    "99999999999999999999999999,-1,0",
    "-1,-1,0",
    "cats,-1,0",
    "'',-1,0",
    // Digits of other scripts are no numbers of a log.
    "\u0661\u0662,-1,0",
  })
  void readsANumberOrStays(String text, long number, int at) {
    Cursor cursor = new Cursor(text);

    assertThat(cursor.number()).isEqualTo(number);
    assertThat(cursor.at()).isEqualTo(at);
  }

  @ParameterizedTest(name = "{0} of {1} digits")
  @CsvSource({"2026-11,4,2026,4", "20,4,-1,0", "202a,4,-1,0", "2026,2,20,2"})
  void readsSoManyDigitsOrStays(String text, int count, int value, int at) {
    Cursor cursor = new Cursor(text);

    assertThat(cursor.digits(count)).isEqualTo(value);
    assertThat(cursor.at()).isEqualTo(at);
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '#',
      textBlock =
          """
          "GET / HTTP/1.1" 200       | GET / HTTP/1.1        | 16
          "a \\" b" 1                 | a \\" b                | 8
          # nginx escapes nothing: a quote inside counts only before a blank.#| | 0
          "Odd"Agent" x              | Odd"Agent             | 11
          "ends here"                | ends here             | 11
          ""                         | ##                    | 2
          "no end                    |                       | 0
          "escaped end\\"             |                       | 0
          plain                      |                       | 0
          """)
  void readsAQuotedTextUpToTheQuoteBeforeABlank(String text, String quoted, int at) {
    Cursor cursor = new Cursor(text);

    assertThat(cursor.quoted()).isEqualTo(quoted);
    assertThat(cursor.at()).isEqualTo(at);
  }

  @Test
  void readsFromLeftToRight() {
    Cursor cursor = new Cursor("a: b\t[c] d");

    assertThat(cursor.until(": ")).isEqualTo("a");
    assertThat(cursor.word()).isEqualTo("b");
    assertThat(cursor.skipBlanks()).isTrue();
    assertThat(cursor.startsWith("[c")).isTrue();
    assertThat(cursor.skip('[')).isTrue();
    assertThat(cursor.until(']')).isEqualTo("c");
    assertThat(cursor.skipBlanks()).isTrue();
    assertThat(cursor.take(5)).isEqualTo("d");
    assertThat(cursor.atEnd()).isTrue();
  }

  @Test
  void staysWhereWhatIsAskedForDoesNotFollow() {
    Cursor cursor = new Cursor("text", 1);

    assertThat(cursor.skip('t')).isFalse();
    assertThat(cursor.skip("text")).isFalse();
    assertThat(cursor.skipOne('t').at()).isEqualTo(1);
    assertThat(cursor.skipBlanks()).isFalse();
    assertThat(cursor.until('!')).isNull();
    assertThat(cursor.until("!!")).isNull();
    assertThat(cursor.atDigit()).isFalse();
    assertThat(cursor.at()).isEqualTo(1);
  }

  @Test
  void hasNothingAfterTheEnd() {
    Cursor cursor = new Cursor("x", 1);

    assertThat(cursor.peek()).isEqualTo('\0');
    assertThat(cursor.peek(7)).isEqualTo('\0');
    assertThat(cursor.word()).isEmpty();
    assertThat(cursor.rest()).isEmpty();
    assertThat(cursor.take(3)).isEmpty();
    assertThat(cursor.skip('x')).isFalse();
    assertThat(cursor.quoted()).isNull();
  }
}
