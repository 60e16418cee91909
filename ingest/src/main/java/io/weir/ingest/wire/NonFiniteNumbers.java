package io.weir.ingest.wire;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/**
 * Fluent Bit writes a number that does not fit a double as {@code inf}, {@code -inf} or {@code
 * nan}, which is no JSON. Only looked for when a record does not parse.
 */
final class NonFiniteNumbers {
  private static final byte[][] WORDS = {ascii("-inf"), ascii("inf"), ascii("-nan"), ascii("nan")};

  private NonFiniteNumbers() {}

  /** The JSON with those words as strings, or null if it has none of them outside of strings. */
  static byte[] quote(byte[] json) {
    ByteArrayOutputStream out = new ByteArrayOutputStream(json.length + 8);
    boolean inString = false;
    boolean found = false;
    for (int i = 0; i < json.length; i++) {
      byte b = json[i];
      byte[] word = inString ? null : wordAt(json, i);
      if (word != null) {
        found = true;
        out.write('"');
        out.writeBytes(word);
        out.write('"');
        i += word.length - 1;
      } else if (inString && b == '\\' && i + 1 < json.length) {
        out.write(b);
        out.write(json[++i]);
      } else {
        inString ^= b == '"';
        out.write(b);
      }
    }
    return found ? out.toByteArray() : null;
  }

  private static byte[] wordAt(byte[] json, int at) {
    for (byte[] word : WORDS) {
      if (at + word.length <= json.length && matches(json, at, word)) {
        return word;
      }
    }
    return null;
  }

  private static boolean matches(byte[] json, int at, byte[] word) {
    for (int i = 0; i < word.length; i++) {
      if (json[at + i] != word[i]) {
        return false;
      }
    }
    return true;
  }

  private static byte[] ascii(String word) {
    return word.getBytes(StandardCharsets.US_ASCII);
  }
}
