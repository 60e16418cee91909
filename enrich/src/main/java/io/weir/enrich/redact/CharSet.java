package io.weir.enrich.redact;

import java.util.Arrays;

/**
 * A set of characters, of which those beyond ASCII are in it together or not at all. The place
 * before the first and behind the last character of a text counts as a character, {@link #EDGE}.
 */
final class CharSet {
  static final int BEYOND_ASCII = 128;
  static final int EDGE = 129;
  static final int SIZE = 130;

  static final CharSet ANY = none().not();
  static final CharSet DIGITS = of("0123456789");
  static final CharSet UPPER = range('A', 'Z');
  static final CharSet LETTERS = UPPER.or(range('a', 'z'));
  static final CharSet ALPHANUMERIC = LETTERS.or(DIGITS);
  static final CharSet HEX = DIGITS.or(of("abcdefABCDEF"));
  /** RFC 4648, both alphabets, with padding. */
  static final CharSet BASE64 = ALPHANUMERIC.or(of("+/-_="));

  static final CharSet QUOTES = of("\"'`");
  static final CharSet BLANKS = of(" \t");
  static final CharSet EDGES = slot(EDGE);
  static final CharSet FOREIGN = slot(BEYOND_ASCII);

  /** What can stand before a word. */
  static final CharSet NO_WORD = ALPHANUMERIC.not();

  private final boolean[] has;

  private CharSet(boolean[] has) {
    this.has = has;
  }

  /** The place of a character in a table with a row for every kind. */
  static int slot(char c) {
    return c < BEYOND_ASCII ? c : BEYOND_ASCII;
  }

  static CharSet none() {
    return new CharSet(new boolean[SIZE]);
  }

  static CharSet of(String characters) {
    boolean[] has = new boolean[SIZE];
    characters.chars().forEach(c -> has[slot((char) c)] = true);
    return new CharSet(has);
  }

  private static CharSet slot(int slot) {
    boolean[] has = new boolean[SIZE];
    has[slot] = true;
    return new CharSet(has);
  }

  private static CharSet range(char first, char last) {
    boolean[] has = new boolean[SIZE];
    Arrays.fill(has, first, last + 1, true);
    return new CharSet(has);
  }

  CharSet or(CharSet other) {
    boolean[] both = has.clone();
    for (int i = 0; i < SIZE; i++) {
      both[i] |= other.has[i];
    }
    return new CharSet(both);
  }

  CharSet not() {
    boolean[] others = new boolean[SIZE];
    for (int i = 0; i < SIZE; i++) {
      others[i] = !has[i];
    }
    return new CharSet(others);
  }

  CharSet and(CharSet other) {
    return not().or(other.not()).not();
  }

  boolean has(char c) {
    return has[slot(c)];
  }

  boolean hasSlot(int slot) {
    return has[slot];
  }
}
