package io.weir.enrich.redact.scan;

import java.util.List;

/** Words that say what a number next to them is. Upper and lower case make no difference. */
public final class Keywords {
  public static final Keywords NONE = new Keywords(List.of());

  private static final int REACH = 40;
  private static final int MAX_WORDS = 5;
  private static final int LOAD = 4;
  private static final int MAX_LENGTH = 24;

  /** Open addressing; a power of two long. */
  private final String[] table;

  /** By length: the first letters there are, so that two look-ups exclude most words. */
  private final long[] beginnings = new long[MAX_LENGTH + 1];

  private final boolean empty;

  private Keywords(List<String> words) {
    table = new String[Integer.highestOneBit(Math.max(1, words.size()) * LOAD)];
    empty = words.isEmpty();
    for (String word : words) {
      int slot = slot(word, 0, word.length());
      while (table[slot] != null) {
        slot = (slot + 1) & (table.length - 1);
      }
      table[slot] = word;
      beginnings[Math.min(word.length(), MAX_LENGTH)] |= bit(word.charAt(0));
    }
  }

  /** Those words, in small letters. */
  public static Keywords of(String... words) {
    return new Keywords(List.of(words));
  }

  public boolean isEmpty() {
    return empty;
  }

  /**
   * True if one of the last five words before a place, not further away than 40 characters, is
   * among these; humps of camel case are words.
   */
  public boolean precede(String text, int at) {
    return precede(text, 0, at);
  }

  /** The same of the words from a place on. */
  public boolean precede(String text, int from, int at) {
    int limit = Math.max(from, at - REACH);
    int i = at;
    for (int seen = 0; i > limit && seen < MAX_WORDS; seen++) {
      while (i > limit && !isLetter(text.charAt(i - 1))) {
        i--;
      }
      int end = i;
      while (i > limit && isLetter(text.charAt(i - 1)) && !isHump(text, i, end)) {
        i--;
      }
      if (contains(text, i, end)) {
        return true;
      }
    }
    return false;
  }

  /** True if the word that ends before a place is among these. */
  public boolean end(String text, int at) {
    int start = at;
    while (start > 0 && at - start < MAX_LENGTH && isLetter(text.charAt(start - 1))) {
      start--;
    }
    return contains(text, start, at);
  }

  /** True if the next word on the line is among these. */
  public boolean follow(String text, int at) {
    int start = at;
    while (start < text.length() && start - at < 2 && " (".indexOf(text.charAt(start)) >= 0) {
      start++;
    }
    int end = start;
    while (end < text.length() && end - start < REACH && isLetter(text.charAt(end))) {
      end++;
    }
    return contains(text, start, end);
  }

  /** True if that part of the text is one of these, whole. */
  public boolean contains(String text, int start, int end) {
    int length = end - start;
    if (length == 0 || (beginnings[Math.min(length, MAX_LENGTH)] & bit(text.charAt(start))) == 0) {
      return false;
    }
    int slot = slot(text, start, end);
    while (table[slot] != null) {
      if (table[slot].length() == length
          && text.regionMatches(true, start, table[slot], 0, length)) {
        return true;
      }
      slot = (slot + 1) & (table.length - 1);
    }
    return false;
  }

  /** The same for a capital and its small letter. */
  private static long bit(char c) {
    return 1L << (c & 0x1f);
  }

  private int slot(String text, int start, int end) {
    int hash = 0;
    for (int i = start; i < end; i++) {
      hash = 31 * hash + Character.toLowerCase(text.charAt(i));
    }
    return (hash ^ hash >>> 16) & (table.length - 1);
  }

  private static boolean isLetter(char c) {
    return c < CharSet.BEYOND_ASCII ? CharSet.LETTERS.hasSlot(c) : Character.isLetter(c);
  }

  /** A new word starts at the letter at {@code at}. */
  private static boolean isHump(String text, int at, int end) {
    return at < end
        && Character.isUpperCase(text.charAt(at))
        && !Character.isUpperCase(text.charAt(at - 1));
  }
}
