package io.weir.enrich.incidents;

/**
 * What is known of topics beyond the records that were read. A partition says nothing about time
 * while it is silent; that it has nothing more to read is the only proof that it is not behind.
 */
public interface PartitionEnds {
  /** How many partitions a topic has. */
  int partitions(String topic);

  /**
   * Whether nothing is left to read.
   *
   * @param next the offset after the newest record that was processed, or -1 if none was since the
   *     start
   */
  boolean isEnd(String topic, int partition, long next);
}
