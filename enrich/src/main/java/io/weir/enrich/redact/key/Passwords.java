package io.weir.enrich.redact.key;

import io.weir.enrich.redact.scan.Chars;

/** What passwords look like that people think of. */
public final class Passwords {
  private static final int MIN_LENGTH = 6;

  /** Names in camel case have fewer. */
  private static final int MAX_CHANGES = 5;

  private Passwords() {}

  /**
   * True of letters with digits or signs among them, or with capitals here and there: no word, no
   * number, no name in brackets.
   */
  public static boolean looksLikeOne(String value) {
    boolean letter = false;
    boolean other = false;
    int changes = 0;
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      letter |= Character.isLetter(c);
      other |= Chars.isDigit(c) || "!@#$%^&*?+~".indexOf(c) >= 0;
      changes += i > 0 && Chars.isUpper(c) != Chars.isUpper(value.charAt(i - 1)) ? 1 : 0;
    }
    return letter && (other || changes > MAX_CHANGES) && value.length() >= MIN_LENGTH;
  }
}
