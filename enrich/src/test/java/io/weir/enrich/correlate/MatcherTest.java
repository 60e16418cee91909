package io.weir.enrich.correlate;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.enrich.sigma.RuleSet;
import io.weir.enrich.sigma.Rules;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class MatcherTest {
  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

  private final RuleSet rules =
      Rules.of(
          """
          title: A
          logsource: {product: falco}
          detection: {sel: {rule.name: a}, condition: sel}
          level: high
          """);
  private final Matcher matcher =
      new Matcher(() -> rules, Duration.ofSeconds(60), Duration.ofSeconds(10));

  private List<Match> happens(long second, long appended) {
    return matcher.match(
        Rules.event(
            "\"@timestamp\":\"%s\",\"event.id\":\"e%d\",\"rule.name\":\"a\",\"weir.source.topic\":\"falco.raw\""
                .formatted(START.plusSeconds(second), second)),
        START.plusSeconds(appended));
  }

  private long promised() {
    return Duration.between(START, matcher.watermark()).toSeconds();
  }

  /** Others would wait for a time as old as the pause. */
  @Test
  void afterAPauseThePromiseThatWasGivenInItHolds() {
    happens(0, 0);
    happens(20, 20);
    matcher.readToEnd(START.plusSeconds(3_000));
    assertThat(promised()).isEqualTo(2_940);

    happens(3_005, 3_006);
    assertThat(promised()).isEqualTo(2_940);
    assertThat(matcher.isIdle()).isFalse();
  }

  @Test
  void whatComesAfterAPauseAndIsOlderIsNotLateForIt() {
    happens(0, 0);
    happens(20, 20);
    matcher.readToEnd(START.plusSeconds(3_000));

    assertThat(happens(1_000, 3_006)).singleElement().extracting(Match::late).isEqualTo(false);
    assertThat(promised()).isEqualTo(940);
    assertThat(happens(900, 3_007)).singleElement().extracting(Match::late).isEqualTo(false);
    matcher.readToEnd(START.plusSeconds(3_000));
    assertThat(promised()).isEqualTo(2_940);
  }
}
