package io.weir.enrich.correlate;

import java.time.Instant;
import java.util.List;

/**
 * Where a correlator is.
 *
 * @param watermark up to when it has judged; the epoch if it has not begun
 * @param unheard how many partitions of the topic before it have not been heard of
 * @param slowest the partitions that it waits for; empty if all have been read to their ends
 * @param pending matches that wait for the watermark
 * @param evaluated matches that later ones may need
 * @param groups rules and groups of which there are matches
 * @param dropped matches that were forgotten early because there were too many, since the start
 * @param lastDroppedOrigin the rule and the origin of the last of these; null if there were none
 */
public record CorrelatorStatus(
    Instant watermark,
    int unheard,
    List<Integer> slowest,
    int pending,
    int evaluated,
    int groups,
    long dropped,
    String lastDroppedOrigin) {

  /** Whether there is a watermark. */
  public boolean isStarted() {
    return watermark.isAfter(Instant.EPOCH);
  }

  /** Whether there is a partition that has not been read to its end. */
  public boolean isWaiting() {
    return !slowest.isEmpty();
  }
}
