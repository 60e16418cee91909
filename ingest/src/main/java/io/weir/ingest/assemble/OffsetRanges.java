package io.weir.ingest.assemble;

import java.util.Arrays;

/** Offsets as pairs of first and last, in one list: 3, 4, 5, 9 is {@code [3, 5, 9, 9]}. */
public final class OffsetRanges {
  private OffsetRanges() {}

  /** Pairs of first and last: {@code 3, 4, 5, 9} as {@code 3, 5, 9, 9}. */
  public static long[] of(long[] ascending) {
    long[] ranges = new long[2 * ascending.length];
    int size = 0;
    for (long offset : ascending) {
      if (size > 0 && ranges[size - 1] + 1 == offset) {
        ranges[size - 1] = offset;
      } else {
        ranges[size++] = offset;
        ranges[size++] = offset;
      }
    }
    return Arrays.copyOf(ranges, size);
  }
}
