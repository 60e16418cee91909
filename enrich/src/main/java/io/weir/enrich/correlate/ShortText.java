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
  private static final String ELLIPSIS = "\u2026";

  /** Of a line of an incident's story: what a message on a telephone shows. */
  static final int LINE = 160;

  private ShortText() {}

  /** The first line of a text for people, without its end if it is long. */
  static String line(String text) {
    int feed = text.indexOf('\n');
    String first = visible(feed < 0 ? text : text.substring(0, feed)).strip();
    return first.length() <= LINE ? first : cut(first, LINE - 1) + ELLIPSIS;
  }

  /** Without what moves a terminal's cursor, or makes one line look like two or like another. */
  private static String visible(String text) {
    StringBuilder visible = null;
    for (int i = 0; i < text.length(); i++) {
      int type = Character.getType(text.charAt(i));
      boolean hidden =
          type == Character.CONTROL
              || type == Character.FORMAT
              || type == Character.LINE_SEPARATOR
              || type == Character.PARAGRAPH_SEPARATOR;
      if (hidden) {
        visible = visible == null ? new StringBuilder(text) : visible;
        visible.setCharAt(i, ' ');
      }
    }
    return visible == null ? text : visible.toString();
  }

  private static String cut(String text, int end) {
    return text.substring(0, Character.isHighSurrogate(text.charAt(end - 1)) ? end - 1 : end);
  }

  /** The text; of a long one the beginning and a digest, so that two different ones stay so. */
  static String of(String text) {
    if (text.length() <= MAX_LENGTH) {
      return text;
    }
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return cut(text, SHOWN) + ELLIPSIS + HexFormat.of().formatHex(digest, 0, DIGEST_BYTES);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java runtime has SHA-256", e);
    }
  }
}
