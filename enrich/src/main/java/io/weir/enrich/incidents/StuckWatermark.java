package io.weir.enrich.incidents;

import io.weir.enrich.correlate.CorrelatorStatus;
import java.time.Duration;
import java.time.Instant;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Says in the log that no incident can be found, and which partition that is due to. */
final class StuckWatermark {
  private static final Logger LOG = LoggerFactory.getLogger(StuckWatermark.class);

  private final Duration patience;
  private Instant watermark;
  private long movedAt;
  private long droppedBefore;
  private long droppedLoggedAt = Long.MIN_VALUE / 2;

  /**
   * Has seen nothing yet.
   *
   * @param patience how long a watermark may rest without a sentence, and between two of them
   */
  StuckWatermark(Duration patience) {
    this.patience = patience;
  }

  void look(CorrelatorStatus status, long now) {
    if (!status.watermark().equals(watermark) || !status.isWaiting()) {
      watermark = status.watermark();
      movedAt = now;
    } else if (now - movedAt >= patience.toMillis()) {
      movedAt = now;
      LOG.warn(
          "no incident can be found for events after {}: the partitions {} of events {}",
          status.isStarted() ? watermark : "the start",
          status.slowest(),
          status.unheard() > 0 ? "have not been heard of yet" : "have not been read further");
    }
    if (status.dropped() > droppedBefore && now - droppedLoggedAt >= patience.toMillis()) {
      droppedLoggedAt = now;
      LOG.warn(
          "{} matches were forgotten early, as more come than memory has room for; the last are of {}",
          status.dropped() - droppedBefore,
          status.lastDroppedOrigin());
      droppedBefore = status.dropped();
    }
  }
}
