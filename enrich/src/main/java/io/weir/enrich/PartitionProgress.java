package io.weir.enrich;

/**
 * What is known of topics beyond the records that were read. A partition says nothing about time
 * while it is silent; that it has nothing more to read is the only proof that it is not behind.
 */
public interface PartitionProgress {
  /** How many partitions a topic has; 0 while that is not known. Never waits, never fails. */
  int partitions(String topic);

  /**
   * Whether everything that is in the partition has been read and dealt with. True of a partition
   * that holds nothing; false while it is not known.
   */
  boolean isCaughtUp(String topic, int partition);

  /**
   * The first offset that the partition still holds, as it was a second ago at most: an older
   * answer would hide what has expired since. Called only where offsets are missing.
   *
   * @return 0 if it is not known
   */
  default long beginning(String topic, int partition) {
    return 0;
  }

  /** Whether the partition has never held a record, so that there is no time to ask it for. */
  default boolean isUnused(String topic, int partition) {
    return false;
  }
}
