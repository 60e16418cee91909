package io.weir.enrich.correlate;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.enrich.correlate.CorrelatorTest.MemoryState;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WatermarksTest {
  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

  private final Map<String, byte[]> state = new TreeMap<>();
  private Watermarks watermarks = new Watermarks(new MemoryState(state));

  /**
   * {@code partition/partitions@second}: of one that is read, {@code ~} idle, {@code +} read at
   * once, {@code -} unused.
   */
  private void announce(String text, Instant appended) {
    String[] parts = text.split("[/@~+-]", -1);
    int partition = Integer.parseInt(parts[0]);
    int partitions = Integer.parseInt(parts[1]);
    watermarks.add(
        text.endsWith("-")
            ? Watermark.unused(partition, partitions)
            : new Watermark(
                partition,
                partitions,
                START.plusSeconds(Long.parseLong(parts[2])),
                text.contains("~"),
                text.contains("+")),
        appended);
  }

  private Long minimum() {
    return watermarks.minimum().map(time -> Duration.between(START, time).toSeconds()).orElse(null);
  }

  @ParameterizedTest
  @CsvSource(
      nullValues = "none",
      value = {
        "0/1@5, 5, one partition",
        "0/2@5, none, the other has not been heard of",
        "0/2@5 1/2@3, 3, the slowest decides",
        "0/2@5 1/2@3 1/2@2, 3, time does not go back",
        "0/2@5 1/2-, 5, one that was never written to has no say",
        "0/2- 1/2-, none, nobody has anything to say",
        "0/2@5 1/2~100, 5, one that is read to its end holds nobody up",
        "0/2~90 1/2~100, 90, all are read to their ends",
        "0/2~90 1/2-, 90, all that was written is read",
        "0/2@5 1/2~100 1/2@3, 3, it has something to read again",
        "0/2@5 1/2- 1/2@0, 0, its first record has come",
        "0/3@5 1/3@3 2/3@1 0/2@6 1/2@7, 6, the topic has become narrower",
        "0/3@5 1/3@3 2/3@1 0/2@6, none, which not all have said yet",
        "0/1@5 0/3@6 1/3@7, none, the topic has become wider",
        "0/1@5 0/3@6 1/3@7 2/3-, 6, and was written to where it was",
        "0/2@5 1/2@3 0/4@6 2/4@8 3/4@7 1/2@6, 6, one does not know yet that it is wider",
        "0/2@7200 1/2@0+, 6300, a clock that is behind holds up for a quarter of an hour",
        "0/2@7200+ 1/2@0, 0, but what is still to be read for as long as it takes",
        "0/2@7200~ 1/2@0+, 0, and so does what is played while all others are silent",
        "0/2@100+ 1/2@0+, 0, a little is allowed"
      })
  void theMinimumIsOfThoseThatAreRead(String announcements, Long expected, String why) {
    for (String text : announcements.split(" ", -1)) {
      announce(text, Instant.MAX);
    }
    assertThat(minimum()).as(why).isEqualTo(expected);

    watermarks = new Watermarks(new MemoryState(state));
    state.forEach((key, json) -> watermarks.restore(json));
    assertThat(minimum()).as(why + ", after a restart").isEqualTo(expected);
  }

  @Test
  void nothingIsPromisedBeyondTheTimeOfAppending() {
    announce("0/1~4000000000", START.plusSeconds(10));

    assertThat(minimum()).isEqualTo(10);
  }

  @Test
  void aTimeThatHasNotComeIsNotBelievedAlthoughTheStateSaysSo() {
    announce("0/1@2000000000", Instant.MAX);

    announce("0/1@7", START.plusSeconds(10));

    assertThat(minimum()).isEqualTo(7);
  }

  @Test
  void whatAnEarlierReleaseWroteIsRead() {
    assertThat(
            Watermark.read(
                "{\"partition\":1,\"partitions\":4,\"time\":\"2026-01-01T00:00:00Z\"}"
                    .getBytes(StandardCharsets.UTF_8)))
        .isEqualTo(new Watermark(1, 4, START));
  }

  @Test
  void whoIsWaitedForIsKnown() {
    announce("0/3@5", Instant.MAX);
    assertThat(watermarks.slowest()).containsExactly(1, 2);

    announce("1/3@3", Instant.MAX);
    announce("2/3~1", Instant.MAX);
    assertThat(watermarks.slowest()).containsExactly(1);

    announce("0/3~9", Instant.MAX);
    announce("1/3~9", Instant.MAX);
    assertThat(watermarks.slowest()).isEmpty();
  }
}
