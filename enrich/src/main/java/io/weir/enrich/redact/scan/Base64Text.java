package io.weir.enrich.redact.scan;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** Readable text that a text has as base64 (RFC 4648, both alphabets, padded or not). */
public final class Base64Text {
  /** Shorter ones hold no secret worth the name, and are words by chance. */
  private static final int MIN_LENGTH = 16;

  /** What is text in its first so many characters is text by no chance. */
  private static final int PROBE = 12;

  /** So long are user and password of SASL's PLAIN at most. */
  private static final int MAX_PLAIN = 512;

  private Base64Text() {}

  /** Gets each run of base64 that holds text. */
  public interface Visitor {
    void visit(int start, int end, String decoded);
  }

  /**
   * Looks at one character in so many as the shortest run has, and continues from there to both
   * sides: a text without base64 costs a fraction of its length.
   */
  public static void each(String text, Visitor visitor) {
    int at = MIN_LENGTH - 1;
    int passed = 0;
    while (at < text.length()) {
      if (!Chars.isBase64(text.charAt(at))) {
        at += MIN_LENGTH;
        continue;
      }
      int start = at;
      while (start > passed && Chars.isBase64(text.charAt(start - 1))) {
        start--;
      }
      int end = at + 1;
      while (end < text.length() && Chars.isBase64(text.charAt(end))) {
        end++;
      }
      if (end - start >= MIN_LENGTH) {
        run(text, start, end, visitor);
      }
      passed = end;
      at = end + MIN_LENGTH - 1;
    }
  }

  /** A run may begin with a key and its sign, or with a slash before it. */
  private static void run(String text, int from, int end, Visitor visitor) {
    int start = from;
    for (int i = from; i < end - 2; i++) {
      if (text.charAt(i) == '=' && text.charAt(i + 1) != '=') {
        start = i + 1;
      }
    }
    while (start < end && !Chars.isAlphanumeric(text.charAt(start))) {
      start++;
    }
    if (end - start < MIN_LENGTH) {
      return;
    }
    boolean plain = text.charAt(start) == 'A' && "CDEFGH".indexOf(text.charAt(start + 1)) >= 0;
    if (!plain && !beginsReadable(text, start)) {
      return;
    }
    String decoded = plain ? userAndPassword(text, start, end) : decode(text, start, end);
    if (decoded != null) {
      visitor.visit(start, end, decoded);
    }
  }

  /** {@code user:password} of what SASL's PLAIN sends (RFC 4616), each after a NUL; else null. */
  private static String userAndPassword(String text, int start, int end) {
    String decoded = end - start > MAX_PLAIN ? null : bytes(text, start, end);
    int second = decoded == null ? -1 : decoded.indexOf('\0', 1);
    if (second < 2 || decoded.charAt(0) != 0 || !isReadable(decoded.substring(second + 1))) {
      return null;
    }
    String user = decoded.substring(1, second);
    return isReadable(user) ? user + ':' + decoded.substring(second + 1) : null;
  }

  /** Nearly always false for what is no base64 of a text: three in ten bytes are readable. */
  private static boolean beginsReadable(String text, int start) {
    int bits = 0;
    int more = 0;
    for (int i = 0; i < PROBE && more >= 0; i++) {
      bits = bits << 6 | sextet(text.charAt(start + i));
      int shift = 6 - 2 * (i % 4);
      more = i % 4 == 0 ? more : following(bits >> shift & 0xff, more);
    }
    return more >= 0;
  }

  /**
   * How many bytes of a character beyond ASCII have to follow a byte of UTF-8; -1 if it is none.
   *
   * @param expected how many had to follow the one before
   */
  private static int following(int octet, int expected) {
    if (expected > 0) {
      return (octet & 0xc0) == 0x80 ? expected - 1 : -1;
    }
    if (octet < CharSet.BEYOND_ASCII) {
      return isReadable((char) octet, '~') ? 0 : -1;
    }
    boolean begins = octet >= 0xc2 && octet <= 0xf4;
    return !begins ? -1 : octet < 0xe0 ? 1 : octet < 0xf0 ? 2 : 3;
  }

  private static int sextet(char c) {
    if (Chars.isUpper(c)) {
      return c - 'A';
    }
    if (Chars.isDigit(c)) {
      return c - '0' + 52;
    }
    return Chars.isAlphanumeric(c) ? c - 'a' + 26 : c == '+' || c == '-' ? 62 : 63;
  }

  /** The text that the characters encode; null if they encode something else. */
  private static String decode(String text, int start, int end) {
    String decoded = bytes(text, start, end);
    return decoded != null && isReadable(decoded) ? decoded : null;
  }

  /** What the characters encode, in UTF-8; null if it is not. */
  private static String bytes(String text, int start, int end) {
    int last = end;
    while (last > start && text.charAt(last - 1) == '=') {
      last--;
    }
    if ((last - start) % 4 == 1) {
      last--;
    }
    try {
      String encoded = text.substring(start, last).replace('-', '+').replace('_', '/');
      return StandardCharsets.UTF_8
          .newDecoder()
          .decode(ByteBuffer.wrap(Base64.getDecoder().decode(encoded)))
          .toString();
    } catch (IllegalArgumentException | CharacterCodingException e) {
      return null;
    }
  }

  private static boolean isReadable(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (!isReadable(text.charAt(i), Character.MAX_VALUE)) {
        return false;
      }
    }
    return true;
  }

  private static boolean isReadable(char c, char last) {
    return (c >= ' ' && c <= last) || c == '\n' || c == '\r' || c == '\t';
  }
}
