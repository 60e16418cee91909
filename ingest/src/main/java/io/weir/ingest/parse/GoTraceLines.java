package io.weir.ingest.parse;

/** Which lines belong to a trace of Go, as the runtime and as zap write it. */
final class GoTraceLines {
  private GoTraceLines() {}

  static MultilineState afterPanic(String line) {
    boolean more =
        line.isEmpty()
            || line.startsWith("[signal ")
            || line.startsWith("\tpanic: ")
            || line.startsWith("panic: ")
            || line.equals("runtime stack:");
    return more ? MultilineState.GO_PANIC : betweenFrames(line);
  }

  static MultilineState betweenFrames(String line) {
    if (line.startsWith("created by ") || StackTracePatterns.isGoCall(line)) {
      return MultilineState.GO_CALL;
    }
    if (line.startsWith("exit status ")) {
      return MultilineState.CLOSED;
    }
    boolean more =
        line.isEmpty() || StackTracePatterns.isGoroutine(line) || StackTracePatterns.isGoFile(line);
    return more ? MultilineState.GO_FRAMES : null;
  }

  static MultilineState afterCall(String line) {
    return StackTracePatterns.isGoFile(line) ? MultilineState.GO_FRAMES : null;
  }

  static MultilineState afterZap(String line) {
    return StackTracePatterns.isGoFunction(line)
        ? MultilineState.ZAP_CALL
        : TraceLines.afterTrouble(line);
  }

  static MultilineState afterZapCall(String line) {
    return StackTracePatterns.isGoFile(line) ? MultilineState.ZAP_FRAMES : null;
  }

  static MultilineState afterZapFrame(String line) {
    return StackTracePatterns.isGoFunction(line) ? MultilineState.ZAP_CALL : null;
  }
}
