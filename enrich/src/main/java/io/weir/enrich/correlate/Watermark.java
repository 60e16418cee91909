package io.weir.enrich.correlate;

import java.time.Instant;

/**
 * A promise of one partition: whatever comes from it from now on happened at that time or later, or
 * is late.
 *
 * @param partition of the topic before
 * @param partitions how many that topic has
 * @param time the epoch if the partition cannot promise anything yet
 * @param idle whether the partition has been read to its end. It then holds nobody back that is
 *     still reading; only if all are idle the time counts, which is the clock's.
 * @param caughtUp whether what comes is read at once, so that an old time is that of a wrong clock,
 *     or of what was sent late
 */
public record Watermark(
    int partition, int partitions, Instant time, boolean idle, boolean caughtUp) {

  /** Checks what may come from a topic. */
  public Watermark {
    StateJson.require(partition >= 0 && partition < partitions && StateJson.isTime(time));
  }

  /** Of a partition of which it is not known whether there is more to read. */
  public Watermark(int partition, int partitions, Instant time, boolean idle) {
    this(partition, partitions, time, idle, false);
  }

  /** Of a partition that is being read. */
  public Watermark(int partition, int partitions, Instant time) {
    this(partition, partitions, time, false);
  }

  /** Of a partition that has never held a record. */
  public static Watermark unused(int partition, int partitions) {
    return new Watermark(partition, partitions, Instant.EPOCH, true);
  }

  Watermark withTime(Instant other) {
    return new Watermark(partition, partitions, other, idle, caughtUp);
  }

  public byte[] toJson() {
    return StateJson.write(this);
  }

  /**
   * Reads what {@link #toJson} wrote.
   *
   * @throws java.io.UncheckedIOException if it is something else
   */
  public static Watermark read(byte[] json) {
    return StateJson.read(json, Watermark.class);
  }
}
