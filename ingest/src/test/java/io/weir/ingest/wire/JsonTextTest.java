package io.weir.ingest.wire;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JsonTextTest {
  private final JsonText text = new JsonText();

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '#',
      textBlock =
          """
          plain"               | plain
          "                    | ##
          Grüße"               | Grüße
          😀"                   | 😀
          a\\"b"                | a"b
          a\\\\"                 | a\\
          a\\/b"                | a/b
          \\u0041"              | A
          \\u00e4\\u20ac"        | ä€
          \\uD83D\\uDE00"        | 😀
          first" and no more   | first
          """)
  void readsUpToTheClosingQuote(String json, String expected) {
    byte[] bytes = json.getBytes(UTF_8);

    assertThat(text.read(bytes, 0)).isEqualTo(expected);
    assertThat(text.end())
        .isEqualTo(json.substring(0, json.lastIndexOf('"') + 1).getBytes(UTF_8).length);
  }

  /** A general parser may know better, or say what is wrong. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "no end",
        "end in an escape\\",
        "a\\x\"",
        "a\\u12\"",
        "a\\uZZZZ\"",
        "\\uD83D\"",
        "\\uD83D\\u0041\"",
        "\\uDE00\"",
        "a\tb\"",
        "a\nb\"",
        "\uFFFD\"",
      })
  void readsNothingThatIsNotCertainlyWellFormed(String json) {
    assertThat(text.read(json.getBytes(UTF_8), 0)).isNull();
  }

  @ParameterizedTest
  @ValueSource(bytes = {(byte) 0x80, (byte) 0xC3, (byte) 0xFF})
  void readsNoBytesThatAreNoUtf8(byte wrong) {
    assertThat(text.read(new byte[] {'a', wrong, 'b', '"'}, 0)).isNull();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '#',
      textBlock =
          """
          plain"  | 5
          "       | 0
          a\\"b"   | -1
          ä"      | -1
          no end  | -1
          """)
  void findsTheEndOfAStringWithoutEscapes(String json, int end) {
    assertThat(JsonText.plainEnd(json.getBytes(UTF_8), 0)).isEqualTo(end);
  }

  /** Whatever Jackson writes of whole characters is read as it was. */
  @Test
  void readsWhatOthersWrite() throws JsonProcessingException {
    Random random = new Random(7);
    for (int i = 0; i < 10_000; i++) {
      String any =
          random
              .ints(random.nextInt(20), 0, Character.MAX_CODE_POINT)
              .filter(c -> c < Character.MIN_SURROGATE || c > 0xFFFD)
              .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
              .toString();
      byte[] json = new ObjectMapper().writeValueAsString(any).getBytes(UTF_8);

      assertThat(text.read(json, 1)).isEqualTo(any);
      assertThat(text.end()).isEqualTo(json.length);
    }
  }
}
