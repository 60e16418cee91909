package io.weir.enrich.redact.line;

import io.weir.enrich.redact.key.KeyRule;
import io.weir.enrich.redact.key.Passwords;
import io.weir.enrich.redact.key.SensitiveKeys;
import io.weir.enrich.redact.scan.Chars;

/** {@code password: |} or {@code password:} on a line, and the value further in on the next. */
final class YamlBlockLines implements LineContext.Part {
  private static final int MAX_LINES = 64;
  private static final String SIGNS = "+-0123456789";

  private KeyRule rule;
  private boolean block;
  private int keyIndent;
  private int left;

  @Override
  public void read(String line, SensitiveKeys keys, LineContext.Found found) {
    int end = Lines.end(line);
    if (end == 0) {
      return;
    }
    int indent = Lines.indent(line);
    boolean below = rule != null && indent > keyIndent && left-- > 0;
    if (below && (block || isValue(line.substring(indent, end)))) {
      Lines.found(new Lines.Part(line, indent, end), rule, found);
      rule = block ? rule : null;
    } else {
      rule = null;
      open(line, end, keys);
    }
  }

  private static boolean isValue(String value) {
    return Passwords.looksLikeOne(value) && value.indexOf(' ') < 0 && !isPair(value);
  }

  private static boolean isPair(String value) {
    return value.indexOf(':') >= 0 || value.startsWith("- ");
  }

  private void open(String line, int end, SensitiveKeys keys) {
    int sign = end - 1;
    while (sign > 0 && SIGNS.indexOf(line.charAt(sign)) >= 0) {
      sign--;
    }
    block = line.charAt(sign) == '|' || line.charAt(sign) == '>';
    int colon = block ? sign - 1 : end - 1;
    while (block && colon > 0 && Chars.isBlank(line.charAt(colon))) {
      colon--;
    }
    int keyEnd = colon < 0 || line.charAt(colon) != ':' ? -1 : Lines.keyEnd(line);
    if (keyEnd >= 0 && keyEnd == colon) {
      KeyRule found = keys.ruleBefore(line, unquoted(line, keyEnd), false);
      rule = found == null || found.kind() == KeyRule.Kind.NEVER ? null : found;
      keyIndent = Lines.indent(line);
      left = MAX_LINES;
    }
  }

  private static int unquoted(String line, int keyEnd) {
    return line.charAt(keyEnd - 1) == '"' ? keyEnd - 1 : keyEnd;
  }
}
