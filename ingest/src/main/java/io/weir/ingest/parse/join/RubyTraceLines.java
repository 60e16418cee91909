package io.weir.ingest.parse.join;

import io.weir.ingest.parse.line.MultilineState;
import io.weir.ingest.parse.text.StackTracePatterns;

/** Which lines belong to an error of Ruby: more of its message, and the calls. */
public final class RubyTraceLines {
  /** After an error of Ruby's logger, which writes the calls at the margin. */
  public static final MultilineState LOGGED =
      MultilineState.of("RUBY_LOGGED", RubyTraceLines::afterLogged);

  /** In the calls after an error. */
  private static final MultilineState CALLS = MultilineState.of("RUBY", RubyTraceLines::inCalls);

  /** After a blank line: the program's line, where Ruby shows it, or the calls. */
  private static final MultilineState GAP =
      MultilineState.of("RUBY_GAP", line -> line.isEmpty() ? null : inCalls(line));

  private RubyTraceLines() {}

  /** The state after the first line of an error; null for other lines. */
  static MultilineState first(String line) {
    return StackTracePatterns.isRubyError(line) ? CALLS : null;
  }

  static MultilineState inCalls(String line) {
    if (line.isEmpty()) {
      return GAP;
    }
    boolean more = StackTracePatterns.isIndented(line) || StackTracePatterns.isRubyCall(line);
    return more ? CALLS : null;
  }

  static MultilineState afterLogged(String line) {
    return StackTracePatterns.isRubyCall(line) ? CALLS : TraceLines.afterTrouble(line);
  }
}
