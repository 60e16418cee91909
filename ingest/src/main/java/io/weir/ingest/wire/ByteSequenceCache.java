package io.weir.ingest.wire;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * What was made of byte sequences that come again and again, found by the bytes themselves.
 * Bounded: a new sequence takes the place of an older one. Not thread-safe.
 */
final class ByteSequenceCache<T> {
  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  /** Longer sequences are found by their first bytes, and then compared. */
  static final int HASHED = 160;

  /** How many sequences with the same first bytes are kept: the containers of one pod. */
  private static final int WAYS = 4;

  private static final int BITS = 13;

  /** The metadata of some thousand pods; a few have annotations of a quarter of a megabyte. */
  private static final long MAX_BYTES = FieldChars.MAX_KEPT;

  private static final int MAX_SEQUENCE = 256 << 10;

  private final Seen[] table = new Seen[1 << BITS];
  private int replaced;
  private long kept;

  @SuppressWarnings("ArrayRecordComponent") // Never compared.
  private record Seen(byte[] bytes, Object value) {}

  /** Where the sequence that was found last ends. */
  private int end;

  /**
   * Finds the sequence at a place, whatever its length. Only of use for sequences that no other
   * begins with, such as JSON objects.
   *
   * @return what was put for it, or null
   */
  T find(byte[] bytes, int from) {
    return find(bytes, from, bytes.length, false);
  }

  /** Finds the sequence that is the whole of a range; null if nothing was put for it. */
  T find(byte[] bytes, int from, int to) {
    return find(bytes, from, to, true);
  }

  /** The end of the sequence that was found last. */
  int end() {
    return end;
  }

  @SuppressWarnings("unchecked") // Only what put takes is in the table.
  private T find(byte[] bytes, int from, int to, boolean whole) {
    int slot = slot(bytes, from, to);
    for (int way = 0; way < WAYS; way++) {
      Seen seen = table[slot + way];
      if (seen == null) {
        return null;
      }
      int seenEnd = from + seen.bytes.length;
      if ((whole ? seenEnd == to : seenEnd <= to)
          && Arrays.equals(seen.bytes, 0, seen.bytes.length, bytes, from, seenEnd)) {
        end = seenEnd;
        return (T) seen.value;
      }
    }
    return null;
  }

  /**
   * Keeps what was made of a range, unless that would take too much memory. What was kept may be
   * forgotten then.
   *
   * @param limit the end of what {@link #find} will look at: that of the range, or of all bytes
   */
  void put(byte[] bytes, int from, int to, int limit, T value) {
    int length = to - from;
    if (length > MAX_SEQUENCE) {
      return;
    }
    if (kept + length > MAX_BYTES) {
      Arrays.fill(table, null);
      kept = 0;
    }
    kept += length;
    int slot = slot(bytes, from, limit);
    int way = 0;
    while (way < WAYS && table[slot + way] != null) {
      way++;
    }
    if (way == WAYS) {
      way = replaced++ & (WAYS - 1);
      kept -= table[slot + way].bytes.length;
    }
    table[slot + way] = new Seen(Arrays.copyOfRange(bytes, from, to), value);
  }

  /** The first of the places for a sequence. */
  private static int slot(byte[] bytes, int from, int limit) {
    int to = Math.min(limit, from + HASHED);
    long hash = to - (long) from;
    int at = from;
    for (; at + Long.BYTES <= to; at += Long.BYTES) {
      hash = mixed(hash ^ (long) LONGS.get(bytes, at));
    }
    for (; at < to; at++) {
      hash = mixed(hash ^ bytes[at]);
    }
    return (int) (hash >>> (Long.SIZE - BITS)) & -WAYS;
  }

  private static long mixed(long bits) {
    long product = bits * 0x9e3779b97f4a7c15L;
    return product ^ (product >>> 32);
  }
}
