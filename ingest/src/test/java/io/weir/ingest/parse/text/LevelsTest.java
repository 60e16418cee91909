package io.weir.ingest.parse.text;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.ingest.event.Field;
import io.weir.ingest.event.Fields;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LevelsTest {
  @ParameterizedTest
  @CsvSource({
    "INFO,info", "info,info", "Info,info", "INF,info", "Informational,info", "WARN,warn",
    "warning,warn", "WRN,warn", "SEVERE,error", "ERR,error", "Eror,error", "CRIT,critical",
    "panic,fatal", "DPANIC,fatal", "FTL,fatal", "finest,trace", "Verbose,trace", "DEBUG3,debug",
    "notice,notice", "ALERT,alert", "emerg,emergency", "Assert,fatal",
  })
  void callsLevelsByOneName(String word, String level) {
    assertThat(Levels.named(word)).isEqualTo(level);
  }

  /** Words of sentences in mixed case are none, nor is half a word. */
  @ParameterizedTest
  @ValueSource(strings = {"", "iNFO", "errors", "INFO:", " INFO", "E", "level", "warned"})
  void knowsNoOtherWord(String word) {
    assertThat(Levels.named(word)).isNull();
    assertThat(Levels.put(new Fields(), word)).isFalse();
  }

  @ParameterizedTest
  @CsvSource({"DEBUG-4,debug", "INFO+2,info", "ERROR+10,error"})
  void readsOffsetsOfSlog(String word, String level) {
    assertThat(Levels.offset(word)).isEqualTo(level);
  }

  @ParameterizedTest
  @ValueSource(strings = {"DEBUG", "DEBUG-", "-4", "DEBUG-x", "OTHER-4"})
  void readsNoOtherOffset(String word) {
    assertThat(Levels.offset(word)).isNull();
  }

  @Test
  void readsALevelInColour() {
    assertThat(Levels.worded("\u001b[1;31mERROR\u001b[0m")).isEqualTo("error");
    assertThat(Levels.worded("\u001b[36mINFO+2\u001b[0m")).isEqualTo("info");
    assertThat(Levels.worded("\u001b[36mready\u001b[0m")).isNull();
  }

  @ParameterizedTest
  @CsvSource({"I1123,info", "W,warn", "E,error", "F,fatal", "D,debug", "V,trace", "T,trace"})
  void readsInitials(String text, String level) {
    assertThat(Levels.lettered(text)).isEqualTo(level);
  }

  @ParameterizedTest
  @CsvSource({
    "10,trace",
    "20,debug",
    "30,info",
    "40,warn",
    "50,error",
    "60,fatal",
    "35,",
    "0,",
    "-10,",
    "9223372036854775807,",
  })
  void readsNumbersOfPinoAndBunyan(long number, String level) {
    assertThat(Levels.numbered(number)).isEqualTo(level);
  }

  /** Four numbers a level, as OpenTelemetry's data model says. */
  @ParameterizedTest
  @CsvSource({
    "0,",
    "1,trace",
    "4,trace",
    "5,debug",
    "9,info",
    "12,info",
    "13,warn",
    "17,error",
    "21,fatal",
    "24,fatal",
    "25,",
    "-1,",
  })
  void readsSeverityNumbersOfOpenTelemetry(long number, String level) {
    assertThat(Levels.ofTelemetry(number)).isEqualTo(level);
  }

  @Test
  void readsSeveritiesOfSyslog() {
    assertThat(Levels.ofSeverity(0)).isEqualTo("emergency");
    assertThat(Levels.ofSeverity(3)).isEqualTo("error");
    assertThat(Levels.ofSeverity(7)).isEqualTo("debug");
  }

  @Test
  void setsTheLevelOfAName() {
    Fields fields = new Fields();

    assertThat(Levels.put(fields, "Warning")).isTrue();
    assertThat(fields.text(Field.LOG_LEVEL)).isEqualTo("warn");
  }
}
