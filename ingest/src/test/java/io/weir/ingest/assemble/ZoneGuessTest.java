package io.weir.ingest.assemble;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ZoneGuessTest {
  private static final Instant RUNTIME = Instant.parse("2026-11-23T12:00:00Z");

  @ParameterizedTest
  @CsvSource({
    "PT1H,+01:00",
    "PT2H,+02:00",
    "-PT5H,-05:00",
    "PT5H45M,+05:45",
    "-PT3H30M,-03:30",
    "PT14H,+14:00",
    "-PT12H,-12:00",
    // A line takes up to three seconds to the runtime.
    // A time of day after midnight was put into the day before.
    "-PT13H,+11:00",
    "PT59M57S,+01:00",
    "PT59M58.5S,+01:00",
  })
  void guessesTheZoneThatExplainsTheDifference(Duration ahead, String zone) {
    assertThat(ZoneGuess.of(RUNTIME.plus(ahead), RUNTIME)).hasToString(zone);
  }

  @ParameterizedTest
  @CsvSource({
    "PT0S",
    "-PT2S",
    "PT10M",
    "PT59M56S",
    "PT1H2S",
    "PT1H7M",
    "PT15M",
    "PT5H15M",
    "PT25H",
    "-PT9H45M",
  })
  void guessesNothingThatNoZoneExplains(Duration ahead) {
    assertThat(ZoneGuess.of(RUNTIME.plus(ahead), RUNTIME)).isNull();
  }

  @ParameterizedTest
  @CsvSource({"PT0S,true", "-PT3S,true", "-PT3.001S,false", "PT1S,true", "PT1.001S,false"})
  void aMomentIsShort(Duration ahead, boolean moment) {
    assertThat(ZoneGuess.isMoment(RUNTIME.plus(ahead), RUNTIME)).isEqualTo(moment);
  }
}
