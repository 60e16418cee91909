package io.weir.ingest.parse.text;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.weir.ingest.event.Field;
import io.weir.ingest.event.Fields;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class StackTraceTest {
  @ParameterizedTest(name = "{0}")
  @MethodSource("traces")
  void namesTheErrorThatCameOut(String type, String message, String trace) {
    Fields fields = new Fields();

    assertThat(StackTrace.put(fields, trace)).isTrue();
    assertThat(fields.text(Field.ERROR_TYPE)).isEqualTo(type);
    assertThat(fields.text(Field.ERROR_MESSAGE)).isEqualTo(message);
    assertThat(fields.text(Field.ERROR_STACK_TRACE)).isEqualTo(trace);
  }

  static Stream<Arguments> traces() {
    return Stream.of(
        Arguments.of(
            "java.lang.IllegalStateException",
            "no stock: A",
            """
            java.lang.IllegalStateException: no stock: A
            \tat com.example.Cart.take(Cart.java:31)
            Caused by: java.io.IOException: gone
            \t... 3 more"""),
        Arguments.of(
            "com.example.EmptyException",
            null,
            """
            com.example.EmptyException
            \tat com.example.Cart.take(Cart.java:31)"""),
        // The last of a chain is the one that was not handled.
        Arguments.of(
            "app.errors.Refused",
            "card",
            """
            Traceback (most recent call last):
              File "/app/pay.py", line 8, in pay
                raise KeyError("x")
            KeyError: 'x'

            During handling of the above exception, another exception occurred:

            Traceback (most recent call last):
              File "/app/pay.py", line 9, in pay
            app.errors.Refused: card"""),
        Arguments.of(
            "ExceptionGroup",
            "eg (1 sub-exception)",
            """
              + Exception Group Traceback (most recent call last):
              |   File "/app/a.py", line 1, in <module>
              | ExceptionGroup: eg (1 sub-exception)
              +-+---------------- 1 ----------------
                | ValueError: 1"""),
        Arguments.of(
            null,
            null,
            """
            goroutine 7 [running]:
            main.take()
            \t/src/cart.go:31 +0x1d"""));
  }

  @ParameterizedTest
  @ValueSource(strings = {"more of a message", "at the end of the day", "", "{\"a\":1}"})
  void takesNoOtherTextForATrace(String text) {
    Fields fields = new Fields();

    assertThat(StackTrace.put(fields, text)).isFalse();
    assertThat(fields.isEmpty()).isTrue();
  }

  @Test
  void takesNothingForATrace() {
    assertThat(StackTrace.put(new Fields(), null)).isFalse();
  }

  @Test
  void keepsWhatTheWriterSaysOfTheErrorItself() {
    Fields fields = new Fields().put(Field.ERROR_TYPE, "OutOfStock");
    StackTrace.put(fields, "java.lang.IllegalStateException: A\n\tat a.B.c(B.java:1)");

    assertThat(fields.text(Field.ERROR_TYPE)).isEqualTo("OutOfStock");
    assertThat(fields.text(Field.ERROR_MESSAGE)).isEqualTo("A");
  }

  @Test
  void findsTheTraceAfterAMessageOfSeveralLines() {
    Fields fields = new Fields();
    StackTrace.putAfterMessage(
        fields, "three things failed\nand then\nShop.EmptyException: A\n   at Shop.Cart.Take()");

    assertThat(fields.text(Field.ERROR_STACK_TRACE))
        .isEqualTo("Shop.EmptyException: A\n   at Shop.Cart.Take()");
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '#',
      textBlock =
          """
          ["a","b"]                                                     | #a, b#
          [{"class":"a.B","method":"c","file":"B.java","line":7}]       | #\tat a.B.c(B.java:7)#
          [{"class":"a.B","method":"c"}]                                | #\tat a.B.c(Unknown Source)#
          [{"class":"a.B"}]                                             |
          ["a",7]                                                       |
          {"a":"b"}                                                     |
          """)
  void joinsListsOfLinesAndFrames(String json, String lines) throws JsonProcessingException {
    String joined = StackTrace.joined(new ObjectMapper().readTree(json));

    assertThat(joined == null ? null : joined.replace("\n", ", ")).isEqualTo(lines);
  }
}
