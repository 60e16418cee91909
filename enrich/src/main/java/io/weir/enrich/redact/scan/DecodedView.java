package io.weir.enrich.redact.scan;

import java.util.Arrays;

/**
 * A text with one layer of encoding taken off: backslash escapes of JSON and of shells, percent
 * encoding (RFC 3986, section 2.1), the character references of XML and HTML, terminal colours
 * (ECMA-48 control sequences) and invisible characters. It knows where each character came from.
 * What is not well encoded stays as it is.
 */
public final class DecodedView implements TextView {
  private static final char ESCAPE = 0x1b;

  /** What may begin something encoded; nearly no character of a text does. */
  private static final CharSet ENCODING = CharSet.of("\\%&" + ESCAPE).or(CharSet.FOREIGN);

  private static final int MAX_ENTITY = 8;
  private static final int MAX_VARIABLE = 40;

  private final String source;
  private final char[] chars;
  private final int[] origins;
  private final String text;
  private int length;

  private DecodedView(String source) {
    this.source = source;
    this.chars = new char[source.length()];
    this.origins = new int[source.length() + 1];
    int at = 0;
    while (at < source.length()) {
      char c = source.charAt(at);
      at = ENCODING.has(c) ? decode(at) : put(c, at, at + 1);
    }
    origins[length] = source.length();
    this.text = new String(chars, 0, length);
  }

  /** The view of a text; of one without encodings the text itself. */
  public static DecodedView of(String text) {
    return new DecodedView(text);
  }

  /** True of an invisible character; all of them are in {@link CharSet#FOREIGN}. */
  static boolean isInvisible(char c) {
    return c == 0xad || c == 0xfeff || (c >= 0x200b && c <= 0x200f) || c == 0x2060;
  }

  /** What is left of the text. */
  @Override
  public String text() {
    return text;
  }

  @Override
  public int origin(int at) {
    return origins[at];
  }

  /** Decodes what is at a place of the source; returns the place after it. */
  private int decode(int at) {
    char c = source.charAt(at);
    return switch (c) {
      case '\\' -> backslash(at);
      case '%' -> isVariable(at) ? put(c, at, at + 1) : coded(at, at + 1, 2, 16);
      case '&' -> reference(at);
      case ESCAPE -> colour(at);
      default -> isInvisible(c) ? at + 1 : put(c, at, at + 1);
    };
  }

  /** {@code %DB_PASSWORD%} of Windows. */
  private boolean isVariable(int at) {
    int limit = Math.min(source.length(), at + MAX_VARIABLE);
    boolean score = false;
    int end = at + 1;
    while (end < limit && (Chars.isUpper(source.charAt(end)) || source.charAt(end) == '_')) {
      score |= source.charAt(end) == '_';
      end++;
    }
    return score && end < limit && source.charAt(end) == '%';
  }

  private int put(int c, int origin, int next) {
    chars[length] = (char) c;
    origins[length++] = origin;
    return next;
  }

  private int backslash(int at) {
    char c = at + 1 < source.length() ? source.charAt(at + 1) : 0;
    return switch (c) {
      case '"', '\'', '\\', '/', '`' -> put(c, at, at + 2);
      case 'n' -> put('\n', at, at + 2);
      case 'r' -> put('\r', at, at + 2);
      case 't' -> put('\t', at, at + 2);
      case 'u' -> coded(at, at + 2, 4, 16);
      case 'x' -> coded(at, at + 2, 2, 16);
      case 'e' -> source.startsWith("[", at + 2) ? put(ESCAPE, at, at + 2) : put('\\', at, at + 1);
      case '0' -> coded(at, at + 1, 3, 8);
      default -> put('\\', at, at + 1);
    };
  }

  /**
   * A character whose number is written in digits of that base; the sign before them if it does
   * not.
   */
  private int coded(int at, int from, int digits, int base) {
    int value = from + digits > source.length() ? -1 : number(from, from + digits, base);
    return value < 0 ? put(source.charAt(at), at, at + 1) : put(value, at, from + digits);
  }

  /** The number that the digits make, or -1. */
  private int number(int from, int to, int base) {
    int value = from == to ? -1 : 0;
    for (int i = from; i < to && value >= 0; i++) {
      int digit = Character.digit(source.charAt(i), base);
      value = digit < 0 || value > Character.MAX_VALUE ? -1 : value * base + digit;
    }
    return value;
  }

  private int reference(int at) {
    int limit = Math.min(source.length(), at + MAX_ENTITY);
    int end = at + 1;
    while (end < limit && source.charAt(end) != ';') {
      end++;
    }
    int c = end < limit ? referenced(at + 1, end) : -1;
    return c < 0 || c > Character.MAX_VALUE ? put('&', at, at + 1) : put(c, at, end + 1);
  }

  private int referenced(int from, int to) {
    if (source.startsWith("#x", from)) {
      return number(from + 2, to, 16);
    }
    if (source.startsWith("#", from)) {
      return number(from + 1, to, 10);
    }
    return switch (source.substring(from, to)) {
      case "quot" -> '"';
      case "apos" -> '\'';
      case "amp" -> '&';
      case "lt" -> '<';
      case "gt" -> '>';
      default -> -1;
    };
  }

  /** Parameters and one final character between @ and ~. */
  private int colour(int at) {
    if (!source.startsWith("[", at + 1)) {
      return put(ESCAPE, at, at + 1);
    }
    int end = at + 2;
    while (end < source.length() && source.charAt(end) >= ' ' && source.charAt(end) <= '?') {
      end++;
    }
    return Math.min(source.length(), end + 1);
  }

  @Override
  public String toString() {
    return text + Arrays.toString(Arrays.copyOf(origins, length));
  }
}
