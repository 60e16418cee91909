package io.weir.enrich.redact;

import io.weir.enrich.redact.line.LineContext;

/**
 * What the lines of one source that came before say of its next one; one for each source, for the
 * {@link Redactor} alone to read. It is small whatever comes. Not thread-safe.
 */
public final class LineHistory {
  private final LineContext context = new LineContext();

  LineContext context() {
    return context;
  }
}
