package io.weir.ingest.assemble;

import java.util.concurrent.atomic.AtomicLong;

/**
 * How much memory the lines that wait for others may take, in bytes as {@link RawLine#weight}
 * estimates them. Each partition has the same bound wherever it is read, so that a replay joins the
 * same lines. The sum over all partitions of the process is bounded as well: what is let go for
 * that is not repeated by a replay, so it should be rare. Thread-safe.
 */
public final class HeldBudget {
  /** Two endless lines of a megabyte, or hundreds of stack traces. */
  private static final long PER_PARTITION = 8 << 20;

  /** The rest is for what is read, made and sent. */
  private static final int PARTS_OF_HEAP = 4;

  private final long perPartition;
  private final long perProcess;
  private final AtomicLong held = new AtomicLong();

  /**
   * @param perPartition bytes that the lines of one partition may take
   * @param perProcess bytes that those of all partitions together may take
   */
  public HeldBudget(long perPartition, long perProcess) {
    this.perPartition = perPartition;
    this.perProcess = perProcess;
  }

  /** The bounds for a process with that heap. */
  public static HeldBudget ofHeap(long bytes) {
    return new HeldBudget(PER_PARTITION, bytes / PARTS_OF_HEAP);
  }

  /** What all partitions hold. */
  public long held() {
    return held.get();
  }

  /** What all partitions together may hold. */
  public long perProcess() {
    return perProcess;
  }

  /** For one partition. */
  Share share() {
    return new Share();
  }

  /** What one partition holds; for one thread. */
  final class Share {
    private long own;

    void add(long bytes) {
      own += bytes;
      held.addAndGet(bytes);
    }

    /** Why something must be let go now, or null. */
    EarlyEnd exceeded() {
      if (own > perPartition) {
        return EarlyEnd.PARTITION_FULL;
      }
      return own > 0 && held.get() > perProcess ? EarlyEnd.PROCESS_FULL : null;
    }
  }
}
