package io.weir.enrich;

/**
 * What is known of topics beyond the records that were read. A partition says nothing about time
 * while it is silent; that it has nothing more to read is the only proof that it is not behind.
 */
public interface PartitionEnds {
  /** How many partitions a topic has. */
  int partitions(String topic);

  /** Whether everything that is in the partition has been read and dealt with. */
  boolean isEnd(String topic, int partition);

  /**
   * The first offset that the partition still holds, asked for now: an older answer would hide what
   * has expired since. Called only where offsets are missing.
   *
   * @return 0 if it is not known
   */
  default long beginning(String topic, int partition) {
    return 0;
  }
}
