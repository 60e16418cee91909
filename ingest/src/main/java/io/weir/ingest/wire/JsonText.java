package io.weir.ingest.wire;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Reads strings out of JSON (RFC 8259, section 7) byte by byte, without a parser around it. Not
 * thread-safe: the room for what is unescaped is used again.
 */
final class JsonText {
  private static final int UNICODE_ESCAPE = 6;
  private static final char REPLACEMENT = '\uFFFD';

  private byte[] unescaped = new byte[1024];
  private int length;
  private int end;

  /**
   * Reads the string that begins after a quote.
   *
   * @return null if it has no end, or is not certainly well-formed (half a surrogate pair, bytes
   *     that are no UTF-8, control characters): a general parser may know better
   */
  String read(byte[] json, int from) {
    int at = from;
    int seen = 0;
    while (at < json.length) {
      byte b = json[at];
      if (b == '"') {
        end = at + 1;
        return text(json, from, at, seen < 0);
      }
      if (b == '\\') {
        return readEscaped(json, from, at);
      }
      if (b >= 0 && b < ' ') {
        return null;
      }
      // Negative as soon as one byte is not ASCII.
      seen |= b;
      at++;
    }
    return null;
  }

  /** The place after the closing quote of the string that was read last. */
  int end() {
    return end;
  }

  /** The place of the closing quote of a string without escapes; -1 if it is another string. */
  static int plainEnd(byte[] json, int from) {
    for (int at = from; at < json.length; at++) {
      byte b = json[at];
      if (b == '"') {
        return at;
      }
      if (b == '\\' || b < ' ') {
        return -1;
      }
    }
    return -1;
  }

  private String readEscaped(byte[] json, int from, int firstEscape) {
    length = 0;
    copy(json, from, firstEscape);
    int at = firstEscape;
    int run = at;
    while (at < json.length) {
      byte b = json[at];
      if (b == '"') {
        copy(json, run, at);
        end = at + 1;
        return text(unescaped, 0, length, true);
      }
      if (b == '\\') {
        copy(json, run, at);
        at = unescape(json, at);
        if (at < 0) {
          return null;
        }
        run = at;
      } else if (b >= 0 && b < ' ') {
        return null;
      } else {
        at++;
      }
    }
    return null;
  }

  private static String text(byte[] bytes, int from, int to, boolean encoded) {
    if (!encoded) {
      return new String(bytes, from, to - from, StandardCharsets.ISO_8859_1);
    }
    String text = new String(bytes, from, to - from, StandardCharsets.UTF_8);
    // It may be there, or in the place of bytes that are no UTF-8.
    return text.indexOf(REPLACEMENT) < 0 ? text : null;
  }

  /** Returns the place after the escape, or -1 if it is not one, or half of a pair. */
  private int unescape(byte[] json, int at) {
    if (at + 1 >= json.length) {
      return -1;
    }
    char c =
        switch (json[at + 1]) {
          case '"' -> '"';
          case '\\' -> '\\';
          case '/' -> '/';
          case 'b' -> '\b';
          case 'f' -> '\f';
          case 'n' -> '\n';
          case 'r' -> '\r';
          case 't' -> '\t';
          default -> 0;
        };
    if (c != 0) {
      append(c);
      return at + 2;
    }
    int unit = json[at + 1] == 'u' ? codeUnit(json, at) : -1;
    if (unit < 0) {
      return -1;
    }
    if (!Character.isSurrogate((char) unit)) {
      append(unit);
      return at + UNICODE_ESCAPE;
    }
    int next = at + UNICODE_ESCAPE;
    int low =
        next + 1 < json.length && json[next] == '\\' && json[next + 1] == 'u'
            ? codeUnit(json, next)
            : -1;
    if (low < 0 || !Character.isSurrogatePair((char) unit, (char) low)) {
      return -1;
    }
    append(Character.toCodePoint((char) unit, (char) low));
    return next + UNICODE_ESCAPE;
  }

  /** The number in the four hexadecimal digits of a Unicode escape; -1 if they are none. */
  private static int codeUnit(byte[] json, int at) {
    if (at + UNICODE_ESCAPE > json.length) {
      return -1;
    }
    int unit = 0;
    for (int i = at + 2; i < at + UNICODE_ESCAPE; i++) {
      int digit = Character.digit(json[i], 16);
      if (digit < 0) {
        return -1;
      }
      unit = unit << 4 | digit;
    }
    return unit;
  }

  private void copy(byte[] json, int from, int to) {
    reserve(to - from);
    System.arraycopy(json, from, unescaped, length, to - from);
    length += to - from;
  }

  /** UTF-8 (RFC 3629). */
  private void append(int codePoint) {
    reserve(4);
    if (codePoint < 0x80) {
      unescaped[length++] = (byte) codePoint;
    } else if (codePoint < 0x800) {
      unescaped[length++] = (byte) (0xC0 | codePoint >> 6);
      appendTail(codePoint, 0);
    } else if (codePoint < 0x10000) {
      unescaped[length++] = (byte) (0xE0 | codePoint >> 12);
      appendTail(codePoint, 6);
      appendTail(codePoint, 0);
    } else {
      unescaped[length++] = (byte) (0xF0 | codePoint >> 18);
      appendTail(codePoint, 12);
      appendTail(codePoint, 6);
      appendTail(codePoint, 0);
    }
  }

  private void appendTail(int codePoint, int shift) {
    unescaped[length++] = (byte) (0x80 | (codePoint >> shift & 0x3F));
  }

  private void reserve(int more) {
    if (length + more > unescaped.length) {
      unescaped = Arrays.copyOf(unescaped, Math.max(2 * unescaped.length, length + more));
    }
  }
}
