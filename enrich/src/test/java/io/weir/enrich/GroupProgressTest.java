package io.weir.enrich;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.enrich.GroupProgress.Progress;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GroupProgressTest {
  @ParameterizedTest
  @CsvSource(
      nullValues = "none",
      value = {
        "none, 0, 0,  UNUSED,    it has never held a record",
        "5,    0, 0,  UNUSED,    nor has the topic that took the place of another",
        "none, 0, 7,  BEHIND,    nothing has been read",
        "none, 7, 7,  CAUGHT_UP, all of it is too old to be there",
        "3,    7, 7,  CAUGHT_UP, all of it is too old to be there",
        "3,    0, 7,  BEHIND,    there is more",
        "3,    5, 7,  BEHIND,    there is more",
        "7,    0, 7,  CAUGHT_UP, all of it has been read",
        "900,  0, 7,  BEHIND,    another topic of that name was read",
        "900,  7, 7,  CAUGHT_UP, another topic of that name was read"
      })
  void aPartitionIsAtItsEndIfNothingIsLeftToRead(
      Long committed, long beginning, long end, Progress expected, String why) {
    assertThat(Progress.of(committed, beginning, end)).as(why).isEqualTo(expected);
  }

  /** A partition of a transactional topic has many gaps. */
  @Test
  void whoAsksForABeginningAgainDoesNotWaitAgain() {
    try (GroupProgress progress =
        new GroupProgress(Map.of("bootstrap.servers", "127.0.0.1:1"), "group", List.of("events"))) {
      progress.beginning("events", 0);
      long start = System.nanoTime();

      for (int i = 0; i < 100; i++) {
        assertThat(progress.beginning("events", 0)).isZero();
      }

      assertThat(System.nanoTime() - start).isLessThan(TimeUnit.SECONDS.toNanos(20));
    }
  }

  /** Whoever asks is the thread that does the work. */
  @Test
  void whileKafkaDoesNotAnswerNothingIsKnownAndNobodyWaits() {
    try (GroupProgress progress =
        new GroupProgress(Map.of("bootstrap.servers", "127.0.0.1:1"), "group", List.of("events"))) {
      assertThat(progress.partitions("events")).isZero();
      assertThat(progress.isCaughtUp("events", 0)).isFalse();
      assertThat(progress.isUnused("events", 0)).isFalse();
    }
  }
}
