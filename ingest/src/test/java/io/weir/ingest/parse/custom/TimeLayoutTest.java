package io.weir.ingest.parse.custom;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.weir.ingest.parse.text.TimeContext;
import io.weir.ingest.yaml.ConfigException;
import io.weir.ingest.yaml.YamlNode;
import java.time.Instant;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TimeLayoutTest {
  private static final TimeContext UTC = TimeContext.utc(Instant.parse("2026-11-23T02:00:00Z"));

  @ParameterizedTest(name = "{0}: {1}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          iso                          | 2026-11-23T02:00:00+01:00    | 2026-11-23T01:00:00Z
          epoch                        | 1795395600                   | 2026-11-23T01:00:00Z
          epoch                        | 1795395600123                | 2026-11-23T01:00:00.123Z
          dd.MM.yyyy HH:mm:ss          | 23.11.2026 01:00:00          | 2026-11-23T01:00:00Z
          yyyy-MM-dd HH:mm:ss.SSS      | 2026-11-23 01:00:00.123456   | 2026-11-23T01:00:00.123456Z
          yyyy-MM-dd'T'HH:mm:ss X      | 2026-11-23T01:00:00 +0100    | 2026-11-23T00:00:00Z
          E MMM d HH:mm:ss yyyy        | Mon Nov 23 01:00:00 2026     | 2026-11-23T01:00:00Z
          MMM d, yyyy h:mm:ss a        | Nov 3, 2026 1:00:00 PM       | 2026-11-03T13:00:00Z
          MMM d, yyyy h:mm:ss a        | Nov 3, 2026 12:00:00 AM      | 2026-11-03T00:00:00Z
          yy/M/d H:m                   | 26/1/3 7:05                  | 2026-01-03T07:05:00Z
          # The year, or the day, that is nearest to when the line came.
          MMM d HH:mm:ss               | Dec 31 23:59:59              | 2025-12-31T23:59:59Z
          HH:mm:ss                     | 01:59:59                     | 2026-11-23T01:59:59Z
          HH:mm:ss                     | 23:59:59                     | 2026-11-22T23:59:59Z
          """)
  void readsWhatTheLettersSay(String layout, String text, Instant time) {
    assertThat(layout(layout).read(text, UTC)).isEqualTo(time);
  }

  @ParameterizedTest(name = "{0}: {1}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          dd.MM.yyyy HH:mm:ss | 23.11.2026 01:00
          dd.MM.yyyy HH:mm:ss | 23.11.2026 01:00:00 and more
          dd.MM.yyyy HH:mm:ss | 31.02.2026 01:00:00
          dd.MM.yyyy HH:mm:ss | 23.13.2026 01:00:00
          dd.MM.yyyy HH:mm:ss | 23.11.2026 24:00:00
          dd.MM.yyyy HH:mm:ss | 23.11.2026 01:60:00
          HH:mm:ss.SSS        | 01:00:00.
          h:mm a              | 1:00
          E d MMM yyyy HH:mm  | Xyz 3 Nov 2026 01:00
          HH:mm:ss X          | 01:00:00 nowhere
          iso                 | yesterday
          epoch               | 17e9
          epoch               | -1
          """)
  void readsNothingElse(String layout, String text) {
    assertThat(layout(layout).read(text, UTC)).isNull();
  }

  @Test
  void readsATimeWithoutAZoneInThatOfTheSource() {
    TimeContext berlin = new TimeContext(UTC.received(), ZoneId.of("Europe/Berlin"));

    assertThat(layout("dd.MM.yyyy HH:mm:ss").read("23.07.2026 03:00:00", berlin))
        .isEqualTo(Instant.parse("2026-07-23T01:00:00Z"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"yyyy-MM-dd", "HH", "yyyy HH:mm", "MM HH:mm", "h:mm", "ISO", "", "dd HH:mm:ss"})
  void refusesALayoutThatLeavesTheTimeOpen(String layout) {
    assertThatThrownBy(() -> layout(layout))
        .isInstanceOf(ConfigException.class)
        .hasMessageStartingWith("test.yml:1: ");
  }

  @Test
  void namesALetterThatMeansNothing() {
    assertThatThrownBy(() -> layout("yyyy-MM-dd HH:mm q"))
        .isInstanceOf(ConfigException.class)
        .hasMessage("test.yml:1: has a letter that means nothing: 'q'");
    assertThatThrownBy(() -> layout("HH:mm 'o''clock"))
        .isInstanceOf(ConfigException.class)
        .hasMessage("test.yml:1: has a quote that does not end");
  }

  private static TimeLayout layout(String layout) {
    String quoted = "'" + layout.replace("'", "''") + "'";
    return TimeLayout.of(
        YamlNode.documents("test.yml", "time: " + quoted).get(0).map().get("time"));
  }
}
