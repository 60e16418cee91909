package io.weir.sinks;

/**
 * The bounds of a sink's work.
 *
 * @param heldBytes memory for records that are not settled, unpacked, over all partitions
 * @param whenFull what happens to records that wait for one stream of the store when there is no
 *     more room for them
 * @param deadLettersPerMinute so many equal rejections within a minute are taken for a limit that
 *     is set wrong: the records are held instead; 0 never holds
 * @param requestsInFlight how many requests may be under way at once
 */
public record DeliverySettings(
    long heldBytes, WhenFull whenFull, int deadLettersPerMinute, int requestsInFlight) {

  /** What to do when records that wait for one stream fill the memory of their partition. */
  public enum WhenFull {
    /** The partition stops until the stream takes records again; nothing is dead-lettered. */
    WAIT,
    /** They become dead letters, and the partition continues with its other streams. */
    DEAD_LETTER
  }

  /** A quarter of the heap: what is polled, what is sent and the answers need room as well. */
  private static final int HEAP_PART = 4;

  /** Bounds that suit the heap of this process. */
  public static DeliverySettings forThisHeap() {
    return new DeliverySettings(
        Runtime.getRuntime().maxMemory() / HEAP_PART, WhenFull.WAIT, 100, 16);
  }
}
