package io.weir.ingest.wire;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Records of agents that pass on the bytes of a program that writes another encoding. Only looked
 * for when a record does not parse.
 */
final class InvalidUtf8 {
  private InvalidUtf8() {}

  /** The bytes with U+FFFD in the place of those that are no UTF-8; null if there are none. */
  static byte[] replaced(byte[] value) {
    byte[] valid = new String(value, StandardCharsets.UTF_8).getBytes(StandardCharsets.UTF_8);
    return Arrays.equals(valid, value) ? null : valid;
  }
}
