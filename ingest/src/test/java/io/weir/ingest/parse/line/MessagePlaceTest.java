package io.weir.ingest.parse.line;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.ingest.event.Event;
import io.weir.ingest.event.Field;
import io.weir.ingest.event.Fields;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MessagePlaceTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '#',
      ignoreLeadingAndTrailingWhitespace = false,
      textBlock =
          """
          INFO ready#4#INFO #ready
          INFO: ready#4#INFO: #ready
          INFO  -  ready#4#INFO  -  #ready
          INFO -5 degrees#4#INFO #-5 degrees
          INFO | : ready: yes#4#INFO | : #ready: yes
          INFO#4##INFO
          INFO -#4#INFO #-
          ready#0##ready""")
  void isWhatFollowsTheColumnsAndASeparator(String line, int from, String before, String message) {
    Fields fields = new Fields();

    assertThat(MessagePlace.put(fields, line, from, -1)).isEqualTo(message);
    assertThat(fields.text(Field.WEIR_LINE_BEFORE)).isEqualTo(before);
    assertThat(fields.has(Field.WEIR_LINE_AFTER)).isFalse();
  }

  @Test
  void coloursAroundItStayWithTheLine() {
    String line = "\u001b[32mINFO\u001b[0m \u001b[1mready\u001b[0m";
    Fields fields = new Fields();

    String message = MessagePlace.put(fields, line, 4, -1);

    assertThat(message).isEqualTo("ready");
    assertThat(fields.has(Field.WEIR_LINE_WHOLE)).isFalse();
    assertThat(line(message, fields)).isEqualTo(line);
  }

  @Test
  void coloursInsideItCostTheWholeLine() {
    String line = "INFO a \u001b[1mbig\u001b[0m cart";
    Fields fields = new Fields();

    String message = MessagePlace.put(fields, line, 4, -1);

    assertThat(message).isEqualTo("a big cart");
    assertThat(line(message, fields)).isEqualTo(line);
  }

  @Test
  void canBeInTheMiddleOfTheLine() {
    Fields fields = new Fields();

    String message = MessagePlace.put(fields, "msg=\"low\" sku=A", 5, 8);

    assertThat(message).isEqualTo("low");
    assertThat(fields.text(Field.WEIR_LINE_BEFORE)).isEqualTo("msg=\"");
    assertThat(fields.text(Field.WEIR_LINE_AFTER)).isEqualTo("\" sku=A");
  }

  @Test
  void aByteOrderMarkIsBeforeIt() {
    Fields fields = new Fields();

    assertThat(MessagePlace.put(fields, "\ufeffINFO ready", 4, -1)).isEqualTo("ready");
  }

  /** Whatever a parser says of the place, the line is never lost. */
  @ParameterizedTest
  @CsvSource({"99, -1", "3, 2", "2, 99", "0, 0"})
  void aPlaceThatIsNoneLeavesTheWholeLine(int from, int to) {
    assertThat(MessagePlace.put(new Fields(), "ready", from, to)).isEqualTo("ready");
  }

  private static String line(String message, Fields fields) {
    return new Event(Instant.EPOCH, message, fields).line();
  }
}
