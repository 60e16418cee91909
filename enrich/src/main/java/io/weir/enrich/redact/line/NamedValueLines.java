package io.weir.enrich.redact.line;

import io.weir.enrich.redact.key.KeyRule;
import io.weir.enrich.redact.key.SensitiveKeys;

/** {@code - name: DB_PASSWORD} on a line, {@code value: x} on one of the next. */
final class NamedValueLines implements LineContext.Part {
  private static final int MAX_LINES = 2;

  private KeyRule rule;
  private int left;

  @Override
  public void read(String line, SensitiveKeys keys, LineContext.Found found) {
    int keyEnd = Lines.keyEnd(line);
    if (keyEnd < 0) {
      rule = null;
      return;
    }
    int keyStart = Lines.keyStart(line);
    int end = Lines.end(line);
    if (SensitiveKeys.isName(line, keyStart, keyEnd)) {
      KeyRule named = keys.ruleBefore(line, nameEnd(line, end), false);
      rule = named == null || named.kind() == KeyRule.Kind.NEVER ? null : named;
      left = MAX_LINES;
    } else if (rule != null && SensitiveKeys.isValue(line, keyStart, keyEnd)) {
      Lines.found(new Lines.Part(line, keyEnd + 1, end), rule, found);
      rule = null;
    } else if (rule != null && --left == 0) {
      rule = null;
    }
  }

  private static int nameEnd(String line, int end) {
    char last = line.charAt(end - 1);
    return last == '"' || last == '\'' ? end - 1 : end;
  }
}
