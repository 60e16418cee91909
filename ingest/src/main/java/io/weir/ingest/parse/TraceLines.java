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
    if (Shapes.isRubyError(line)) {
      return JoinState.RUBY;
    }
    return JavaTraceLines.opening(line);
  }

  static JoinState inPhp(String line) {
    if (line.startsWith("\"}")) {
      // The end of Monolog's context, in which a trace stands as it is.
      return JoinState.CLOSED;
    }
    boolean more =
        Shapes.isNumbered(line, "#", " ")
            || line.equals("Stack trace:")
            || line.equals("[stacktrace]")
            || line.startsWith("[previous exception] ")
            || line.startsWith("Next ")
            || line.startsWith("  thrown in ");
    return more ? JoinState.PHP : null;
  }

  static JoinState inClickhouse(String line) {
    boolean more = line.isEmpty() || Shapes.isNumbered(line, "", ". ");
    return more ? JoinState.CLICKHOUSE : null;
  }

  static JoinState inRuby(String line) {
    return line.startsWith("\tfrom ") ? JoinState.RUBY : null;
  }
}
