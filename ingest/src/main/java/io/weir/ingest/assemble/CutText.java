package io.weir.ingest.assemble;

import java.util.Locale;
import java.util.Set;

/**
 * The text of half a line. A secret may lie across the cut, and neither half is recognised for what
 * it is. So both sides hide the word that touches the cut and the groups of digits next to it; the
 * second also hides the value that may follow, as the first may have had its key; and of a key
 * block all is hidden up to its end.
 */
final class CutText {
  private static final String MARK = "[cut]";
  private static final String BEGIN = "-----BEGIN ";
  static final String END = "-----END ";
  private static final String DASHES = "-----";

  /** At most this much of a word is hidden. */
  private static final int MAX_WORD = 4 << 10;

  /** A key of 16,384 bits with all that may be around its lines. */
  static final int MAX_KEY = 32 << 10;

  /** The longest number in groups: an IBAN with its blanks, and some more. */
  private static final int MAX_GROUPS = 64;

  private static final String SEPARATORS = " \t:=\"'`\\>|[({";

  /** Words between a key and its value. */
  private static final Set<String> LINKS =
      Set.of(
          "is",
          "was",
          "are",
          "to",
          "set",
          "as",
          "be",
          "by",
          "->",
          "bearer",
          "basic",
          "digest",
          "token",
          "apikey",
          "negotiate",
          "key",
          "value",
          "identified");

  private CutText() {}

  /** Whether a key has begun in the text, or before it, and not ended. */
  static boolean isInKey(String text, boolean before) {
    int end = text.lastIndexOf(END);
    int begin = text.lastIndexOf(BEGIN);
    boolean own = begin > end && text.length() - begin < MAX_KEY;
    return own || (before && end < 0 && text.length() < MAX_KEY);
  }

  /** How many characters of a key there are at the end of a text, with those before it. */
  static int keyChars(String text, int before) {
    int begin = text.lastIndexOf(BEGIN);
    return begin < 0 ? before + text.length() : text.length() - begin;
  }

  /**
   * The text as it may be read on.
   *
   * @param before where it was cut off from, or null
   * @param after where its rest was cut off, or null
   */
  static String of(String text, Cut before, Cut after) {
    int start = before == null ? 0 : before.inKey() ? endOfKey(text) : endOfHidden(text);
    // The redaction itself finds half a key that has its beginning.
    int end = after == null || after.inKey() ? text.length() : startOfHidden(text, start);
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

  private static int endOfHidden(String text) {
    boolean quoted = text.startsWith("'") || text.startsWith("`");
    int end = quoted ? 0 : endOfWord(text, 0);
    int start;
    boolean more;
    do {
      start = afterSeparators(text, end);
      end = endOfValue(text, start);
      more = end > start && (isLink(text, start, end) || text.charAt(end - 1) == ';');
    } while (more);
    return isGroup(text, start, end) ? endOfGroups(text, end) : end;
  }

  private static int afterSeparators(String text, int from) {
    int at = from;
    while (at < text.length() && SEPARATORS.indexOf(text.charAt(at)) >= 0) {
      at++;
    }
    return at;
  }

  /** The end of one word, or of what is in quotes if one is just before it. */
  private static int endOfValue(String text, int start) {
    char quote = start == 0 ? ' ' : text.charAt(start - 1);
    if (quote != '"' && quote != '\'' && quote != '`') {
      return endOfWord(text, start);
    }
    // Inside of another text the quotes are escaped, and the next ends the value.
    boolean escaped = start > 1 && text.charAt(start - 2) == '\\';
    int end = start;
    int last = Math.min(text.length(), start + MAX_KEY);
    while (end < last && text.charAt(end) != quote) {
      end += !escaped && text.charAt(end) == '\\' ? 2 : 1;
    }
    return Math.min(end < last ? end : start + MAX_WORD, text.length());
  }

  private static boolean isLink(String text, int start, int end) {
    return end - start < MAX_GROUPS
        && LINKS.contains(text.substring(start, end).toLowerCase(Locale.ROOT));
  }

  private static int endOfGroups(String text, int from) {
    int end = from;
    while (end - from < MAX_GROUPS) {
      int start = end;
      while (start < text.length() && text.charAt(start) == ' ') {
        start++;
      }
      int next = endOfWord(text, start);
      if (start == end || !isGroup(text, start, next)) {
        return end;
      }
      end = next;
    }
    return end;
  }

  private static int startOfHidden(String text, int from) {
    int start = startOfWord(text, text.length(), from);
    boolean groups = start == text.length() || isGroup(text, start, text.length());
    for (int first = start; groups && first - start < MAX_GROUPS; ) {
      int end = start;
      while (end > from && text.charAt(end - 1) == ' ') {
        end--;
      }
      int previous = startOfWord(text, end, from);
      groups = isGroup(text, previous, end);
      start = groups ? previous : start;
    }
    return start;
  }

  /** Whether a part of a number could be written so: digits, with capitals and signs. */
  private static boolean isGroup(String text, int start, int end) {
    boolean digit = false;
    for (int i = start; i < end; i++) {
      char c = text.charAt(i);
      boolean isDigit = c >= '0' && c <= '9';
      digit |= isDigit;
      if (!isDigit && !(c >= 'A' && c <= 'Z') && "+-.()/".indexOf(c) < 0) {
        return false;
      }
    }
    return digit && end - start < MAX_GROUPS;
  }

  private static int endOfWord(String text, int from) {
    int end = from;
    while (end < Math.min(text.length(), from + MAX_WORD) && isWord(text.charAt(end))) {
      end++;
    }
    return end;
  }

  private static int startOfWord(String text, int end, int from) {
    int start = end;
    int least = Math.max(from, end - MAX_WORD);
    while (start > least && isWord(text.charAt(start - 1))) {
      start--;
    }
    return start;
  }

  private static boolean isWord(char c) {
    return c > ' ' && c != '"';
  }
}
