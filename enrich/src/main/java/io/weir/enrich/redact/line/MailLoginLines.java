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

  /** After the answer, in what a client writes of it: {@code send: 'cGFzcw==\r\n'}. */
  private static final String AFTER = "'\"\\)]}";

  private static final String LINE_END = "\\r\\n";
  private static final int QUANTUM = 4;

  private boolean asked;

  @Override
  public void read(String line, SensitiveKeys keys, LineContext.Found found) {
    int end = Lines.end(line);
    if (end == 0) {
      return;
    }
    if (line.contains(QUESTION)) {
      asked = true;
    } else if (asked) {
      asked = false;
      answer(line, end, found);
    }
  }

  /** The run of base64 that ends the line. */
  private static void answer(String line, int lineEnd, LineContext.Found found) {
    int end = lineEnd;
    while (end > 0 && AFTER.indexOf(line.charAt(end - 1)) >= 0) {
      end--;
    }
    end -= line.startsWith(LINE_END, end - LINE_END.length()) ? LINE_END.length() : 0;
    int start = end;
    while (start > 0 && Chars.isBase64(line.charAt(start - 1))) {
      start--;
    }
    if (end > start && (end - start) % QUANTUM == 0) {
      found.value(start, end, SensitiveClass.PASSWORD);
    }
  }
}
