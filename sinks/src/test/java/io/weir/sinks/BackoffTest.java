package io.weir.sinks;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BackoffTest {

  /** The least and the most that the dice may say. */
  @ParameterizedTest
  @CsvSource({
    "1, 50, 100",
    "2, 100, 200",
    "5, 800, 1600",
    "9, 12800, 25600",
    "10, 15000, 30000",
    "99, 15000, 30000"
  })
  void waitsDoubleUpToHalfAMinuteAndSpreadOverTheirUpperHalf(int tries, long least, long most) {
    for (int dice = 0; dice < 100; dice++) {
      assertThat(waitMillis(dice, tries)).isBetween(least, most);
    }
    assertThat(waitMillis(0, tries)).isEqualTo(least);
  }

  @Test
  void theFirstAfterASuccessIsShort() {
    Backoff backoff = new Backoff(() -> 0L);
    backoff.next();
    backoff.next();

    backoff.reset();

    assertThat(backoff.next()).isEqualTo(Duration.ofMillis(50));
  }

  private static long waitMillis(long dice, int tries) {
    Backoff backoff = new Backoff(() -> dice << 56);
    for (int i = 1; i < tries; i++) {
      backoff.next();
    }
    return backoff.next().toMillis();
  }
}
