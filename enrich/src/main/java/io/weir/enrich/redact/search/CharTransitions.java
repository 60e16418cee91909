package io.weir.enrich.redact.search;

import java.util.Arrays;

/** Which node of a tree of texts follows another by a character; a table with open addressing. */
final class CharTransitions {
  static final int NONE = -1;

  private static final int LOAD = 2;

  /** Node and character in one; {@link #NONE} where the place is free. */
  private final long[] keys;

  private final int[] nodes;

  /**
   * @param most transitions there will be
   */
  CharTransitions(int most) {
    int size = Integer.highestOneBit(Math.max(1, most) * LOAD) * LOAD;
    keys = new long[size];
    nodes = new int[size];
    Arrays.fill(keys, NONE);
  }

  /** The node after another, or {@link #NONE}. */
  int after(int node, char c) {
    long key = key(node, c);
    int slot = slot(key);
    while (keys[slot] != NONE) {
      if (keys[slot] == key) {
        return nodes[slot];
      }
      slot = (slot + 1) & (keys.length - 1);
    }
    return NONE;
  }

  /** Sets the node after another, of which none is known. */
  void put(int node, char c, int after) {
    long key = key(node, c);
    int slot = slot(key);
    while (keys[slot] != NONE) {
      slot = (slot + 1) & (keys.length - 1);
    }
    keys[slot] = key;
    nodes[slot] = after;
  }

  private static long key(int node, char c) {
    return ((long) node << Character.SIZE) | c;
  }

  private int slot(long key) {
    long mixed = key * 0x9e3779b97f4a7c15L;
    return (int) (mixed >>> Integer.SIZE) & (keys.length - 1);
  }
}
