package io.weir.ingest.event;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;

/**
 * Room in which JSON (RFC 8259) is put together as UTF-8. Writes what is asked for, in order: the
 * commas and braces are the caller's business. Not thread-safe.
 */
final class JsonBuffer {
  /** Room that one large event needed is not kept for all the small ones. */
  private static final int MAX_KEPT = 64 << 10;

  private static final int FIRST_SIZE = 8 << 10;
  private static final byte[] HEX = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);
  private static final int BYTES_OF_ESCAPED_CHAR = 6;
  private static final int DIGITS_OF_LONG = 20;

  /** What follows the backslash; 0 for characters that need none. */
  private static final byte[] ESCAPES = escapes();

  private byte[] bytes = new byte[FIRST_SIZE];
  private int length;

  JsonBuffer clear() {
    length = 0;
    if (bytes.length > MAX_KEPT) {
      bytes = new byte[FIRST_SIZE];
    }
    return this;
  }

  byte[] toByteArray() {
    return Arrays.copyOf(bytes, length);
  }

  JsonBuffer raw(char ascii) {
    reserve(1);
    bytes[length++] = (byte) ascii;
    return this;
  }

  JsonBuffer raw(byte[] json) {
    reserve(json.length);
    System.arraycopy(json, 0, bytes, length, json.length);
    length += json.length;
    return this;
  }

  /** Text that needs no escapes, such as a number. */
  JsonBuffer raw(String ascii) {
    reserve(ascii.length());
    for (int i = 0; i < ascii.length(); i++) {
      bytes[length++] = (byte) ascii.charAt(i);
    }
    return this;
  }

  JsonBuffer number(long number) {
    if (number < 0) {
      return raw(Long.toString(number));
    }
    reserve(DIGITS_OF_LONG);
    int digits = 1;
    for (long rest = number; rest >= 10; rest /= 10) {
      digits++;
    }
    long rest = number;
    for (int at = length + digits - 1; at >= length; at--) {
      bytes[at] = (byte) ('0' + rest % 10);
      rest /= 10;
    }
    length += digits;
    return this;
  }

  /** A time as a string. */
  JsonBuffer time(Instant time) {
    reserve(IsoTime.MAX_LENGTH + 2);
    int end = IsoTime.write(time, bytes, length + 1);
    if (end < 0) {
      return string(time.toString());
    }
    bytes[length] = '"';
    bytes[end] = '"';
    length = end + 1;
    return this;
  }

  /** A string between quotes. Half a surrogate pair, which UTF-8 cannot have, becomes U+FFFD. */
  JsonBuffer string(String text) {
    int chars = text.length();
    reserve(BYTES_OF_ESCAPED_CHAR * chars + 2);
    byte[] into = bytes;
    int at = length;
    into[at++] = '"';
    int i = 0;
    while (i < chars) {
      // Most text is of such runs; a loop over nothing else is compiled to far less.
      int run = plainRun(text, i, into, at);
      i += run;
      at += run;
      if (i == chars) {
        break;
      }
      char c = text.charAt(i);
      if (c < 0x80) {
        at = escaped(into, at, c, ESCAPES[c]);
      } else if (Character.isHighSurrogate(c)
          && i + 1 < chars
          && Character.isLowSurrogate(text.charAt(i + 1))) {
        at = utf8(into, at, Character.toCodePoint(c, text.charAt(++i)));
      } else {
        at = utf8(into, at, Character.isSurrogate(c) ? '\uFFFD' : c);
      }
      i++;
    }
    into[at++] = '"';
    length = at;
    return this;
  }

  /** Copies characters that need no escape and are one byte each; returns how many. */
  private static int plainRun(String text, int from, byte[] into, int at) {
    int most = text.length() - from;
    for (int i = 0; i < most; i++) {
      char c = text.charAt(from + i);
      if (c >= 0x80 || ESCAPES[c] != 0) {
        return i;
      }
      into[at + i] = (byte) c;
    }
    return most;
  }

  private static int escaped(byte[] into, int from, char c, byte escape) {
    int at = from;
    into[at++] = '\\';
    into[at++] = escape;
    if (escape == 'u') {
      into[at++] = '0';
      into[at++] = '0';
      into[at++] = HEX[c >> 4];
      into[at++] = HEX[c & 0xF];
    }
    return at;
  }

  /** RFC 3629, from two bytes on. */
  private static int utf8(byte[] into, int from, int codePoint) {
    int at = from;
    if (codePoint < 0x800) {
      into[at++] = (byte) (0xC0 | (codePoint >> 6));
    } else {
      if (codePoint < 0x10000) {
        into[at++] = (byte) (0xE0 | (codePoint >> 12));
      } else {
        into[at++] = (byte) (0xF0 | (codePoint >> 18));
        into[at++] = (byte) (0x80 | ((codePoint >> 12) & 0x3F));
      }
      into[at++] = (byte) (0x80 | ((codePoint >> 6) & 0x3F));
    }
    into[at++] = (byte) (0x80 | (codePoint & 0x3F));
    return at;
  }

  private void reserve(int more) {
    if (bytes.length - length < more) {
      bytes = Arrays.copyOf(bytes, Math.max(2 * bytes.length, Math.addExact(length, more)));
    }
  }

  private static byte[] escapes() {
    byte[] escapes = new byte[0x80];
    Arrays.fill(escapes, 0, ' ', (byte) 'u');
    escapes['"'] = '"';
    escapes['\\'] = '\\';
    escapes['\b'] = 'b';
    escapes['\f'] = 'f';
    escapes['\n'] = 'n';
    escapes['\r'] = 'r';
    escapes['\t'] = 't';
    return escapes;
  }
}
