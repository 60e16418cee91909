package io.weir.ingest.parse.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TimesTest {
  private static final TimeContext UTC = TimeContext.utc(Instant.parse("2026-11-23T02:00:00Z"));

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "2026-11-23T01:00:00Z                | 2026-11-23T01:00:00Z",
        "2026-11-23 01:00:00                 | 2026-11-23T01:00:00Z",
        "2026/11/23 01:00:00                 | 2026-11-23T01:00:00Z",
        "2026-11-23T01:00:00.123456789Z      | 2026-11-23T01:00:00.123456789Z",
        "2026-11-23T01:00:00.1234567891234Z  | 2026-11-23T01:00:00.123456789Z",
        "2026-11-23 01:00:00,5               | 2026-11-23T01:00:00.500Z",
        "2026-11-23T01:00:00+01:00           | 2026-11-23T00:00:00Z",
        "2026-11-23T01:00:00.5-0530          | 2026-11-23T06:30:00.500Z",
        "2026-11-23 01:00:00 +0100           | 2026-11-23T00:00:00Z",
        "2026-11-23 01:00:00+01              | 2026-11-23T00:00:00Z",
        "2026-11-23 01:00:00 UTC             | 2026-11-23T01:00:00Z",
        "2024-02-29T23:59:60Z                | 2024-03-01T00:00:00Z",
        "1969-12-31T23:59:59.5Z              | 1969-12-31T23:59:59.500Z",
        "2026-02-29T01:00:00Z                |",
        "2026-11-31T01:00:00Z                |",
        "2026-13-01T01:00:00Z                |",
        "2026-11-23T24:00:00Z                |",
        "2026-11/23T01:00:00Z                |",
        "2026-11-23T01:00                    |",
        "2026-11-23T01:00:00Z or later       |",
        "2026-11-23T01:00:00+99:00           |",
        "12026-11-23T01:00:00Z               |",
      })
  void readsIsoTimes(String text, Instant time) {
    assertThat(Times.whole(text, UTC)).isEqualTo(time);
  }

  @ParameterizedTest
  @CsvSource({
    "1231 23:59:59.5, 2026-01-01T00:00:10Z, 2025-12-31T23:59:59.500Z",
    "0101 00:00:01.5, 2026-12-31T23:59:59Z, 2027-01-01T00:00:01.500Z",
    "1123 01:00:00.5, 2026-11-23T02:00:00Z, 2026-11-23T01:00:00.500Z",
    "0229 01:00:00.5, 2025-01-01T00:00:00Z, 2024-02-29T01:00:00.500Z",
    "0229 01:00:00.5, 2026-11-23T00:00:00Z, 2024-02-29T01:00:00.500Z",
    "1130 01:00:00.5, 2026-11-23T02:00:00Z, 2025-11-30T01:00:00.500Z",
    "0303 01:00:00.5, 2026-11-23T02:00:00Z, 2026-03-03T01:00:00.500Z",
    "1124 01:00:00.5, 2026-11-23T02:00:00Z, 2026-11-24T01:00:00.500Z",
  })
  void choosesTheLastYearInWhichTheLineCanHaveBeenWritten(
      String text, Instant received, Instant time) {
    assertThat(YearlessTimes.klog(new Cursor(text), TimeContext.utc(received))).isEqualTo(time);
  }

  @ParameterizedTest
  @CsvSource({
    "01:00:00.5 , 2026-11-23T02:00:00Z, 2026-11-23T01:00:00.500Z",
    "03:00:00.5 , 2026-11-23T02:00:00Z, 2026-11-22T03:00:00.500Z",
    "23:59:59.5 , 2026-11-23T00:00:01Z, 2026-11-22T23:59:59.500Z",
    "01:00:00.5 , 2026-11-23T23:00:00Z, 2026-11-23T01:00:00.500Z",
    // A clock that is ahead a little.
    "02:00:30.5 , 2026-11-23T02:00:00Z, 2026-11-23T02:00:30.500Z",
    "00:00:01.5 , 2026-11-23T23:59:59Z, 2026-11-24T00:00:01.500Z",
  })
  void takesATimeOfDayForPast(String text, Instant received, Instant time) {
    assertThat(YearlessTimes.timeOfDay(new Cursor(text + ' '), TimeContext.utc(received)))
        .isEqualTo(time);
  }

  @ParameterizedTest
  @CsvSource({
    "Nov 23 01:00:00, 2026-11-23T01:00:00Z",
    "Nov  3 01:00:00, 2026-11-03T01:00:00Z",
    "Nov 3 01:00:00, 2026-11-03T01:00:00Z",
    "ovD 3 01:00:00,",
    "Nov 33 01:00:00,",
  })
  void readsSyslogTimes(String text, Instant time) {
    assertThat(YearlessTimes.syslog(new Cursor(text), UTC)).isEqualTo(time);
  }

  @ParameterizedTest
  @CsvSource({
    "Mon Nov 23 01:00:00.25 2026, 2026-11-23T01:00:00.250Z",
    "Sun Dec  4 01:00:00 2005, 2005-12-04T01:00:00Z",
    "Sun Feb 29 01:00:00 2026,",
    "Sunday Feb 2 01:00:00 2026,",
  })
  void readsAsctime(String text, Instant time) {
    assertThat(Times.asctime(new Cursor(text), UTC)).isEqualTo(time);
  }
}
