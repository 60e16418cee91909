package io.weir.ingest.parse;

/** Which lines belong to a traceback of Python. */
final class PythonTraceLines {
  private PythonTraceLines() {}

  static JoinState beforeError(String line) {
    if (Shapes.isIndented(line)) {
      return JoinState.PYTHON;
    }
    return Shapes.exceptionName(line) == null ? null : JoinState.PYTHON_RAISED;
  }

  static JoinState afterError(String line) {
    return line.isEmpty() ? JoinState.PYTHON_GAP : null;
  }

  static JoinState afterGap(String line) {
    return line.equals("During handling of the above exception, another exception occurred:")
            || line.startsWith("The above exception was the direct cause of the following")
        ? JoinState.PYTHON_CHAINED
        : null;
  }

  static JoinState afterChain(String line) {
    if (line.isEmpty()) {
      return JoinState.PYTHON_CHAINED;
    }
    return line.startsWith(Shapes.TRACEBACK) ? JoinState.PYTHON : null;
  }

  static JoinState inGroup(String line) {
    return Shapes.isPythonGroupLine(line) ? JoinState.PYTHON_GROUP : null;
  }
}
