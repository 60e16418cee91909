package io.weir.ingest.parse;

/** Which lines belong to a stack trace: those that begin one. */
final class TraceLines {
  private TraceLines() {}

  static MultilineState afterTrouble(String line) {
    if (line.startsWith("\t") && StackTracePatterns.isException(line.substring(1))) {
      // Tomcat indents the whole trace.
      return MultilineState.JAVA_RAISED;
    }
    return line.isEmpty() ? MultilineState.TROUBLE_GAP : opening(line);
  }

  /** The state after the first line of a stack trace, also of one that lacks its beginning. */
  static MultilineState opening(String line) {
    if (line.startsWith(StackTracePatterns.TRACEBACK) || StackTracePatterns.isPythonFrame(line)) {
      return MultilineState.PYTHON;
    }
    if (StackTracePatterns.isPythonGroup(line)) {
      return MultilineState.PYTHON_GROUP;
    }
    if (line.startsWith("panic: ") || line.startsWith("fatal error: ")) {
      return MultilineState.GO_PANIC;
    }
    if (StackTracePatterns.isGoroutine(line)) {
      return MultilineState.GO_FRAMES;
    }
    if (StackTracePatterns.isRubyError(line)) {
      return MultilineState.RUBY;
    }
    return JavaTraceLines.opening(line);
  }

  static MultilineState inPhp(String line) {
    if (line.startsWith("\"}")) {
      // The end of Monolog's context, in which a trace stands as it is.
      return MultilineState.CLOSED;
    }
    boolean more =
        StackTracePatterns.isNumbered(line, "#", " ")
            || line.equals("Stack trace:")
            || line.equals("[stacktrace]")
            || line.startsWith("[previous exception] ")
            || line.startsWith("Next ")
            || line.startsWith("  thrown in ");
    return more ? MultilineState.PHP : null;
  }

  static MultilineState inClickhouse(String line) {
    boolean more = line.isEmpty() || StackTracePatterns.isNumbered(line, "", ". ");
    return more ? MultilineState.CLICKHOUSE : null;
  }

  static MultilineState inRuby(String line) {
    return line.startsWith("\tfrom ") ? MultilineState.RUBY : null;
  }
}
