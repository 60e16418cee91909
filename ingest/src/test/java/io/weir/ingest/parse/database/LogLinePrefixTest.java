package io.weir.ingest.parse.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.weir.ingest.event.Field;
import io.weir.ingest.parse.line.MultilineState;
import io.weir.ingest.parse.line.ParsedLine;
import io.weir.ingest.parse.line.TextLine;
import io.weir.ingest.parse.text.TimeContext;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Lines of PostgreSQL with prefixes that nobody could recognise. */
class LogLinePrefixTest {
  private static final Instant RECEIVED = Instant.parse("2026-11-23T02:00:00Z");

  private static ParsedLine parse(String prefix, String line) {
    return LogLinePrefix.of(prefix).parse(TextLine.of(line, TimeContext.utc(RECEIVED)));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '¦',
      quoteCharacter = '^',
      textBlock =
          """
          %u|%d|%r|%m|%p|   ¦ app|shop|192.0.2.9(4711)|2026-11-23 01:00:00 UTC|2051|ERROR:  a ¦ 2026-11-23T01:00:00Z ¦ error 2051 app shop 192.0.2.9 4711
          %n [%p] %u@%d     ¦ 1795395600.500 [2051] app@shop LOG:  a                           ¦ 2026-11-23T01:00:00.500Z ¦ info 2051 app shop
          %m,%u,%d,%p,%h    ¦ 2026-11-23 01:00:00.123 UTC,app,shop,2051,::1 WARNING:  a        ¦ 2026-11-23T01:00:00.123Z ¦ warn 2051 app shop ::1
          %%%t%% (%p) %q%u  ¦ %2026-11-23 01:00:00 UTC% (2051) app LOG:  a                     ¦ 2026-11-23T01:00:00Z ¦ info 2051 app
          %%%t%% (%p) %q%u  ¦ %2026-11-23 01:00:00 UTC% (2051) LOG:  a                         ¦ 2026-11-23T01:00:00Z ¦ info 2051
          %t %b %u %e %p    ¦ 2026-11-23 01:00:00 UTC client backend app 42P01 2051 ERROR:  a  ¦ 2026-11-23T01:00:00Z ¦ error 2051 app 42P01
          %t %b %u %e %p    ¦ 2026-11-23 01:00:00 UTC checkpointer  00000 2051 LOG:  a         ¦ 2026-11-23T01:00:00Z ¦ info 2051
          %t %u             ¦ 2026-11-23 01:00:00 +03 app LOG:  a                              ¦ 2026-11-22T22:00:00Z ¦ info app
          %t %u             ¦ 2026-11-23 01:00:00 IST app LOG:  a                              ¦                      ¦ info app
          %-10u %5p %c:     ¦ app         2051 656f1c7e.803: FEHLER:  a                        ¦                      ¦ error 2051 app
          %c                ¦ 656f1c7e.803 ERROR:  42P01: a                                    ¦                      ¦ error 2051 42P01
          %u@%d/%a          ¦ app@shop/my, tool/2: ERROR: no: FATAL:  a                        ¦                      ¦ fatal app
          %u %d             ¦ [unknown] [unknown] LOG:  a                                      ¦                      ¦ info
          """)
  void columnsAreReadAsThePrefixSays(String prefix, String line, Instant time, String fields) {
    ParsedLine parsed = parse(prefix, line);

    assertThat(parsed.format()).isEqualTo("postgresql");
    assertThat(parsed.message()).endsWith("a").hasSizeLessThan(9);
    assertThat(parsed.time()).isEqualTo(time);
    Map<Integer, Object> known = new TreeMap<>();
    for (Field field :
        new Field[] {
          Field.LOG_LEVEL,
          Field.PROCESS_PID,
          Field.USER_NAME,
          Field.WEIR_DB_NAME,
          Field.SOURCE_IP,
          Field.SOURCE_PORT,
          Field.WEIR_DB_SQL_STATE
        }) {
      if (parsed.fields().has(field)) {
        known.put(known.size(), parsed.fields().get(field));
      }
    }
    assertThat(String.join(" ", known.values().stream().map(String::valueOf).toList()))
        .isEqualTo(fields);
  }

  /** Whoever connects has written columns into the name of a user or an application. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '¦',
      nullValues = "-",
      textBlock =
          """
          %u|%p|%r|      ¦ a|7|192.0.2.1(1)|8|192.0.2.9(2)|LOG:  x                 ¦ -        ¦ -    ¦ -
          %a|%p|%h|      ¦ psql|7|192.0.2.1|8|192.0.2.9|ERROR:  x                  ¦ -        ¦ -    ¦ -
          %p|%a|%u|%h|   ¦ 7|x|root|192.0.2.1|app|192.0.2.9|ERROR:  x              ¦ -        ¦ 7    ¦ -
          %u@%d %p       ¦ a@b 7 ERROR:  x@shop 8 LOG:  x                          ¦ -        ¦ -    ¦ -
          %t %a %u       ¦ 2026-11-23 01:00:00 UTC my tool app LOG:  x             ¦ -        ¦ -    ¦ -
          %p %u@%d       ¦ 7 ana@x@shop LOG:  x                                    ¦ -        ¦ 7    ¦ -
          %u|%h|%d|      ¦ a|10.0.0.1|b|192.0.2.9|c|10.0.0.1|d|LOG:  x             ¦ -        ¦ -    ¦ -
          %u|%h|%d|      ¦ ' a|10.0.0.1|b|192.0.2.9|shop|LOG:  x'                  ¦ -        ¦ -    ¦ -
          %d|%h|%u|      ¦ ' |10.0.0.1| |192.0.2.9| |LOG:  x'                      ¦ -        ¦ -    ¦ -
          """)
  void columnsAfterOneThatAClientChoseAreNotBelieved(
      String prefix, String line, String user, Long pid, String client) {
    ParsedLine parsed = parse(prefix, line);

    assertThat(parsed.fields().text(Field.TAGS)).contains(LogLinePrefix.AMBIGUOUS);
    assertThat(parsed.fields().text(Field.USER_NAME)).isEqualTo(user);
    assertThat(parsed.fields().get(Field.PROCESS_PID)).isEqualTo(pid);
    assertThat(parsed.fields().text(Field.SOURCE_IP)).isEqualTo(client);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '¦',
      textBlock =
          """
          %u|%p|%r|      ¦ a|7|192.0.2.1(1)|LOG:  statement: select 'a|b', c
          %t %a %u       ¦ 2026-11-23 01:00:00 UTC psql app LOG:  x
          %t %q%a %u     ¦ 2026-11-23 01:00:00 UTC LOG:  x
          %-10u %5p %c:  ¦ app         2051 656f1c7e.803: FEHLER:  a
          %u@%d/%a       ¦ app@shop/my, tool: FATAL:  a
          %10u|%-9h|%d   ¦ '       app|10.0.0.1 |shop LOG:  x'
          %m %10u %d     ¦ 2026-11-23 01:00:00.000 UTC             LOG:  x
          """)
  void aLineThatCanBeReadInOneWayHasNoTag(String prefix, String line) {
    assertThat(parse(prefix, line).fields().has(Field.TAGS)).isFalse();
  }

  @Test
  void whatHasNoFieldIsKeptUnderTheNameOfItsColumn() {
    ParsedLine parsed = parse("%p %a %Q ", "2051 psql -17 LOG:  a");

    assertThat(parsed.content().toString())
        .isEqualTo("{\"query_id\":\"-17\",\"application_name\":\"psql\"}");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '¦',
      textBlock =
          """
          %p %u  ¦ started
          %p %u  ¦ a app LOG:  text
          %m     ¦ 2026-11-23 01:00 UTC LOG:  a
          %p     ¦ 2051 LOG: one blank
          """)
  void aLineWithAnotherPrefixIsLeftToOthers(String prefix, String line) {
    assertThat(parse(prefix, line)).isNull();
  }

  @Test
  void whatExplainsAnErrorOfTheSameProcessFollowsIt() {
    LogLinePrefix prefix = LogLinePrefix.of("%u|%p|");
    MultilineState state = prefix.state("app|7|ERROR:  a");

    assertThat(state.writer()).isEqualTo("7");
    assertThat(state.accept("app|7|STATEMENT:  select 1")).isNotNull();
    assertThat(state.accept("app|8|STATEMENT:  select 1")).isNull();
    assertThat(state.accept("app|7|LOG:  b")).isNull();
    assertThat(prefix.process("app|8|LOG:  b")).isEqualTo("8");
    assertThat(prefix.process("anything")).isNull();
    assertThat(parse("%u|%p|", "app|7|ERROR:  a\napp|7|STATEMENT:  select 1").fields())
        .satisfies(
            fields -> assertThat(fields.text(Field.WEIR_DB_STATEMENT)).isEqualTo("select 1"));
  }

  @ParameterizedTest
  @CsvSource({"%m %z,'has %z, which PostgreSQL does not know'", "a %,ends with a percent sign"})
  void aPrefixThatIsNoneIsRefused(String prefix, String reason) {
    assertThatThrownBy(() -> LogLinePrefix.of(prefix))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(reason);
  }
}
