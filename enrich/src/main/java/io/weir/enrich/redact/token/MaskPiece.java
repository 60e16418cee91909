package io.weir.enrich.redact.token;

import io.weir.enrich.redact.scan.CharSet;
import io.weir.enrich.redact.scan.Chars;
import io.weir.enrich.redact.scan.Scan;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * A piece of a mask: literal text, or a run of characters of one alphabet.
 *
 * @param literal null if it is a run
 * @param address the literal is part of the address of a host, in which upper and lower case make
 *     no difference
 * @param alphabet null if it is literal
 * @param least how many characters a run has
 * @param most {@link Integer#MAX_VALUE} if everything of the alphabet belongs to it
 */
record MaskPiece(String literal, boolean address, Alphabet alphabet, int least, int most) {
  private static final String SIGNS = "_-.~";

  /**
   * The pieces of a mask: {@code ghp_{alnum:30+}} has two.
   *
   * @throws IllegalArgumentException if an alphabet or a number is none
   */
  static List<MaskPiece> listOf(String mask) {
    List<MaskPiece> pieces = new ArrayList<>();
    int at = 0;
    while (at < mask.length()) {
      int open = mask.indexOf('{', at);
      if (open != at) {
        int end = open < 0 ? mask.length() : open;
        pieces.add(literal(mask.substring(at, end)));
        at = end;
      } else {
        int close = mask.indexOf('}', open);
        pieces.add(run(mask.substring(open + 1, close)));
        at = close + 1;
      }
    }
    return pieces;
  }

  private static MaskPiece literal(String text) {
    boolean address = text.indexOf('.') > 0 && text.indexOf('/') > 0;
    return new MaskPiece(text, address, null, 0, 0);
  }

  /** {@code alnum:30+}, {@code alnum:40}, {@code word:30-36}. */
  private static MaskPiece run(String described) {
    int colon = described.indexOf(':');
    Alphabet alphabet = Alphabet.valueOf(described.substring(0, colon).toUpperCase(Locale.ROOT));
    String[] count = described.substring(colon + 1).split("[-+]", 2);
    int least = Integer.parseInt(count[0]);
    boolean open = count.length > 1 && count[1].isEmpty();
    int most = open ? Integer.MAX_VALUE : Integer.parseInt(count[count.length - 1]);
    return new MaskPiece(null, false, alphabet, least, most);
  }

  boolean isLiteral() {
    return literal != null;
  }

  /** True if it has a longest form, so that another character would not belong to it. */
  boolean isBounded() {
    return most < Integer.MAX_VALUE;
  }

  /** True if this literal is at a place. */
  boolean isAt(Scan scan, int at) {
    return address ? scan.startsWithIgnoringCase(literal, at) : scan.startsWith(literal, at);
  }

  /** The character at a place of this literal, in the cases in which it is recognised. */
  CharSet characterAt(int at) {
    String c = literal.substring(at, at + 1);
    return CharSet.of(address ? c + c.toUpperCase(Locale.ROOT) : c);
  }

  /** Where the character of a literal is that is rare in text, but never the first. */
  int rare() {
    if (address) {
      return literal.indexOf('/');
    }
    for (int i = 1; i < literal.length(); i++) {
      if (SIGNS.indexOf(literal.charAt(i)) >= 0) {
        return i;
      }
    }
    if (literal.indexOf('I') > 0) {
      return literal.indexOf('I');
    }
    for (int i = 1; i < literal.length(); i++) {
      if (Chars.isDigit(literal.charAt(i))) {
        return i;
      }
    }
    return literal.length() - 1;
  }

  /** The end of this piece if it starts at a place, or -1 if it does not. */
  int end(Scan scan, int start) {
    if (isLiteral()) {
      return isAt(scan, start) ? start + literal.length() : -1;
    }
    int limit = isBounded() ? start + most + 1 : scan.length();
    int end = scan.skip(start, limit, alphabet.characters());
    if (isBounded() && end == limit) {
      return -1;
    }
    while (end > start && scan.charAt(end - 1) == '.') {
      end--;
    }
    return fits(end - start) ? end : -1;
  }

  /** The start of this run if it ends before a place, or -1 if it does not. */
  int start(Scan scan, int end) {
    int start = scan.skipBack(end, end - most - 1, alphabet.characters());
    return fits(end - start) ? start : -1;
  }

  private boolean fits(int count) {
    return count >= least && count <= most;
  }
}
