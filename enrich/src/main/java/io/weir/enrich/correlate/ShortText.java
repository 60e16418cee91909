package io.weir.enrich.correlate;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Values that are kept for correlation; who writes them may write as much as they like. */
final class ShortText {
  private static final int MAX_LENGTH = 512;
  private static final int SHOWN = 200;
  private static final int DIGEST_BYTES = 16;

  private ShortText() {}

  /** The text; of a long one the beginning and a digest, so that two different ones stay so. */
  static String of(String text) {
    if (text.length() <= MAX_LENGTH) {
      return text;
    }
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      int end = Character.isHighSurrogate(text.charAt(SHOWN - 1)) ? SHOWN - 1 : SHOWN;
      return text.substring(0, end) + "\u2026" + HexFormat.of().formatHex(digest, 0, DIGEST_BYTES);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java runtime has SHA-256", e);
    }
  }
}
