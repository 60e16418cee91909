package io.weir.enrich.redact.line;

import io.weir.enrich.redact.key.KeyRule;
import io.weir.enrich.redact.key.SensitiveKeys;

/** The parts of a form that a browser sends (RFC 7578): name, an empty line, and the value. */
final class FormLines implements LineContext.Part {
  private static final String NAME = "name=\"";
  private static final String DISPOSITION = "form-data";
  private static final int MAX_LINES = 4;

  private KeyRule rule;
  private boolean headersEnded;
  private int left;

  @Override
  public void read(String line, SensitiveKeys keys, LineContext.Found found) {
    int name = line.indexOf(DISPOSITION) < 0 ? -1 : line.indexOf(NAME);
    if (name >= 0) {
      int close = line.indexOf('"', name + NAME.length());
      rule = close < 0 ? null : keys.ruleBefore(line, close, false);
      headersEnded = false;
      left = MAX_LINES;
      return;
    }
    if (rule == null) {
      return;
    }
    int end = Lines.end(line);
    if (headersEnded) {
      Lines.found(new Lines.Part(line, 0, end), rule, found);
      rule = null;
    }
    headersEnded = end == 0;
    rule = left-- > 0 ? rule : null;
  }
}
