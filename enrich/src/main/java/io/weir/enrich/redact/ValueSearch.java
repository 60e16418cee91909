package io.weir.enrich.redact;

import io.weir.enrich.redact.scan.CharSet;
import io.weir.enrich.redact.scan.Chars;
import io.weir.enrich.redact.scan.Scan;
import io.weir.enrich.redact.scan.SensitiveClass;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Finds many values in one pass over a text (Aho and Corasick, 1975), in time linear in its length.
 * Values that are distinct are found inside of words too, others as words of their own only. A long
 * value is looked for piece by piece, so that a part of it is found as well. Not thread-safe: the
 * tree is made when a text has to be searched by it, which few events come to.
 */
final class ValueSearch {
  private static final int ROOT = 0;

  /** So much of a value is looked for at once. */
  private static final int PIECE = 256;

  /** Up to so many values and characters a text is searched for each value by itself. */
  private static final int FEW = 6;

  private static final int SHORT = 4_096;
  private static final int MIN_DISTINCT = 12;
  private static final int MIN_MIXED = 6;

  /** A value, or a piece of one. */
  private record Piece(String text, SensitiveClass type, boolean distinct) {}

  private final List<Piece> pieces = new ArrayList<>();

  /** Null as long as there is no tree, as all that follows. */
  private boolean[] begins;

  private CharTransitions next;

  /** By node: where to continue if no next character fits, the longest ending that is a node. */
  private int[] fallback;

  /** By node: the piece that ends there, or null. */
  private Piece[] ends;

  /** By node: the nearest of its fallbacks at which a piece ends, or the root. */
  private int[] ending;

  /** Searches for values, each of them of a class. */
  ValueSearch(Map<String, SensitiveClass> values) {
    values.forEach(this::add);
  }

  private void makeTree() {
    if (begins != null) {
      return;
    }
    begins = new boolean[CharSet.SIZE];
    int nodes = 1 + pieces.stream().mapToInt(piece -> piece.text().length()).sum();
    next = new CharTransitions(nodes);
    fallback = new int[nodes];
    ends = new Piece[nodes];
    ending = new int[nodes];
    link();
  }

  boolean isEmpty() {
    return pieces.isEmpty();
  }

  /**
   * True of a value that no part of a word is by chance: a long one, or one of letters and digits.
   */
  static boolean isDistinct(String value) {
    boolean letter = false;
    boolean digit = false;
    for (int i = 0; i < value.length(); i++) {
      letter |= Character.isLetter(value.charAt(i));
      digit |= Chars.isDigit(value.charAt(i));
    }
    return value.length() >= MIN_DISTINCT || (value.length() >= MIN_MIXED && letter && digit);
  }

  private void add(String value, SensitiveClass type) {
    if (value.length() <= PIECE) {
      pieces.add(new Piece(value, type, isDistinct(value)));
      return;
    }
    for (int start = 0; start < value.length(); start += PIECE) {
      int from = Math.min(start, value.length() - PIECE);
      pieces.add(new Piece(value.substring(from, from + PIECE), type, true));
    }
  }

  /** Letter by letter over all pieces, so that what is nearer to the root is there first. */
  private void link() {
    int[] at = new int[pieces.size()];
    int nodes = 1;
    for (int depth = 0; depth < PIECE; depth++) {
      for (int i = 0; i < at.length; i++) {
        Piece piece = pieces.get(i);
        if (depth >= piece.text().length()) {
          continue;
        }
        char c = piece.text().charAt(depth);
        int node = next.after(at[i], c);
        if (node == CharTransitions.NONE) {
          node = nodes++;
          fallback[node] = at[i] == ROOT ? ROOT : step(fallback[at[i]], c);
          next.put(at[i], c, node);
        }
        if (depth == 0) {
          begins[CharSet.slot(c)] = true;
        }
        ends[node] = depth + 1 == piece.text().length() ? piece : ends[node];
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

  /** False of a text that certainly has none of the values, as it is. */
  boolean mayBeIn(String text) {
    if (pieces.size() <= FEW && text.length() <= SHORT) {
      return isOneIn(text);
    }
    makeTree();
    int node = ROOT;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      node = node == ROOT && !begins[CharSet.slot(c)] ? ROOT : step(node, c);
      if (node != ROOT && (ends[node] != null || ending[node] != ROOT)) {
        return true;
      }
    }
    return false;
  }

  /** The processor finds few values in a short text faster than the tree does. */
  private boolean isOneIn(String text) {
    for (Piece piece : pieces) {
      if (text.contains(piece.text())) {
        return true;
      }
    }
    return false;
  }

  /** Adds all places of the values. */
  void find(Scan scan) {
    makeTree();
    int node = ROOT;
    for (int i = 0; i < scan.length(); i++) {
      char c = scan.charAt(i);
      node = node == ROOT && !begins[CharSet.slot(c)] ? ROOT : step(node, c);
      if (node != ROOT) {
        hide(scan, i + 1, ends[node] == null ? ending[node] : node);
      }
    }
  }

  /** Hides the longest piece that ends before a place. */
  private void hide(Scan scan, int end, int longest) {
    for (int node = longest; node != ROOT; node = ending[node]) {
      Piece piece = ends[node];
      int start = end - piece.text().length();
      if (piece.distinct() || isApart(scan, start, end)) {
        scan.hide(start, end, piece.type());
        return;
      }
    }
  }

  /** A word of its own, and no part of a date or of a number with signs. */
  private static boolean isApart(Scan scan, int start, int end) {
    boolean begins = scan.startsWord(start) || isOption(scan, start);
    return begins && scan.endsWord(end) && !isPartOfNumber(scan, start, end);
  }

  /** {@code -px} of a command, {@code \nx} of an escaped line. */
  private static boolean isOption(Scan scan, int start) {
    char sign = scan.at(start - 2);
    return sign == '\\' || (sign == '-' && scan.at(start - 3) <= ' ');
  }

  /** {@code 2026} in {@code 2026-11-23} or {@code 1.2026}. */
  private static boolean isPartOfNumber(Scan scan, int start, int end) {
    for (int i = start; i < end; i++) {
      if (!Chars.isDigit(scan.charAt(i))) {
        return false;
      }
    }
    return (isSign(scan.at(start - 1)) && Chars.isDigit(scan.at(start - 2)))
        || (isSign(scan.at(end)) && Chars.isDigit(scan.at(end + 1)));
  }

  private static boolean isSign(char c) {
    return "-.:/,".indexOf(c) >= 0;
  }
}
