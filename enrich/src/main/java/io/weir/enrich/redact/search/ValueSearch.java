package io.weir.enrich.redact.search;

import io.weir.enrich.redact.scan.Scan;
import io.weir.enrich.redact.scan.SensitiveClass;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Finds many values in one pass over a text. Values that are distinct are found inside of words
 * too, others as words of their own only. A long value is looked for piece by piece, so that a part
 * of it is found as well. Not thread-safe: the tree is made when a text has to be searched by it,
 * which few events come to.
 */
public final class ValueSearch {
  /** So much of a value is looked for at once. */
  private static final int PIECE = 256;

  /** Up to so many values and characters a text is searched for each value by itself. */
  private static final int FEW = 6;

  private static final int SHORT = 4_096;

  private final List<KnownValue> pieces = new ArrayList<>();

  /** Null until it is needed. */
  private ValueTree tree;

  /** Searches for values, each of them of a class. */
  ValueSearch(Map<String, SensitiveClass> values) {
    values.forEach(this::add);
  }

  private void add(String value, SensitiveClass type) {
    if (value.length() <= PIECE) {
      pieces.add(new KnownValue(value, type));
      return;
    }
    for (int start = 0; start < value.length(); start += PIECE) {
      int from = Math.min(start, value.length() - PIECE);
      pieces.add(new KnownValue(value.substring(from, from + PIECE), type));
    }
  }

  private ValueTree tree() {
    if (tree == null) {
      tree = new ValueTree(pieces);
    }
    return tree;
  }

  /** True if there is nothing to search for. */
  public boolean isEmpty() {
    return pieces.isEmpty();
  }

  /** False of a text that certainly has none of the values, as it is. */
  public boolean mayBeIn(String text) {
    if (pieces.size() <= FEW && text.length() <= SHORT) {
      return isOneIn(text);
    }
    ValueTree values = tree();
    int node = ValueTree.ROOT;
    for (int i = 0; i < text.length(); i++) {
      node = values.after(node, text.charAt(i));
      if (node != ValueTree.ROOT && values.longest(node) != ValueTree.ROOT) {
        return true;
      }
    }
    return false;
  }

  /** The processor finds few values in a short text faster than the tree does. */
  private boolean isOneIn(String text) {
    for (KnownValue piece : pieces) {
      if (text.contains(piece.text())) {
        return true;
      }
    }
    return false;
  }

  /** Adds all places of the values. */
  public void find(Scan scan) {
    ValueTree values = tree();
    int node = ValueTree.ROOT;
    for (int i = 0; i < scan.length(); i++) {
      node = values.after(node, scan.charAt(i));
      if (node != ValueTree.ROOT) {
        hide(scan, i + 1, values.longest(node));
      }
    }
  }

  /** Hides the longest value that is meant of those that end before a place. */
  private void hide(Scan scan, int end, int longest) {
    for (int node = longest; node != ValueTree.ROOT; node = tree.shorter(node)) {
      KnownValue value = tree.value(node);
      if (value.isMeant(scan, end)) {
        scan.hide(end - value.text().length(), end, value.type());
        return;
      }
    }
  }
}
