package io.weir.enrich.redact.line;

import io.weir.enrich.redact.key.SensitiveKeys;
import io.weir.enrich.redact.scan.Chars;
import io.weir.enrich.redact.scan.SensitiveClass;

/**
 * The private part of a key in PuTTY's own format: {@code Private-Lines: 14}, and so many lines of
 * base64 after it.
 *
 * @see <a href="https://tartarus.org/~simon/putty-snapshots/htmldoc/AppendixC.html">PuTTY User
 *     Manual, appendix C</a>
 */
final class PuttyKeyLines implements LineContext.Part {
  private static final String PRIVATE = "Private-Lines: ";
  private static final int MAX_LINES = 200;

  private int left;

  @Override
  public void read(String line, SensitiveKeys keys, LineContext.Found found) {
    if (left > 0) {
      left = isBase64(line) ? left - 1 : 0;
      if (left > 0 || isBase64(line)) {
        found.value(0, Lines.end(line), SensitiveClass.PRIVATE_KEY);
      }
      return;
    }
    if (line.startsWith(PRIVATE)) {
      for (int i = PRIVATE.length(); Chars.isDigit(Chars.at(line, i)) && left < MAX_LINES; i++) {
        left = left * 10 + line.charAt(i) - '0';
      }
      left = Math.min(left, MAX_LINES);
    }
  }

  private static boolean isBase64(String line) {
    int end = Lines.end(line);
    for (int i = 0; i < end; i++) {
      if (!Chars.isBase64(line.charAt(i))) {
        return false;
      }
    }
    return end > 0;
  }
}
