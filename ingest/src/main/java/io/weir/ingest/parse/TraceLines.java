package io.weir.ingest.parse;

/** Which lines belong to a stack trace: those that begin one. */
final class TraceLines {
  private TraceLines() {}

  static JoinState afterTrouble(String line) {
    if (line.startsWith("\t") && Shapes.isException(line.substring(1))) {
      // Tomcat indents the whole trace.
      return JoinState.JAVA_RAISED;
    }
    return line.isEmpty() ? JoinState.TROUBLE_GAP : opening(line);
  }

  /** The state after the first line of a stack trace, also of one that lacks its beginning. */
  static JoinState opening(String line) {
    if (line.startsWith(Shapes.TRACEBACK) || Shapes.isPythonFrame(line)) {
      return JoinState.PYTHON;
    }
    if (Shapes.isPythonGroup(line)) {
      return JoinState.PYTHON_GROUP;
    }
    if (line.startsWith("panic: ") || line.startsWith("fatal error: ")) {
      return JoinState.GO_PANIC;
    }
    if (Shapes.isGoroutine(line)) {
      return JoinState.GO_FRAMES;
    }
    return JavaTraceLines.opening(line);
  }
}
