package io.weir.ingest.parse.host;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.ingest.parse.text.Cursor;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The examples of RFC 5424, section 6.3.5, and what is like them. */
class StructuredDataTest {
  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '#',
      textBlock =
          """
          [a@1 iut="3" eventSource="App"] text | {"a@1":{"iut":"3","eventSource":"App"}} | # text#
          [a@1 x="1"][b@2 y="2"]               | {"a@1":{"x":"1"},"b@2":{"y":"2"}}       | ##
          [a@1] text                           | {"a@1":{}}                              | # text#
          [a x="say \\"hi\\" \\] \\\\"]            | {"a":{"x":"say \\"hi\\" ] \\\\"}}          | ##
          [a x="\\n"]                           | {"a":{"x":"\\\\n"}}                       | ##
          - text                               |                                         | text
          -                                    |                                         | -
          # Half an element, an element without an id and other brackets are text.#||
          [a x="1                              |                                         | [a x="1
          [a x=1]                              |                                         | [a x=1]
          [ x="1"]                             |                                         | [ x="1"]
          [error] text                         | {"error":{}}                            | # text#
          text                                 |                                         | text
          """)
  void readsElementsOrStays(String text, String data, String rest) {
    Cursor cursor = new Cursor(text);
    Object read = StructuredData.read(cursor);

    if (rest != null) {
      assertThat(read == null ? null : read.toString()).isEqualTo(data);
      assertThat(cursor.rest()).isEqualTo(rest);
    }
  }
}
