package io.weir.ingest.event;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Set;
import org.junit.jupiter.api.Test;

class EventIdsTest {
  private static final Instant TIME = Instant.parse("2026-11-23T01:20:03.950880580Z");
  private final EventIds ids = EventIds.development();

  @Test
  void theSamePartsGiveTheSameId() {
    assertThat(ids.of(TIME, "shop", null, "line")).isEqualTo(ids.of(TIME, "shop", null, "line"));
  }

  @Test
  void startsWithTheTimeSoThatIdsOfOneHourLieTogether() {
    assertThat(ids.of(TIME, "a"))
        .hasSize(44)
        .startsWith("%012x".formatted(TIME.toEpochMilli()))
        .isLessThan(ids.of(TIME.plusMillis(1), "a"));
  }

  @Test
  void anyDifferenceGivesAnotherId() {
    Set<String> all =
        Set.of(
            ids.of(TIME, "ab", "c"),
            ids.of(TIME, "a", "bc"),
            ids.of(TIME, "abc"),
            ids.of(TIME, "abc", null),
            ids.of(TIME, "abc", ""),
            ids.of(TIME.plusNanos(1), "abc"),
            new EventIds(new byte[] {1}).of(TIME, "abc"));

    assertThat(all).hasSize(7);
  }
}
