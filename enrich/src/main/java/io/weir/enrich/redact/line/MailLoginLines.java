package io.weir.enrich.redact.line;

import io.weir.enrich.redact.key.SensitiveKeys;
import io.weir.enrich.redact.scan.Chars;
import io.weir.enrich.redact.scan.SensitiveClass;

/**
 * The password that a mail client sends in base64 on the line after the server's question: {@code
 * 334 UGFzc3dvcmQ6}, which is {@code Password:} (the LOGIN mechanism of SMTP, RFC 4954).
 */
final class MailLoginLines implements LineContext.Part {
  private static final String QUESTION = "334 UGFzc3dvcmQ6";

  /** Shorter ones are words of a client that says what it does, and no password. */
  private static final int MIN_LENGTH = 4;

  private boolean asked;

  @Override
  public void read(String line, SensitiveKeys keys, LineContext.Found found) {
    boolean answer = asked;
    asked = line.contains(QUESTION);
    if (answer && !asked) {
      answer(line, found);
    }
  }

  /**
   * The longest run of base64, of several the last: a client may write {@code send: 'cGFzcw=='}.
   */
  private static void answer(String line, LineContext.Found found) {
    int start = 0;
    int end = 0;
    int at = 0;
    while (at < line.length()) {
      int from = at;
      while (at < line.length() && Chars.isBase64(line.charAt(at))) {
        at++;
      }
      if (at - from >= MIN_LENGTH && at - from >= end - start) {
        start = from;
        end = at;
      }
      at++;
    }
    if (end > start) {
      found.value(start, end, SensitiveClass.PASSWORD);
    }
  }
}
