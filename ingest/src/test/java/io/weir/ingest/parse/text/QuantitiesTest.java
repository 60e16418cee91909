package io.weir.ingest.parse.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.Instant;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class QuantitiesTest {
  @ParameterizedTest
  @CsvSource({
    "1795395600, 2026-11-23T01:00:00Z",
    "1795395600.8980012, 2026-11-23T01:00:00.898001200Z",
    "1795395600898, 2026-11-23T01:00:00.898Z",
    "1795395600898.25, 2026-11-23T01:00:00.898250Z",
    "1795395600898001, 2026-11-23T01:00:00.898001Z",
    "1795395600898001234, 2026-11-23T01:00:00.898001234Z",
    "12345,",
    "-1795395600,",
    "18446744073709551615,",
  })
  void tellsTheUnitOfAnEpochByItsSize(BigDecimal number, Instant time) {
    assertThat(Quantities.epoch(number)).isEqualTo(time);
  }

  @ParameterizedTest
  @CsvSource({
    "420.146ms, 420146000",
    "0.77s, 770000000",
    "1m2.5s, 62500000000",
    "1h, 3600000000000",
    "85\u00b5s, 85000",
    "3 ms, 3000000",
    "0s, 0",
    "12, -1",
    "ms, -1",
    "-1s, -1",
    "1.2.3s, -1",
    "1 week, -1",
    "999999999999999999h, -1",
  })
  void readsDurations(String text, long nanos) {
    assertThat(Quantities.duration(text)).isEqualTo(nanos);
  }
}
