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
 */
public record Watermark(int partition, int partitions, Instant time, boolean idle) {

  /** Of a partition that is being read. */
  public Watermark(int partition, int partitions, Instant time) {
    this(partition, partitions, time, false);
  }

  /** Of a partition that has never held a record. */
  public static Watermark unused(int partition, int partitions) {
    return new Watermark(partition, partitions, Instant.EPOCH, true);
  }

  Watermark withTime(Instant other) {
    return new Watermark(partition, partitions, other, idle);
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
