package io.weir.enrich.redact.key;

import io.weir.enrich.redact.scan.Chars;
import io.weir.enrich.redact.scan.Scan;
import io.weir.enrich.redact.scan.SensitiveClass;
import java.util.Locale;
import java.util.Set;

/**
 * How far a sentence has been read that begins with a sensitive key.
 *
 * @param start where the next word is, which may be the value
 * @param sure a word has said that the value follows
 */
record SentenceReading(int start, boolean sure) {
  /** The value follows them. */
  private static final Set<String> INTRODUCING =
      Set.of("is", "was", "to", "by", "from", "=", "==", "->", "=>", "ist", "lautet", "est", "es");

  /** They may be before such a word. */
  private static final Set<String> PASSING =
      Set.of(
          "set",
          "changed",
          "reset",
          "updated",
          "generated",
          "now",
          "has",
          "been",
          "temporary",
          "on");

  /** The word after them says whose value it is. */
  private static final Set<String> OWNING = Set.of("for", "of", "für", "pour", "para");

  private static final int MAX_WORD = 64;

  /** Over one word, or over a word and whose value it is; null if the word is none of those. */
  SentenceReading step(Scan scan, KeyRule rule) {
    int end = wordEnd(scan, start);
    if (end == start || scan.at(end) != ' ') {
      return null;
    }
    String word = scan.substring(start, end).toLowerCase(Locale.ROOT);
    if (OWNING.contains(word)) {
      return overOwner(scan, end);
    }
    if (rule.type().equals(SensitiveClass.PASSWORD) && scan.startsWith(" = ", end)) {
      // PASSWORD ana = x
      return new SentenceReading(end + " = ".length(), true);
    }
    boolean introduces = INTRODUCING.contains(word);
    return introduces || PASSING.contains(word)
        ? new SentenceReading(end + 1, sure || introduces)
        : null;
  }

  /** {@code for ana}, {@code for user ana:}. */
  private SentenceReading overOwner(Scan scan, int end) {
    int owner = wordEnd(scan, end + 1);
    if (scan.startsWith(" user ", end) || scan.startsWith(" the ", end)) {
      owner = wordEnd(scan, owner + 1);
    }
    return owner == end + 1 || scan.at(owner) != ' '
        ? null
        : new SentenceReading(owner + 1, sure || scan.charAt(owner - 1) == ':');
  }

  private static int wordEnd(Scan scan, int start) {
    int limit = Math.min(scan.length(), start + MAX_WORD);
    int end = start;
    while (end < limit && scan.charAt(end) > ' ' && !Chars.isQuote(scan.charAt(end))) {
      end++;
    }
    return end;
  }
}
