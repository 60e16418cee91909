package io.weir.enrich.redact;

/** Values that stand below their key, further in. */
final class YamlValues {
  private YamlValues() {}

  /** YAML's {@code |} or {@code >} with nothing but signs behind it on its line. */
  static boolean isBlock(String text, int start) {
    char c = Chars.at(text, start);
    if (c != '|' && c != '>') {
      return false;
    }
    int end = start + 1;
    while ("+-0123456789".indexOf(Chars.at(text, end)) >= 0) {
      end++;
    }
    return Chars.at(text, end) == '\n';
  }

  /** The lines that are further in than the key. */
  static int hideBlock(String text, int start, int keyEnd, KeyRule rule, Spans spans, int at) {
    int indent = indent(text, text.lastIndexOf('\n', keyEnd - 1) + 1);
    int first = text.indexOf('\n', start) + 1;
    int end = first;
    int line = first;
    while (line < text.length() && indent(text, line) > indent) {
      int next = text.indexOf('\n', line);
      end = next < 0 ? text.length() : next;
      line = end + 1;
    }
    if (end == first || !rule.fits(text.substring(first, end).trim(), false)) {
      return at;
    }
    spans.add(first + indent(text, first), end, rule.type());
    return end;
  }

  /** One word that is alone on the next line, further in than the key, and looks like a value. */
  static int hideBelow(String text, int line, int keyEnd, KeyRule rule, Spans spans, int at) {
    int start = line + indent(text, line);
    int end = start;
    int limit = Math.min(text.length(), start + Values.JUDGED);
    while (end < limit && text.charAt(end) > ' ') {
      end++;
    }
    boolean alone = end == text.length() || Chars.at(text, end) == '\n';
    boolean inside = start - line > indent(text, text.lastIndexOf('\n', keyEnd - 1) + 1);
    String value = text.substring(start, end);
    if (!alone || !inside || !WordDetector.isPassword(value) || value.indexOf(':') >= 0) {
      return at;
    }
    spans.add(start, end, rule.type());
    return end;
  }

  private static int indent(String text, int line) {
    int at = line;
    while (Chars.at(text, at) == ' ') {
      at++;
    }
    return at - line;
  }
}
