package io.weir.ingest.parse;

/** Which lines belong to a trace of Go, as the runtime and as zap write it. */
final class GoTraceLines {
  private GoTraceLines() {}

  static JoinState afterPanic(String line) {
    boolean more =
        line.isEmpty()
            || line.startsWith("[signal ")
            || line.startsWith("\tpanic: ")
            || line.startsWith("panic: ")
            || line.equals("runtime stack:");
    return more ? JoinState.GO_PANIC : betweenFrames(line);
  }

  static JoinState betweenFrames(String line) {
    if (line.startsWith("created by ") || Shapes.isGoCall(line)) {
      return JoinState.GO_CALL;
    }
    if (line.startsWith("exit status ")) {
      return JoinState.CLOSED;
    }
    boolean more = line.isEmpty() || Shapes.isGoroutine(line) || Shapes.isGoFile(line);
    return more ? JoinState.GO_FRAMES : null;
  }

  static JoinState afterCall(String line) {
    return Shapes.isGoFile(line) ? JoinState.GO_FRAMES : null;
  }

  static JoinState afterZap(String line) {
    return Shapes.isGoFunction(line) ? JoinState.ZAP_CALL : TraceLines.afterTrouble(line);
  }

  static JoinState afterZapCall(String line) {
    return Shapes.isGoFile(line) ? JoinState.ZAP_FRAMES : null;
  }

  static JoinState afterZapFrame(String line) {
    return Shapes.isGoFunction(line) ? JoinState.ZAP_CALL : null;
  }
}
