package io.weir.enrich.redact.search;

import io.weir.enrich.redact.scan.CharSet;
import java.util.List;

/**
 * Values as a tree of their characters, with which a text is searched for all of them in one pass
 * (Aho and Corasick, 1975), in time linear in its length. Immutable once it is made.
 */
final class ValueTree {
  static final int ROOT = 0;

  private final boolean[] begins = new boolean[CharSet.SIZE];
  private final CharTransitions next;

  /** By node: where to continue if no next character fits, the longest ending that is a node. */
  private final int[] fallback;

  /** By node: the value that ends there, or null. */
  private final KnownValue[] ends;

  /** By node: the nearest of its fallbacks at which a value ends, or the root. */
  private final int[] ending;

  ValueTree(List<KnownValue> values) {
    int nodes = 1 + values.stream().mapToInt(value -> value.text().length()).sum();
    next = new CharTransitions(nodes);
    fallback = new int[nodes];
    ends = new KnownValue[nodes];
    ending = new int[nodes];
    link(values);
  }

  /** Letter by letter over all values, so that what is nearer to the root is there first. */
  private void link(List<KnownValue> values) {
    int longest = values.stream().mapToInt(value -> value.text().length()).max().orElse(0);
    int[] at = new int[values.size()];
    int nodes = 1;
    for (int depth = 0; depth < longest; depth++) {
      for (int i = 0; i < at.length; i++) {
        KnownValue value = values.get(i);
        if (depth >= value.text().length()) {
          continue;
        }
        char c = value.text().charAt(depth);
        int node = next.after(at[i], c);
        if (node == CharTransitions.NONE) {
          node = nodes++;
          fallback[node] = at[i] == ROOT ? ROOT : step(fallback[at[i]], c);
          next.put(at[i], c, node);
        }
        if (depth == 0) {
          begins[CharSet.slot(c)] = true;
        }
        ends[node] = depth + 1 == value.text().length() ? value : ends[node];
        at[i] = node;
      }
    }
    // Nodes are numbered from the root outwards.
    for (int node = 1; node < nodes; node++) {
      int shorter = fallback[node];
      ending[node] = ends[shorter] == null ? ending[shorter] : shorter;
    }
  }

  private int step(int from, char c) {
    int node = from;
    while (node != ROOT && next.after(node, c) == CharTransitions.NONE) {
      node = fallback[node];
    }
    int after = next.after(node, c);
    return after == CharTransitions.NONE ? ROOT : after;
  }

  /** The node after one by the next character of a text. */
  int after(int node, char c) {
    return node == ROOT && !begins[CharSet.slot(c)] ? ROOT : step(node, c);
  }

  /** The node of the longest value that ends at a node; the root if none does. */
  int longest(int node) {
    return ends[node] == null ? ending[node] : node;
  }

  /** That of the next shorter one. */
  int shorter(int node) {
    return ending[node];
  }

  /** The value that ends at a node, or null. */
  KnownValue value(int node) {
    return ends[node];
  }
}
