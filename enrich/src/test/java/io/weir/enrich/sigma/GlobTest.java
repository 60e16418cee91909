package io.weir.enrich.sigma;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GlobTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '¦',
      quoteCharacter = '^',
      value = {
        "abc       ¦ abc        ¦ true",
        "abc       ¦ abcd       ¦ false",
        "abc       ¦ ABC        ¦ false",
        "*         ¦ ^^         ¦ true",
        "?         ¦ ^^         ¦ false",
        "a*c       ¦ ac         ¦ true",
        "a*c       ¦ abcc       ¦ true",
        "a*c       ¦ abcd       ¦ false",
        "a?c       ¦ abc        ¦ true",
        "a?c       ¦ ac         ¦ false",
        "a??       ¦ abc        ¦ true",
        "*.exe     ¦ a.exe.exe  ¦ true",
        "*b?d*     ¦ abxbcd     ¦ true",
        "*b?d*     ¦ abxxd      ¦ false",
        // The same characters are never used by two parts.
        "aba*aba   ¦ aba        ¦ false",
        "aba*aba   ¦ ababa      ¦ false",
        "aba*aba   ¦ abaaba     ¦ true",
        "*ab*ba*   ¦ aba        ¦ false",
        "a*bc*c    ¦ abc        ¦ false",
        "a**c      ¦ ac         ¦ true",
        // A backslash takes the meaning away from these three only.
        "a\\*      ¦ a*         ¦ true",
        "a\\*      ¦ ab         ¦ false",
        "a\\?      ¦ a?         ¦ true",
        "a\\?      ¦ ab         ¦ false",
        "c:\\win   ¦ c:\\win    ¦ true",
        "c:\\\\win ¦ c:\\win    ¦ true",
        "c:\\\\*   ¦ c:\\win    ¦ true",
        "a\\       ¦ a\\        ¦ true",
      })
  void matchesAsSigmaSays(String pattern, String text, boolean expected) {
    assertThat(Glob.of(pattern).matches(text)).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({
    "b,      abc, true,  false, false",
    "a,      abc, true,  true,  false",
    "c,      abc, true,  false, true",
    "abc,    abc, true,  true,  true",
    "b?,     abc, true,  false, true",
    "a*c,    xabcx, true, false, false",
    "abcd,   abc, false, false, false",
  })
  void isWidenedToEitherSide(
      String pattern, String text, boolean contains, boolean startsWith, boolean endsWith) {
    Glob glob = Glob.of(pattern);

    assertThat(glob.contains().matches(text)).isEqualTo(contains);
    assertThat(glob.startsWith().matches(text)).isEqualTo(startsWith);
    assertThat(glob.endsWith().matches(text)).isEqualTo(endsWith);
  }

  @Test
  void isNotChangedByBeingWidened() {
    Glob glob = Glob.of("b");
    assertThat(glob.contains().matches("abc")).isTrue();

    assertThat(glob.matches("abc")).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"a*b", "what?", "c:\\x\\*", "\\\\", "plain", ""})
  void whatIsQuotedMatchesItselfOnly(String text) {
    Glob glob = Glob.of(Glob.quote(text));

    assertThat(glob.matches(text)).isTrue();
    assertThat(glob.matches(text + "x")).isFalse();
    assertThat(glob.matches(text.replace('*', 'x').replace('?', 'x') + "!")).isFalse();
  }
}
