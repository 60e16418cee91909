package io.weir.ingest.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IsoTimeTest {
  private static final long FROM = Instant.parse("0001-01-01T00:00:00Z").getEpochSecond();
  private static final long TO = Instant.parse("9999-12-31T00:00:00Z").getEpochSecond();

  @Test
  void writesAsTheCalendarDoes() {
    SplittableRandom random = new SplittableRandom(7);
    int[] units = {1, 1_000, 1_000_000, 1_000_000_000};
    for (int i = 0; i < 100_000; i++) {
      int unit = units[random.nextInt(units.length)];
      long nanos = random.nextInt(1_000_000_000) / unit * (long) unit;
      Instant instant = Instant.ofEpochSecond(random.nextLong(FROM, TO), nanos);

      assertThat(IsoTime.format(instant)).isEqualTo(instant.toString());
    }
  }

  @Test
  void readsAsTheCalendarDoes() {
    SplittableRandom random = new SplittableRandom(8);
    for (int i = 0; i < 100_000; i++) {
      Instant instant =
          Instant.ofEpochSecond(random.nextLong(FROM, TO), random.nextInt(1_000_000_000));
      ZoneOffset zone = ZoneOffset.ofTotalSeconds(random.nextInt(-17 * 60, 17 * 60) * 60);
      String text = OffsetDateTime.ofInstant(instant, zone).toString();

      assertThat(IsoTime.instant(text)).as(text).isEqualTo(instant);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "2026-11-23T02:00:07.3+01:00",
        "2026-11-23T02:00:07Z",
        "2024-02-29T23:59:59.999999999Z",
        "2026-11-23T02:00Z",
        "2026-11-23T02:00:07.Z",
        "2026-11-23T02:00:07.123456789-17:59",
        "2026-11-23T02:00:07+18:00",
        "+12026-11-23T02:00:07Z"
      })
  void readsEveryForm(String text) {
    assertThat(IsoTime.instant(text)).isEqualTo(OffsetDateTime.parse(text).toInstant());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "2026-11-23T02:00:07",
        "2026-02-29T02:00:07Z",
        "2026-11-31T02:00:07Z",
        "2026-13-01T02:00:07Z",
        "2026-11-23T24:00:07Z",
        "2026-11-23T02:60:07Z",
        "2026-11-23T02:00:60Z",
        "2026-11-23T02:00:07.1234567890Z",
        "2026-11-23T02:00:07+19:00",
        "2026-11-23T02:00:07*01:00",
        "2026-11-2xT02:00:07Z"
      })
  void refusesWhatIsNoTime(String text) {
    assertThatThrownBy(() -> OffsetDateTime.parse(text)).isInstanceOf(DateTimeException.class);
    assertThatThrownBy(() -> IsoTime.instant(text)).isInstanceOf(DateTimeException.class);
  }
}
