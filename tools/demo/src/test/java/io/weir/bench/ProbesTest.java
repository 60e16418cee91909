package io.weir.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.cli.bench.MadeCounts;
import io.weir.enrich.events.EventsStage;
import io.weir.enrich.redact.Policies;
import io.weir.enrich.redact.Pseudonyms;
import io.weir.enrich.redact.Redactor;
import io.weir.ingest.event.EventIds;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class ProbesTest {
  private static final Instant START = Instant.parse("2026-11-27T03:00:00Z");

  private final Probes probes = new Probes();

  @Test
  void aProbeIsFoundOnceHoweverOftenItIsSeen() {
    probes.appended(1, START);
    probes.appended(2, START);
    probes.found(List.of("2026 ERROR : freshness probe 1"), START.plusMillis(700));
    probes.found(
        List.of("x freshness probe 1", "x freshness probe 2", "x freshness probe 3", "x"),
        START.plusMillis(2_500));

    assertThat(probes.missing()).isZero();
    assertThat(probes.seconds(0.5)).isEqualTo(0.7);
    assertThat(probes.seconds(0.99)).isEqualTo(2.5);
  }

  @Test
  void whatIsNotFoundIsMissing() {
    probes.appended(1, START);
    assertThat(probes.missing()).isOne();
  }

  /** Otherwise the wait for what may follow a line would not be measured. */
  @Test
  void aProbeIsHeldBackUntilItIsKnownThatNothingFollows() {
    Redactor redactor = new Redactor(Policies.standard(), Pseudonyms.development());
    MadeCounts made = new MadeCounts();
    EventsStage stage =
        new EventsStage(
            "logs.raw", 0, EventIds.development(), () -> redactor, Clock.systemUTC(), made);

    assertThat(stage.add(0, Probes.record(1, START), START.toEpochMilli())).isTrue();
    stage.flush();
    assertThat(made.events()).isOne();
    assertThat(made.deadLetters()).isZero();
  }
}
