package io.weir.enrich.correlate;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class SourceWatermarksTest {
  private static final Instant START = Instant.parse("2026-11-23T01:00:00Z");

  private final SourceWatermarks watermarks = new SourceWatermarks(Duration.ZERO);

  @Test
  void theSourceThatIsFurthestBehindSetsTheTime() {
    watermarks.observe("falco", START.plusSeconds(1800), START);

    assertThat(watermarks.observe("logs", START, START)).isEqualTo(START);
    assertThat(watermarks.observe("logs", START.plusSeconds(60), START.plusSeconds(1)))
        .isEqualTo(START.plusSeconds(60));
  }

  @Test
  void aSourceThatIsSilentHoldsNobodyUp() {
    watermarks.observe("falco", START, START);

    assertThat(watermarks.observe("logs", START.plusSeconds(60), START.plusSeconds(10)))
        .isEqualTo(START);
    assertThat(watermarks.observe("logs", START.plusSeconds(61), START.plusSeconds(11)))
        .isEqualTo(START.plusSeconds(61));
  }

  @Test
  void timeNeverGoesBackForOneSource() {
    watermarks.observe("logs", START.plusSeconds(60), START);

    assertThat(watermarks.observe("logs", START, START)).isEqualTo(START.plusSeconds(60));
  }

  @Test
  void aTimeIsNotBelievedWhileOthersMayHaveTheirFirstWordToSay() {
    SourceWatermarks patient = new SourceWatermarks(Duration.ofSeconds(10));
    assertThat(patient.observe("falco", START.plusSeconds(1800), START)).isEqualTo(Instant.EPOCH);
    assertThat(patient.observe("logs", START, START.plusSeconds(5))).isEqualTo(Instant.EPOCH);

    assertThat(patient.observe("logs", START.plusSeconds(60), START.plusSeconds(15)))
        .isEqualTo(START);
  }
}
