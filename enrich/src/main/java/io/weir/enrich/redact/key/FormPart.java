package io.weir.enrich.redact.key;

import io.weir.enrich.redact.scan.Chars;
import io.weir.enrich.redact.scan.Detector;
import io.weir.enrich.redact.scan.Scan;

/** A part of a form that a browser sends (RFC 7578). */
final class FormPart {
  private FormPart() {}

  /**
   * The part of a form that bears a name: {@code name="password"}, an empty line, and the value up
   * to the end of its line (RFC 7578).
   */
  static int hide(Scan scan, int at, int nameEnd, SensitiveKeys keys) {
    int open = at + 1;
    boolean named = scan.startsWith("name", nameEnd - 4) && Chars.isQuote(scan.at(open));
    int close = named ? ValueBounds.quoteEnd(scan, open) : -1;
    int start = close < 0 ? -1 : afterEmptyLine(scan, close + 1);
    KeyRule rule = start < 0 ? null : keys.ruleBefore(scan.text(), close, false);
    if (rule == null) {
      return Detector.NOTHING;
    }
    int end = start;
    while (end < scan.length() && scan.charAt(end) != '\n' && scan.charAt(end) != '\r') {
      end++;
    }
    if (ValueExclusions.isNothing(scan.text(), start, end)
        || !rule.fits(scan.substring(start, end), false)) {
      return Detector.NOTHING;
    }
    scan.hide(start, end, rule.type());
    return end;
  }

  private static int afterEmptyLine(Scan scan, int from) {
    String line = scan.startsWith("\r\n", from) ? "\r\n" : "\n";
    return scan.startsWith(line + line, from) ? from + 2 * line.length() : -1;
  }
}
