package io.weir.enrich.redact;

import java.util.List;

/**
 * Tokens of the vendors in {@code token-formats.txt}. Called at the character of a prefix that is
 * rare in text, it asks only for the prefixes that have this one and the one before it.
 */
final class PrefixedTokenDetector implements Detector {
  private static final String SEPARATORS = "_-.";
  private static final String OTHERS = "I";
  private static final int CHARS = 128;

  private final TokenFormat[][] formats = new TokenFormat[CHARS * CHARS][];

  PrefixedTokenDetector() {
    List<TokenFormat> all = TokenFormat.all();
    for (TokenFormat format : all) {
      formats[slot(format)] =
          all.stream().filter(other -> slot(other) == slot(format)).toArray(TokenFormat[]::new);
    }
  }

  @Override
  public String triggers() {
    return SEPARATORS + OTHERS;
  }

  @Override
  public int find(String text, int at, Spans spans) {
    char before = at == 0 ? 0 : text.charAt(at - 1);
    TokenFormat[] candidates = before < CHARS ? formats[slot(before, text.charAt(at))] : null;
    if (candidates == null) {
      return at;
    }
    for (TokenFormat format : candidates) {
      int start = at - trigger(format);
      if (text.startsWith(format.prefix(), start) && Chars.startsWord(text, start)) {
        int end = format.end(text, start);
        if (end > 0 && isRandom(text, start + format.prefix().length(), end)) {
          spans.add(start, end, format.type());
          return end;
        }
      }
    }
    return at;
  }

  /** One without a digit or capital is a name in kebab or snake case. */
  private static boolean isRandom(String text, int from, int to) {
    for (int i = from; i < to; i++) {
      if (Chars.isDigit(text.charAt(i)) || Chars.isUpper(text.charAt(i))) {
        return true;
      }
    }
    return false;
  }

  /** Where in the prefix the character stands that the detector is called at. */
  private static int trigger(TokenFormat format) {
    String prefix = format.prefix();
    for (int i = 1; i < prefix.length(); i++) {
      if (SEPARATORS.indexOf(prefix.charAt(i)) >= 0) {
        return i;
      }
    }
    return prefix.indexOf(OTHERS);
  }

  private static int slot(TokenFormat format) {
    int at = trigger(format);
    return slot(format.prefix().charAt(at - 1), format.prefix().charAt(at));
  }

  private static int slot(char before, char trigger) {
    return before * CHARS + trigger;
  }
}
