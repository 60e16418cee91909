package io.weir.enrich.correlate;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.enrich.correlate.CorrelatorTest.MemoryState;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class MatchBufferTest {
  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

  private final Map<String, byte[]> state = new TreeMap<>();
  private long room = 1 << 20;
  private final MatchBuffer buffer = new MatchBuffer(new MemoryState(state), () -> room);

  private static BufferedMatch match(int second, String group, String pod) {
    Match match =
        new Match(
            "rule",
            List.of(group),
            "e" + second,
            START.plusSeconds(second),
            List.of("step"),
            Map.of(),
            "pod:" + pod,
            List.of(),
            "",
            false,
            null);
    return new BufferedMatch(match, false, false);
  }

  private static List<String> events(Collection<BufferedMatch> matches) {
    return matches.stream().map(match -> match.match().event()).toList();
  }

  @Test
  void whatWaitsIsDividedByTimeAndInItsOrder() {
    for (int second : new int[] {3, 1, 2}) {
      buffer.keep(match(second, "g", "p"));
    }

    assertThat(events(buffer.pendingBefore(START.plusSeconds(2)))).containsExactly("e1");
    assertThat(events(buffer.pendingAfter(START.plusSeconds(2)))).containsExactly("e2", "e3");
  }

  @Test
  void theSameMatchIsKeptOnce() {
    buffer.keep(match(1, "g", "p"));
    buffer.keep(match(1, "g", "p"));
    assertThat(buffer.isKnown(match(1, "g", "p"))).isTrue();
    assertThat(buffer.isKnown(match(1, "other", "p"))).isFalse();
    assertThat(buffer.pending()).isEqualTo(1);

    buffer.keep(match(1, "g", "p").asEvaluated());

    assertThat(buffer.pending()).isZero();
    assertThat(buffer.evaluated()).isEqualTo(1);
    assertThat(state).hasSize(1);
  }

  @Test
  void anotherBufferTakesUpWhatTheStateHas() {
    buffer.keep(match(1, "g", "p"));
    buffer.keep(match(2, "g", "p").asEvaluated().asReported());
    MatchBuffer next = new MatchBuffer(new MemoryState(state), () -> room);
    state.values().forEach(next::restore);

    assertThat(events(next.pendingAfter(START))).containsExactly("e1");
    assertThat(next.evaluated(match(2, "g", "p").match()).reported()).isTrue();
    assertThat(next.evaluated(match(1, "g", "p").match())).isNull();
  }

  @Test
  void onlyWhatWasEvaluatedAndIsOldIsForgotten() {
    buffer.keep(match(1, "g", "p"));
    buffer.keep(match(2, "g", "p").asEvaluated());
    buffer.keep(match(3, "long", "p").asEvaluated());
    buffer.keep(match(8, "g", "p").asEvaluated());

    buffer.forget(
        START.plusSeconds(10),
        Duration.ofSeconds(5),
        match -> Duration.ofSeconds(match.group().contains("long") ? 60 : 5));

    assertThat(events(buffer.pendingAfter(START))).containsExactly("e1");
    assertThat(events(buffer.window(match(0, "g", "p").match().key()))).containsExactly("e8");
    assertThat(events(buffer.window(match(0, "long", "p").match().key()))).containsExactly("e3");
    assertThat(buffer.window("another")).isEmpty();
    assertThat(state).hasSize(3);
  }

  @Test
  void ofAWindowThatIsTooLongWhatIsNeededStaysLonger() {
    for (int second = 0; second < 10; second++) {
      buffer.keep(match(second, "g", "p").asEvaluated());
    }
    String key = match(0, "g", "p").match().key();

    buffer.shrink(key, 8, Set.of(match(0, "g", "p").match()));

    assertThat(events(buffer.window(key)))
        .containsExactly("e0", "e3", "e4", "e5", "e6", "e7", "e8", "e9");
    buffer.shrink(
        key, 2, Set.copyOf(buffer.window(key).stream().map(BufferedMatch::match).toList()));
    assertThat(events(buffer.window(key))).containsExactly("e7", "e8", "e9");
    assertThat(buffer.dropped()).as("nothing of it was lost for want of room").isZero();
  }

  @Test
  void roomIsMadeWhereMostIsTaken() {
    buffer.keep(match(0, "quiet", "a"));
    for (int second = 0; second < 100; second++) {
      buffer.keep(match(second, "loud", "b"));
    }
    assertThat(buffer.isTooLarge()).isFalse();
    room = 40_000;
    assertThat(buffer.isTooLarge()).isTrue();

    buffer.evict();

    assertThat(buffer.isTooLarge()).isFalse();
    assertThat(buffer.isKnown(match(0, "quiet", "a"))).isTrue();
    assertThat(buffer.dropped()).isEqualTo(101 - buffer.pending());
    assertThat(buffer.lastDroppedOrigin()).isEqualTo("rule from pod:b");
    assertThat(state).hasSize(buffer.pending());
  }

  @Test
  void nothingIsLeftOfAGroupWithoutMatches() {
    buffer.keep(match(1, "g", "p").asEvaluated());
    assertThat(buffer.windows()).containsExactly("[\"rule\",\"g\"]");

    buffer.remove(match(1, "g", "p"));

    assertThat(buffer.windows()).isEmpty();
    assertThat(buffer.groups()).isZero();
    assertThat(state).isEmpty();
  }
}
