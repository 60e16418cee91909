package io.weir.ingest.event;

import java.util.Arrays;

/**
 * Values at a few of many places, with room for little more than there are: an event has a tenth of
 * all fields, and is copied several times on its way. Not thread-safe.
 */
final class SparseValues {
  private static final int FIRST_ROOM = 16;

  /** A bit for each place that has a value. */
  private final long[] taken;

  /** In the order of their places. */
  private Object[] values;

  private int size;

  /** None yet. */
  SparseValues(int places) {
    taken = new long[(places + Long.SIZE - 1) / Long.SIZE];
    values = new Object[FIRST_ROOM];
  }

  /** The same ones as another's. */
  SparseValues(SparseValues other) {
    taken = other.taken.clone();
    values = Arrays.copyOf(other.values, Math.max(other.size, 1));
    size = other.size;
  }

  /** The value at a place, or null. */
  Object get(int place) {
    return has(place) ? values[rank(place)] : null;
  }

  /** Sets the value at a place; null removes it. */
  void set(int place, Object value) {
    int at = rank(place);
    if (has(place)) {
      if (value == null) {
        remove(place, at);
      } else {
        values[at] = value;
      }
    } else if (value != null) {
      insert(place, at, value);
    }
  }

  private void insert(int place, int at, Object value) {
    if (size == values.length) {
      values = Arrays.copyOf(values, 2 * size);
    }
    System.arraycopy(values, at, values, at + 1, size - at);
    values[at] = value;
    taken[place / Long.SIZE] |= 1L << place;
    size++;
  }

  private void remove(int place, int at) {
    size--;
    System.arraycopy(values, at + 1, values, at, size - at);
    values[size] = null;
    taken[place / Long.SIZE] &= ~(1L << place);
  }

  private boolean has(int place) {
    return (taken[place / Long.SIZE] >>> place & 1) != 0;
  }

  /** How many values are at places before this one. */
  private int rank(int place) {
    int word = place / Long.SIZE;
    int rank = Long.bitCount(taken[word] & ((1L << place) - 1));
    for (int i = 0; i < word; i++) {
      rank += Long.bitCount(taken[i]);
    }
    return rank;
  }

  /** For each of 64 places from {@code 64 * word} on, the lowest bit first, whether it is taken. */
  long bits(int word) {
    return taken[word];
  }
}
