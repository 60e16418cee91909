package io.weir.enrich.redact.scan;

/** Separates what a generator of secrets has made from what people write. */
public final class Entropy {
  private static final int MIN_RUN = 16;

  /** Bits per character of letters and digits, counted within the value (Shannon's entropy). */
  private static final double MIN_ENTROPY = 3.0;

  private static final int MAX_COUNTED = 256;
  private static final int MAX_ENDING = 6;

  private Entropy() {}

  /**
   * True if the value is one token with a long run of letters and digits mixed, the characters of
   * which are spread as chance spreads them. Names with hyphens or dots, UUIDs, words and plain
   * numbers are not.
   */
  public static boolean isRandom(CharSequence value) {
    int run = 0;
    boolean digit = false;
    boolean letter = false;
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      if (Chars.isAlphanumeric(c)) {
        run++;
        digit |= Chars.isDigit(c);
        letter |= !Chars.isDigit(c);
        if (run >= MIN_RUN && digit && letter) {
          return entropy(value) >= MIN_ENTROPY && !isFile(value);
        }
      } else if (c == '+' || c == '/' || c == '=') {
        run++;
      } else if (Chars.isBase64(c) || c == '.' || c == '~') {
        run = 0;
        digit = false;
        letter = false;
      } else {
        return false;
      }
    }
    return false;
  }

  /** {@code reports/2026/11/summary.csv}. */
  private static boolean isFile(CharSequence value) {
    int end = value.length();
    int dot = end - 1;
    while (dot > 0 && end - dot <= MAX_ENDING && value.charAt(dot) != '.') {
      dot--;
    }
    return dot > 0
        && value.charAt(dot) == '.'
        && end - dot > 2
        && value.toString().lastIndexOf('/', dot) > 0;
  }

  private static double entropy(CharSequence value) {
    int length = Math.min(value.length(), MAX_COUNTED);
    int[] counts = new int[CharSet.BEYOND_ASCII];
    for (int i = 0; i < length; i++) {
      counts[CharSet.slot(value.charAt(i)) % CharSet.BEYOND_ASCII]++;
    }
    double bits = 0;
    for (int count : counts) {
      if (count > 0) {
        bits -= count * Math.log((double) count / length);
      }
    }
    return bits / length / Math.log(2);
  }
}
