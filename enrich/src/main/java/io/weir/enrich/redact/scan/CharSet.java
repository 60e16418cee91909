package io.weir.enrich.redact.scan;

import java.util.Arrays;

/**
 * A set of characters, of which those beyond ASCII are in it together or not at all. The place
 * before the first and after the last character of a text counts as a character, {@link #EDGE}.
 */
public final class CharSet {
  public static final int BEYOND_ASCII = 128;
  public static final int EDGE = 129;
  public static final int SIZE = 130;

  public static final CharSet ANY = none().not();
  public static final CharSet DIGITS = of("0123456789");
  public static final CharSet UPPER = range('A', 'Z');
  public static final CharSet LETTERS = UPPER.or(range('a', 'z'));
  public static final CharSet ALPHANUMERIC = LETTERS.or(DIGITS);
  public static final CharSet HEX = DIGITS.or(of("abcdefABCDEF"));

  /** RFC 4648, both alphabets, with padding. */
  public static final CharSet BASE64 = ALPHANUMERIC.or(of("+/-_="));

  public static final CharSet QUOTES = of("\"'`");
  public static final CharSet BLANKS = of(" \t");
  public static final CharSet EDGES = slot(EDGE);
  public static final CharSet FOREIGN = slot(BEYOND_ASCII);

  /** What can be before a word. */
  public static final CharSet NO_WORD = ALPHANUMERIC.not();

  private final boolean[] has;

  private CharSet(boolean[] has) {
    this.has = has;
  }

  /** The place of a character in a table with a row for every kind. */
  public static int slot(char c) {
    return c < BEYOND_ASCII ? c : BEYOND_ASCII;
  }

  static CharSet none() {
    return new CharSet(new boolean[SIZE]);
  }

  /** The characters of a text; with one beyond ASCII all of those. */
  public static CharSet of(String characters) {
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

  /** What is in one of both. */
  public CharSet or(CharSet other) {
    boolean[] both = has.clone();
    for (int i = 0; i < SIZE; i++) {
      both[i] |= other.has[i];
    }
    return new CharSet(both);
  }

  /** What is not in it. */
  public CharSet not() {
    boolean[] others = new boolean[SIZE];
    for (int i = 0; i < SIZE; i++) {
      others[i] = !has[i];
    }
    return new CharSet(others);
  }

  /** What is in both. */
  public CharSet and(CharSet other) {
    return not().or(other.not()).not();
  }

  int size() {
    int size = 0;
    for (boolean one : has) {
      size += one ? 1 : 0;
    }
    return size;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof CharSet set && Arrays.equals(has, set.has);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(has);
  }

  /** True if the character is in it. */
  public boolean has(char c) {
    return has[slot(c)];
  }

  /** The same of a character as {@link #slot(char)} has it, or of the edge. */
  public boolean hasSlot(int slot) {
    return has[slot];
  }
}
