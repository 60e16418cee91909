package io.weir.enrich.incidents;

import io.weir.enrich.PartitionProgress;
import io.weir.ingest.topic.Topic;

/** How much of the heap the state of one partition may take: all may be in this process. */
final class MemoryShare {
  private static final long MOST = 32 << 20;

  /** What the chart and the demo use. */
  private static final int USUAL_PARTITIONS = 12;

  private MemoryShare() {}

  /** The share of matches: a quarter of the heap for all partitions. */
  static long ofMatches(PartitionProgress ends) {
    return of(Runtime.getRuntime().maxMemory() / 4, ends.partitions(Topic.MATCHES.name()));
  }

  /** The share of incidents: an eighth, as findings that wait may take as much again. */
  static long ofIncidents(PartitionProgress ends) {
    // The topic of findings has as many partitions.
    return of(Runtime.getRuntime().maxMemory() / 8, ends.partitions(Topic.MATCHES.name()));
  }

  /**
   * A share.
   *
   * @param bytes for all partitions
   * @param partitions 0 if it is not known
   */
  static long of(long bytes, int partitions) {
    return Math.min(MOST, bytes / (partitions == 0 ? USUAL_PARTITIONS : partitions));
  }
}
