package io.weir.enrich.correlate;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class SourceClocksTest {
  private static final Instant START = Instant.parse("2026-11-23T01:00:00Z");

  private final SourceClocks clocks = new SourceClocks(Duration.ZERO);

  @Test
  void theSourceThatIsFurthestBehindTellsTheTime() {
    clocks.hear("falco", START.plusSeconds(1800), START);

    assertThat(clocks.hear("logs", START, START)).isEqualTo(START);
    assertThat(clocks.hear("logs", START.plusSeconds(60), START.plusSeconds(1)))
        .isEqualTo(START.plusSeconds(60));
  }

  @Test
  void aSourceThatIsSilentHoldsNobodyUp() {
    clocks.hear("falco", START, START);

    assertThat(clocks.hear("logs", START.plusSeconds(60), START.plusSeconds(10))).isEqualTo(START);
    assertThat(clocks.hear("logs", START.plusSeconds(61), START.plusSeconds(11)))
        .isEqualTo(START.plusSeconds(61));
  }

  @Test
  void timeNeverGoesBackForOneSource() {
    clocks.hear("logs", START.plusSeconds(60), START);

    assertThat(clocks.hear("logs", START, START)).isEqualTo(START.plusSeconds(60));
  }

  @Test
  void aTimeIsNotBelievedWhileOthersMayHaveTheirFirstWordToSay() {
    SourceClocks patient = new SourceClocks(Duration.ofSeconds(10));
    assertThat(patient.hear("falco", START.plusSeconds(1800), START)).isEqualTo(Instant.EPOCH);
    assertThat(patient.hear("logs", START, START.plusSeconds(5))).isEqualTo(Instant.EPOCH);

    assertThat(patient.hear("logs", START.plusSeconds(60), START.plusSeconds(15))).isEqualTo(START);
  }
}
