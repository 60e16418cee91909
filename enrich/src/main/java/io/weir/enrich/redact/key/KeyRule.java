package io.weir.enrich.redact.key;

import io.weir.enrich.redact.scan.Chars;
import io.weir.enrich.redact.scan.Entropy;
import io.weir.enrich.redact.scan.SensitiveClass;

/**
 * What the name of a key says of its value.
 *
 * @param type the class of the value
 */
public record KeyRule(SensitiveClass type, Kind kind) {

  /** Which values are meant. */
  public enum Kind {
    /** Every value. */
    ALWAYS,
    /** One of three to eight digits. */
    DIGITS,
    /** One of five to twenty digits, capitals, blanks and hyphens, most of them digits. */
    NUMBER,
    /** One of six to eight digits in one to three groups. */
    DATE,
    /** One of up to twelve letters and digits, a digit at least, in groups or not. */
    CODE,
    /** One that looks random: the name alone says too little, as {@code key} does. */
    RANDOM,
    /** The same, and UUIDs. */
    ID,
    /** Every value in the query of a URL, a random one elsewhere. */
    QUERY,
    /** None: the name ends like one that is meant, and is another. */
    NEVER
  }

  /** Of a password, whatever it is. */
  public static final KeyRule PASSWORD = new KeyRule(SensitiveClass.PASSWORD, Kind.ALWAYS);

  private static final int MIN_DIGITS = 3;
  private static final int MAX_DIGITS = 8;
  private static final int MIN_NUMBER_DIGITS = 5;
  private static final int MAX_NUMBER = 20;
  private static final int MAX_CODE = 12;
  private static final int MIN_DATE_DIGITS = 6;
  private static final int MAX_DATE_DIGITS = 8;
  private static final int UUID_LENGTH = 36;

  /**
   * True if the value is one that the key means.
   *
   * @param inQuery the key is in the query of a URL
   */
  public boolean fits(CharSequence value, boolean inQuery) {
    return switch (kind) {
      case ALWAYS -> true;
      case NEVER -> false;
      case DIGITS -> isFewDigits(value);
      case NUMBER -> isNumber(value);
      case CODE -> isCode(value);
      case DATE -> isDate(value);
      case ID -> Entropy.isRandom(value) || isUuid(value);
      case RANDOM -> Entropy.isRandom(value);
      case QUERY -> inQuery || Entropy.isRandom(value);
    };
  }

  private static boolean isNumber(CharSequence value) {
    int digits = 0;
    int letters = 0;
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      digits += Chars.isDigit(c) ? 1 : 0;
      letters += Chars.isAlphanumeric(c) && !Chars.isDigit(c) ? 1 : 0;
      if (!Chars.isAlphanumeric(c) && !Chars.isSeparator(c) && c != '/') {
        return false;
      }
    }
    return digits >= MIN_NUMBER_DIGITS && digits > letters && value.length() <= MAX_NUMBER;
  }

  private static boolean isCode(CharSequence value) {
    boolean digit = false;
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      if (!Chars.isAlphanumeric(c) && !Chars.isSeparator(c)) {
        return false;
      }
      digit |= Chars.isDigit(c);
    }
    return digit && value.length() <= MAX_CODE;
  }

  private static boolean isDate(CharSequence value) {
    int digits = 0;
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      if (!Chars.isDigit(c) && !Chars.isSeparator(c) && c != '/') {
        // 1984-03-11T00:00:00Z
        return digits == MAX_DATE_DIGITS && c == 'T';
      }
      digits += Chars.isDigit(c) ? 1 : 0;
    }
    return digits >= MIN_DATE_DIGITS && digits <= MAX_DATE_DIGITS;
  }

  private static boolean isUuid(CharSequence value) {
    boolean uuid = value.length() == UUID_LENGTH;
    for (int i = 0; i < value.length() && uuid; i++) {
      boolean hyphen = i == 8 || i == 13 || i == 18 || i == 23;
      uuid = hyphen ? value.charAt(i) == '-' : Chars.isHex(value.charAt(i));
    }
    return uuid;
  }

  private static boolean isFewDigits(CharSequence value) {
    return value.length() >= MIN_DIGITS
        && value.length() <= MAX_DIGITS
        && value.chars().allMatch(c -> Chars.isDigit((char) c));
  }
}
