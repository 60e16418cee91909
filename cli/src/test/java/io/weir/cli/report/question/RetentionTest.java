package io.weir.cli.report.question;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.cli.report.question.Retention.Missing;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RetentionTest {
  private static final Instant NOW = Instant.parse("2026-12-02T00:00:00Z");

  @ParameterizedTest
  @CsvSource({
    "90d, PT2160H",
    "12h, PT12H",
    "30m, PT30M",
    "5s, PT5S",
    "10ms, PT0.01S",
    "0ms, PT0S",
    "7micros, PT0.000007S",
    "3nanos, PT0.000000003S"
  })
  void timesOfElasticsearchAreRead(String text, Duration time) {
    assertThat(TimeValue.parse(text)).isEqualTo(time);
  }

  @ParameterizedTest
  @CsvSource({"''", "d", "90", "90x", "-1", "9999999999999d", "1.5d"})
  void whatIsNoTimeIsNone(String text) {
    assertThat(TimeValue.parse(text)).isNull();
  }

  @ParameterizedTest
  @CsvSource({
    ".ds-logs-falco.alerts-default-2026.11.23-000007, 7",
    ".ds-logs-x-y-2026.11.23-123456, 123456",
    "logs-falco, 0",
    "logs-2026.11.23-00001, 0",
    "logs-x-00000a, 0"
  })
  void theNameOfAnIndexHasItsGeneration(String name, long generation) {
    assertThat(Generations.of(name)).isEqualTo(generation);
  }

  @Test
  void aGapInTheGenerationsIsKeptUntilTheNextIsOldEnough() {
    Instant third = Instant.parse("2026-08-01T00:00:00Z");
    Instant sixth = Instant.parse("2026-11-01T00:00:00Z");

    List<Missing> missing =
        Generations.missing("s", Map.of(3L, third, 6L, sixth, 7L, NOW), Duration.ofDays(90));

    assertThat(missing)
        .containsExactly(
            new Missing("s", 1, 2, Instant.parse("2026-10-30T00:00:00Z")),
            new Missing("s", 4, 5, Instant.parse("2027-01-30T00:00:00Z")));
    assertThat(missing).extracting(it -> it.isEarly(NOW)).containsExactly(false, true);
  }

  @Test
  void nothingIsMissingOfAStreamThatIsWhole() {
    assertThat(Generations.missing("s", Map.of(1L, NOW, 2L, NOW), null)).isEmpty();
    assertThat(Generations.missing("s", Map.of(), null)).isEmpty();
  }
}
