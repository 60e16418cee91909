package io.weir.enrich.redact.key;

import io.weir.enrich.redact.scan.Detector;
import io.weir.enrich.redact.scan.Scan;

/** Values below their key, further in. */
final class YamlValues {
  private YamlValues() {}

  /** YAML's {@code |} or {@code >} with nothing but signs after it on its line. */
  static boolean isBlock(Scan scan, int start) {
    char c = scan.at(start);
    if (c != '|' && c != '>') {
      return false;
    }
    int end = start + 1;
    while ("+-0123456789".indexOf(scan.at(end)) >= 0) {
      end++;
    }
    return scan.at(end) == '\n';
  }

  /** The lines that are further in than the key. */
  static int hideBlock(Scan scan, int start, int keyEnd, KeyRule rule) {
    int indent = indent(scan, scan.lastIndexOf('\n', keyEnd - 1) + 1);
    int first = scan.indexOf('\n', start) + 1;
    int end = first;
    int line = first;
    while (line < scan.length() && indent(scan, line) > indent) {
      int next = scan.indexOf('\n', line);
      end = next < 0 ? scan.length() : next;
      line = end + 1;
    }
    if (end == first || !rule.fits(scan.substring(first, end).trim(), false)) {
      return Detector.NOTHING;
    }
    scan.hide(first + indent(scan, first), end, rule.type());
    return end;
  }

  /** One word that is alone on the next line, further in than the key, and looks like a value. */
  static int hideBelow(Scan scan, int line, int keyEnd, KeyRule rule) {
    int start = line + indent(scan, line);
    int end = start;
    int limit = Math.min(scan.length(), start + ValueFinder.JUDGED);
    while (end < limit && scan.charAt(end) > ' ') {
      end++;
    }
    boolean alone = end == scan.length() || scan.at(end) == '\n';
    boolean inside = start - line > indent(scan, scan.lastIndexOf('\n', keyEnd - 1) + 1);
    String value = scan.substring(start, end);
    if (!alone || !inside || !Passwords.looksLikeOne(value) || value.indexOf(':') >= 0) {
      return Detector.NOTHING;
    }
    scan.hide(start, end, rule.type());
    return end;
  }

  private static int indent(Scan scan, int line) {
    int at = line;
    while (scan.at(at) == ' ') {
      at++;
    }
    return at - line;
  }
}
