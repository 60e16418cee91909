package io.weir.enrich.redact;

/**
 * What the name of a key says of its value.
 *
 * @param type the class of the value
 */
record KeyRule(SensitiveClass type, Kind kind) {

  /** Which values are meant. */
  enum Kind {
    /** Every value. */
    ALWAYS,
    /** One of three to eight digits. */
    DIGITS,
    /** One that looks random: the name alone says too little, as {@code key} does. */
    RANDOM,
    /** Every value in the query of a URL, a random one elsewhere. */
    QUERY,
    /** None: the name ends like one that is meant, and is another. */
    NEVER
  }

  private static final int MIN_DIGITS = 3;
  private static final int MAX_DIGITS = 8;

  /**
   * @param inQuery the key stands in the query of a URL
   */
  boolean fits(CharSequence value, boolean inQuery) {
    return switch (kind) {
      case ALWAYS -> true;
      case NEVER -> false;
      case DIGITS -> isFewDigits(value);
      case RANDOM -> Randomness.isRandom(value);
      case QUERY -> inQuery || Randomness.isRandom(value);
    };
  }

  private static boolean isFewDigits(CharSequence value) {
    return value.length() >= MIN_DIGITS
        && value.length() <= MAX_DIGITS
        && value.chars().allMatch(c -> Chars.isDigit((char) c));
  }
}
