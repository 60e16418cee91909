package io.weir.enrich.redact;

import java.util.Locale;
import java.util.Set;

/** The words that stand around a number and tell what it is. */
final class Words {
  private static final int REACH = 40;
  private static final int MAX_WORDS = 5;

  private Words() {}

  /**
   * True if one of the last five words before a place, not further away than 40 characters, is
   * among those; humps of camel case are words.
   */
  static boolean before(String text, int at, Set<String> words) {
    int limit = Math.max(0, at - REACH);
    int seen = 0;
    int i = at;
    while (i > limit && seen < MAX_WORDS) {
      while (i > limit && !isLetter(text.charAt(i - 1))) {
        i--;
      }
      int end = i;
      while (i > limit && isLetter(text.charAt(i - 1)) && !isHump(text, i, end)) {
        i--;
      }
      if (end > i && words.contains(text.substring(i, end).toLowerCase(Locale.ROOT))) {
        return true;
      }
      seen++;
    }
    return false;
  }

  /** True if the next word on the line is among those. */
  static boolean behind(String text, int at, Set<String> words) {
    int start = at;
    while (start < text.length() && start - at < 2 && " (".indexOf(text.charAt(start)) >= 0) {
      start++;
    }
    int end = start;
    while (end < text.length() && end - start < REACH && isLetter(text.charAt(end))) {
      end++;
    }
    return end > start && words.contains(text.substring(start, end).toLowerCase(Locale.ROOT));
  }

  private static boolean isLetter(char c) {
    return c < CharSet.BEYOND_ASCII ? CharSet.LETTERS.hasSlot(c) : Character.isLetter(c);
  }

  /** A new word starts at the letter at {@code at}. */
  private static boolean isHump(String text, int at, int end) {
    return at < end && Chars.isUpper(text.charAt(at)) && !Chars.isUpper(text.charAt(at - 1));
  }
}
