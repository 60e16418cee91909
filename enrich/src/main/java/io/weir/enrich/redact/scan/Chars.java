package io.weir.enrich.redact.scan;

/** Classes of characters that several detectors know. */
public final class Chars {
  private static final int MAX_KEY = 64;

  private Chars() {}

  /** The character at a place; 0 outside of the text. */
  public static char at(String text, int at) {
    return at >= 0 && at < text.length() ? text.charAt(at) : 0;
  }

  public static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }

  public static boolean isUpper(char c) {
    return c >= 'A' && c <= 'Z';
  }

  public static boolean isHex(char c) {
    return isDigit(c) || ((c | 0x20) >= 'a' && (c | 0x20) <= 'f');
  }

  public static boolean isAlphanumeric(char c) {
    return isDigit(c) || isUpper(c) || (c >= 'a' && c <= 'z');
  }

  /** RFC 4648, both alphabets, with padding. */
  public static boolean isBase64(char c) {
    return isAlphanumeric(c) || c == '+' || c == '/' || c == '-' || c == '_' || c == '=';
  }

  public static boolean isBlank(char c) {
    return c == ' ' || c == '\t';
  }

  /** What numbers are written in groups with. */
  public static boolean isSeparator(char c) {
    return c == ' ' || c == '-' || c == '.';
  }

  public static boolean isQuote(char c) {
    return c == '"' || c == '\'' || c == '`';
  }

  /** True if a word can start at that place: nothing alphanumeric is before it. */
  public static boolean startsWord(String text, int at) {
    return at == 0 || !isAlphanumeric(text.charAt(at - 1));
  }

  /** True if a word can end before that place: nothing alphanumeric is at it. */
  public static boolean endsWord(String text, int end) {
    return end >= text.length() || !isAlphanumeric(text.charAt(end));
  }

  /** True if the character can be part of the name of a key. */
  public static boolean isKey(char c) {
    return isAlphanumeric(c)
        || c == '_'
        || c == '-'
        || c == '.'
        || (c >= CharSet.BEYOND_ASCII && Character.isLetter(c));
  }

  /** Where the name of a key starts that ends before a place. */
  public static int keyStart(String text, int end) {
    int start = end;
    while (start > 0 && end - start <= MAX_KEY && isKey(text.charAt(start - 1))) {
      start--;
    }
    return start;
  }
}
