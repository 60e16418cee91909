package io.weir.ingest.parse.line;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.ingest.event.Field;
import io.weir.ingest.event.Fields;
import io.weir.ingest.parse.text.TimeContext;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TextLineTest {
  private static final Instant TIME = Instant.parse("2026-11-23T01:00:00Z");
  private static final TimeContext CONTEXT = TimeContext.utc(TIME.plusSeconds(3600));

  @Test
  void cleansTheHeadAndKeepsTheText() {
    TextLine line = TextLine.of("\ufeff\u001b[32mINFO\u001b[0m ready\r\n", CONTEXT);

    assertThat(line.head()).isEqualTo("INFO ready");
    assertThat(line.rest()).isNull();
    assertThat(line.whole()).isEqualTo("INFO ready");
    assertThat(line.text()).isEqualTo("\ufeff\u001b[32mINFO\u001b[0m ready\r\n");
  }

  @Test
  void dividesTheFirstLineFromTheOthers() {
    TextLine line = TextLine.of("failed\r\n\tat a.B.c\n\tat a.B.d\n", CONTEXT);

    assertThat(line.head()).isEqualTo("failed");
    assertThat(line.rest()).isEqualTo("\tat a.B.c\n\tat a.B.d");
    assertThat(line.whole()).isEqualTo("failed\n\tat a.B.c\n\tat a.B.d");
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource({
    "2026-11-23T01:00:00Z text,20,false",
    "[2026-11-23T01:00:00Z] text,22,true",
    "2026-11-23 01:00:00 text,19,false",
  })
  void findsTheTimestampItBeginsWith(String text, int after, boolean bracketed) {
    TextLine line = TextLine.of(text, CONTEXT);

    assertThat(line.timestamp()).isEqualTo(TIME);
    assertThat(line.afterTimestamp()).isEqualTo(after);
    assertThat(line.cursor().rest()).isEqualTo(" text");
    assertThat(line.isBracketed()).isEqualTo(bracketed);
  }

  @ParameterizedTest
  @CsvSource({"text", "42 cats", "[42] cats", "''", "2026-13-41T01:00:00Z text"})
  void hasNoTimestampOtherwise(String text) {
    TextLine line = TextLine.of(text, CONTEXT);

    assertThat(line.timestamp()).isNull();
    assertThat(line.afterTimestamp()).isZero();
    assertThat(line.cursor().at()).isZero();
  }

  /** A line in a line in a line: what is deeper stays text. */
  @Test
  void letsLinesBeNestedThreeDeep() {
    LineParser unwrap =
        line -> {
          boolean wrapped = line.mayNest() && line.head().startsWith("> ");
          return wrapped
              ? line.nested(line.head().substring(2), line.context())
              : PlainLine.FORMAT.reader().parse(line);
        };

    assertThat(unwrap.parse(TextLine.of("> > x", CONTEXT, unwrap)).message()).isEqualTo("x");
    assertThat(unwrap.parse(TextLine.of("> > > > > x", CONTEXT, unwrap)).message())
        .isEqualTo("> > x");
  }

  @Test
  void readsWhatIsNestedAsPlainTextIfItHasNoOtherReader() {
    ParsedLine nested = TextLine.of("x", CONTEXT).nested("{\"level\":\"info\"}", CONTEXT);

    assertThat(nested.format()).isEqualTo("plain");
  }

  @Test
  void addsATagToThoseOfTheLine() {
    Fields fields = new Fields().addTag("one");
    ParsedLine line = new ParsedLine("plain", "x", null, fields, null);

    assertThat(line.tagged("two").fields().get(Field.TAGS).toString()).isEqualTo("[one, two]");
    assertThat(fields.get(Field.TAGS).toString()).isEqualTo("[one]");
  }

  @Test
  void takesTheRuntimesTimeIfTheLineHasNone() {
    ParsedLine timeless = new ParsedLine("plain", "x", null, new Fields(), null);
    ParsedLine timed = new ParsedLine("plain", "x", TIME, new Fields(), null);

    assertThat(timeless.received("stderr", TIME.plusSeconds(1)).time())
        .isEqualTo(TIME.plusSeconds(1));
    assertThat(timed.received("stderr", TIME.plusSeconds(1)).time()).isEqualTo(TIME);
    assertThat(timed.received("stderr", TIME).fields().text(Field.LOG_IOSTREAM))
        .isEqualTo("stderr");
  }
}
