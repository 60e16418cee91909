package io.weir.enrich.correlate;

import java.time.Instant;

/**
 * A promise of one partition: whatever comes from it from now on happened at that time or later, or
 * is late.
 *
 * @param partition of the topic before
 * @param partitions how many that topic has
 */
public record Watermark(int partition, int partitions, Instant time) {
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
