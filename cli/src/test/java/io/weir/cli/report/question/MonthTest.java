package io.weir.cli.report.question;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.weir.cli.command.UsageError;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MonthTest {
  private static final Month NOVEMBER = Month.parse("2026-11");

  @ParameterizedTest
  @CsvSource({
    "2026-11, 2026-11-01T00:00:00Z, 2026-12-01T00:00:00Z",
    "2026-12, 2026-12-01T00:00:00Z, 2027-01-01T00:00:00Z",
    "2028-02, 2028-02-01T00:00:00Z, 2028-03-01T00:00:00Z"
  })
  void aMonthIsOneOfUtc(String text, Instant from, Instant to) {
    Month month = Month.parse(text);

    assertThat(month.from()).isEqualTo(from);
    assertThat(month.to()).isEqualTo(to);
    assertThat(month).hasToString(text);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "2026", "2026-13", "11-2026", "2026-11-23", "November", "2026-1"})
  void whatIsNoMonthIsAFaultOfTheCommandLine(String text) {
    assertThatThrownBy(() -> Month.parse(text))
        .isInstanceOf(UsageError.class)
        .hasMessage("--month must be a month such as 2026-11, not '" + text + "'");
  }

  @Test
  void aMonthThatIsNotOverEndsNow() {
    Instant now = Instant.parse("2026-11-28T04:00:00Z");

    assertThat(NOVEMBER.until(now)).isEqualTo(now);
    assertThat(NOVEMBER.isOver(now)).isFalse();
    assertThat(NOVEMBER.until(NOVEMBER.to().plusSeconds(1))).isEqualTo(NOVEMBER.to());
    assertThat(NOVEMBER.isOver(NOVEMBER.to())).isTrue();
  }

  /**
   * Hours from the beginning of the month that have an event, hours that are over, and the gaps.
   */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "''        | 0 | ''",
        "''        | 3 | 0-3",
        "0 1 2     | 3 | ''",
        "1         | 3 | 0-1 2-3",
        "0 1 4 7   | 8 | 2-4 5-7",
        "0 719     | 720 | 1-719",
        "5         | 3 | 0-3"
      })
  void gapsAreRunsOfHours(String seen, int over, String expected) {
    Set<Instant> hours = new HashSet<>();
    for (String hour : seen.isEmpty() ? new String[0] : seen.split(" ", -1)) {
      hours.add(hour(Integer.parseInt(hour)));
    }

    List<Gap> gaps = Gap.between(hours, NOVEMBER.from(), hour(over).plusSeconds(1_800));

    assertThat(String.join(" ", gaps.stream().map(MonthTest::hours).toList())).isEqualTo(expected);
  }

  private static String hours(Gap gap) {
    long from = Duration.between(NOVEMBER.from(), gap.from()).toHours();
    return from + "-" + (from + gap.hours());
  }

  private static Instant hour(int number) {
    return NOVEMBER.from().plus(Duration.ofHours(number));
  }
}
