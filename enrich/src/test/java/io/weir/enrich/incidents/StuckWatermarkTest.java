package io.weir.enrich.incidents;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.weir.enrich.correlate.CorrelatorStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

class StuckWatermarkTest {
  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
  private static final Duration PATIENCE = Duration.ofMinutes(5);

  private final Logger logger = (Logger) LoggerFactory.getLogger(StuckWatermark.class);
  private final ListAppender<ILoggingEvent> log = new ListAppender<>();
  private final StuckWatermark stuck = new StuckWatermark(PATIENCE);

  @BeforeEach
  void listen() {
    log.start();
    logger.addAppender(log);
  }

  @AfterEach
  void stop() {
    logger.detachAppender(log);
  }

  private void look(long minute, CorrelatorStatus status) {
    stuck.look(status, Duration.ofMinutes(minute).toMillis());
  }

  private List<String> sentences() {
    return log.list.stream().map(ILoggingEvent::getFormattedMessage).toList();
  }

  private static CorrelatorStatus status(Instant watermark, int unheard, Integer... slowest) {
    return new CorrelatorStatus(watermark, unheard, List.of(slowest), 0, 0, 0, 0, null);
  }

  @Test
  void aWatermarkThatRestsIsNamedOnceInAWhileWithThePartition() {
    for (int minute = 0; minute < 12; minute++) {
      look(minute, status(START, 0, 7));
    }

    assertThat(sentences())
        .containsExactly(
            "no incident can be found for events after 2026-01-01T00:00:00Z: the partitions [7] of"
                + " events have not been read further",
            "no incident can be found for events after 2026-01-01T00:00:00Z: the partitions [7] of"
                + " events have not been read further");
  }

  @Test
  void partitionsThatWereNeverHeardOfAreNamed() {
    look(0, status(Instant.EPOCH, 2, 3, 9));
    look(5, status(Instant.EPOCH, 2, 3, 9));

    assertThat(sentences())
        .containsExactly(
            "no incident can be found for events after the start: the partitions [3, 9] of events"
                + " have not been heard of yet");
  }

  @Test
  void aWatermarkThatMovesOrHasNothingToWaitForIsNot() {
    for (int minute = 0; minute < 60; minute++) {
      look(minute, status(START.plusSeconds(minute / 4L), 0, 7));
    }
    for (int minute = 60; minute < 120; minute++) {
      look(minute, status(START, 0));
    }

    assertThat(sentences()).isEmpty();
  }

  @Test
  void whatIsForgottenIsCountedAndNamedOnceInAWhile() {
    SimpleMeterRegistry registry = new SimpleMeterRegistry();
    IncidentsMetrics metrics = new IncidentsMetrics(registry);
    for (int minute = 0; minute < 7; minute++) {
      CorrelatorStatus status =
          new CorrelatorStatus(START, 0, List.of(), 5, 6, 3, minute * 10L, "web_scan from pod:a/b");
      look(minute, status);
      metrics.correlated(0, status, 70);
      metrics.correlated(1, status(START, 2, 1, 2), 80);
    }

    assertThat(sentences())
        .containsExactly(
            "10 matches were forgotten early, as more come than memory has room for; the last are"
                + " of web_scan from pod:a/b",
            "50 matches were forgotten early, as more come than memory has room for; the last are"
                + " of web_scan from pod:a/b");
    assertThat(registry.get("weir.incidents.matches.dropped").counter().count()).isEqualTo(60);
    assertThat(registry.get("weir.incidents.matches.buffered").gauge().value()).isEqualTo(5);
    assertThat(registry.get("weir.incidents.groups.open").gauge().value()).isEqualTo(3);
    assertThat(registry.get("weir.incidents.partitions.unheard").gauge().value()).isEqualTo(2);
    assertThat(
            registry.get("weir.incidents.watermark.lag").tag("step", "correlate").gauge().value())
        .isEqualTo(80);
  }
}
