package io.weir.ingest.parse.structured;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.ingest.parse.text.Cursor;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KlogPairsTest {
  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '#',
      textBlock =
          """
          a=1 b=two            | {"a":"1","b":"two"}
          a="x y" b=""         | {"a":"x y","b":""}
          a="x \\"y\\" z"        | {"a":"x \\"y\\" z"}
          a="x\\ny\\tz"          | {"a":"x\\ny\\tz"}
          a= b=1               | {"a":"","b":"1"}
          a.b/c-d@e:f$g=1      | {"a.b/c-d@e:f$g":"1"}
          a=b=c                | {"a":"b=c"}
          #  a=1  #            | {"a":"1"}
          a=1 a=2              | {"a":"2"}
          # Anything between two pairs, and they are none.#|
          a=1 word b=2         |
          word                 |
          a="open              |
          a="x"b=1             |
          =1                   |
          """)
  void readsPairsAndNothingElse(String text, String pairs) {
    Object read = KlogPairs.read(new Cursor(text));

    assertThat(read == null ? null : read.toString()).isEqualTo(pairs);
  }
}
