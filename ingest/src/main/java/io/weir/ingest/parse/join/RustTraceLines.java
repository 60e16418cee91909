package io.weir.ingest.parse.join;

import io.weir.ingest.parse.line.MultilineState;
import io.weir.ingest.parse.text.StackTracePatterns;

/** Which lines belong to a panic of Rust: its message, what the assertion compared, the calls. */
final class RustTraceLines {
  /** After the line that says where it was: the message follows, since version 1.73. */
  private static final MultilineState PLACE = MultilineState.of("RUST", RustTraceLines::message);

  private static final MultilineState CALLS =
      MultilineState.of("RUST_CALLS", RustTraceLines::inCalls);

  private RustTraceLines() {}

  /** The state after the first line of a panic; null for other lines. */
  static MultilineState first(String line) {
    if (!StackTracePatterns.isRustPanic(line)) {
      return null;
    }
    return line.endsWith(":") ? PLACE : CALLS;
  }

  static MultilineState message(String line) {
    return RecordStart.isAt(line) || line.isEmpty() ? null : CALLS;
  }

  static MultilineState inCalls(String line) {
    boolean more =
        StackTracePatterns.isIndented(line)
            || line.equals("stack backtrace:")
            || line.startsWith("note: ");
    return more ? CALLS : null;
  }
}
