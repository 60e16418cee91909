package io.weir.ingest.assemble;

/**
 * The text of half a line. A secret may lie across the cut, and neither half is seen for what it
 * is: so the word that touches the cut is hidden on both sides, and of a key all up to its end.
 */
final class CutText {
  private static final String MARK = "[cut]";
  private static final String BEGIN = "-----BEGIN ";
  static final String END = "-----END ";
  private static final String DASHES = "-----";

  /** Longer than any token. */
  private static final int MAX_WORD = 4 << 10;

  /** A key of 16,384 bits with all that may be around its lines. */
  private static final int MAX_KEY = 32 << 10;

  private CutText() {}

  /** Whether a key has begun in the text, or before it, and not ended. */
  static boolean isInKey(String text, boolean before) {
    int end = text.lastIndexOf(END);
    int begin = text.lastIndexOf(BEGIN);
    boolean own = begin > end && text.length() - begin < MAX_KEY;
    return own || (before && end < 0 && text.length() < MAX_KEY);
  }

  /**
   * The text as it may be read on.
   *
   * @param before where it was cut off from, or null
   * @param after where its rest was cut off, or null
   */
  static String of(String text, Cut before, Cut after) {
    int start = before == null ? 0 : before.inKey() ? endOfKey(text) : endOfWord(text);
    // The redaction itself finds half a key that has its beginning.
    int end = after == null || after.inKey() ? text.length() : startOfWord(text, start);
    return (before == null ? "" : MARK)
        + text.substring(start, Math.max(start, end))
        + (end < text.length() && end >= start ? MARK : "");
  }

  private static int endOfKey(String text) {
    int end = text.indexOf(END);
    if (end < 0 || end > MAX_KEY) {
      return Math.min(text.length(), MAX_KEY);
    }
    int close = text.indexOf(DASHES, end + END.length());
    return close < 0 ? text.length() : close + DASHES.length();
  }

  private static int endOfWord(String text) {
    int end = 0;
    while (end < Math.min(text.length(), MAX_WORD) && isWord(text.charAt(end))) {
      end++;
    }
    return end;
  }

  private static int startOfWord(String text, int from) {
    int start = text.length();
    int least = Math.max(from, text.length() - MAX_WORD);
    while (start > least && isWord(text.charAt(start - 1))) {
      start--;
    }
    return start;
  }

  private static boolean isWord(char c) {
    return c > ' ' && c != '"';
  }
}
