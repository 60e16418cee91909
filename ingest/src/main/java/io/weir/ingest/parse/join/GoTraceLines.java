package io.weir.ingest.parse.join;

import io.weir.ingest.parse.line.MultilineState;
import io.weir.ingest.parse.text.StackTracePatterns;

/** Which lines belong to a trace of Go, as the runtime and as zap write it. */
public final class GoTraceLines {
  /** After {@code panic:}, before the goroutines. */
  public static final MultilineState PANIC =
      MultilineState.of("GO_PANIC", GoTraceLines::afterPanic);

  /** In a goroutine's trace, or between two. */
  static final MultilineState FRAMES = MultilineState.of("GO_FRAMES", GoTraceLines::betweenFrames);

  /** After a call, whose place in a file follows. */
  private static final MultilineState CALL = MultilineState.of("GO_CALL", GoTraceLines::afterCall);

  /** After a warning in the columns of zap: its trace has no beginning of its own. */
  public static final MultilineState ZAP_TROUBLE =
      MultilineState.of("ZAP_TROUBLE", GoTraceLines::afterZap);

  /** In a trace of zap after a call, whose place in a file follows. */
  private static final MultilineState ZAP_CALL =
      MultilineState.of("ZAP_CALL", GoTraceLines::afterZapCall);

  private static final MultilineState ZAP_FRAMES =
      MultilineState.of("ZAP_FRAMES", GoTraceLines::afterZapFrame);

  private GoTraceLines() {}

  static MultilineState afterPanic(String line) {
    boolean more =
        line.isEmpty()
            || line.startsWith("[signal ")
            || line.startsWith("\tpanic: ")
            || line.startsWith("panic: ")
            || line.equals("runtime stack:");
    return more ? PANIC : betweenFrames(line);
  }

  static MultilineState betweenFrames(String line) {
    if (line.startsWith("created by ") || StackTracePatterns.isGoCall(line)) {
      return CALL;
    }
    if (line.startsWith("exit status ")) {
      return MultilineState.CLOSED;
    }
    boolean more =
        line.isEmpty() || StackTracePatterns.isGoroutine(line) || StackTracePatterns.isGoFile(line);
    return more ? FRAMES : null;
  }

  static MultilineState afterCall(String line) {
    return StackTracePatterns.isGoFile(line) ? FRAMES : null;
  }

  static MultilineState afterZap(String line) {
    return StackTracePatterns.isGoFunction(line) ? ZAP_CALL : TraceLines.afterTrouble(line);
  }

  static MultilineState afterZapCall(String line) {
    return StackTracePatterns.isGoFile(line) ? ZAP_FRAMES : null;
  }

  static MultilineState afterZapFrame(String line) {
    return StackTracePatterns.isGoFunction(line) ? ZAP_CALL : null;
  }
}
