package io.weir.enrich.correlate;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ThinningTest {
  private static BufferedMatch match(int number) {
    Match match =
        new Match(
            "rule",
            List.of("x"),
            "e" + number,
            Instant.ofEpochSecond(number),
            List.of("step" + number),
            Map.of(),
            "pod:x",
            List.of(),
            "",
            false,
            null);
    return new BufferedMatch(match, true, false);
  }

  /** Who makes room asks again until there is enough. */
  @Test
  void ofMatchesThatAreAllDifferentTheOldestHalfGoes() {
    List<BufferedMatch> matches = IntStream.range(0, 20).mapToObj(ThinningTest::match).toList();

    assertThat(Thinning.excess(matches)).isEqualTo(matches.subList(0, 10));
    assertThat(Thinning.excess(matches.subList(0, 1))).hasSize(1);
  }
}
