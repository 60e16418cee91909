package io.weir.enrich.events;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

class ClockWarningsTest {
  private final Logger logger = (Logger) LoggerFactory.getLogger(ClockWarnings.class);
  private final ListAppender<ILoggingEvent> log = new ListAppender<>();
  private final ClockWarnings warnings = new ClockWarnings();
  private Instant now = Instant.parse("2026-11-23T01:00:00Z");

  @BeforeEach
  void listen() {
    log.start();
    logger.addAppender(log);
  }

  @AfterEach
  void leave() {
    logger.detachAppender(log);
  }

  @Test
  void aSourceIsNamedOnceAnHour() {
    take("shop/cart-1", "time_clamped", 19);
    assertThat(said()).isEmpty();

    take("shop/cart-1", "time_clamped", 600);
    assertThat(said())
        .containsExactly(
            "the times of shop/cart-1 are far from the container runtime's, which are used"
                + " instead");

    now = now.plus(Duration.ofMinutes(61));
    take("shop/cart-1", "time_clamped", 1);
    assertThat(said()).hasSize(2);
  }

  /** Some lines are about another time. */
  @Test
  void aSourceWhoseClockIsRightMostOfTheTimeIsNotNamed() {
    for (int i = 0; i < 100; i++) {
      take("shop/cart-1", "zone_suspect", 5);
      take("shop/cart-1", null, 1);
      take("shop/cart-2", null, 1);
    }
    assertThat(said()).isEmpty();
  }

  private void take(String source, String fault, int times) {
    for (int i = 0; i < times; i++) {
      warnings.take(source, fault, now);
    }
  }

  private List<String> said() {
    return log.list.stream().map(ILoggingEvent::getFormattedMessage).toList();
  }
}
