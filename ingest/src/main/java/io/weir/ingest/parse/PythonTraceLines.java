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
    return line.isEmpty() ? JoinState.PYTHON_GAP : inMessage(line);
  }

  /** The message of an error may have further lines, most often those of a database. */
  private static JoinState inMessage(String line) {
    if (line.startsWith("[SQL: ")) {
      return inSql(line);
    }
    boolean more =
        Shapes.isIndented(line)
            || line.startsWith("LINE ")
            || line.startsWith("DETAIL:  ")
            || line.startsWith("HINT:  ")
            || line.startsWith("CONTEXT:  ")
            || line.startsWith("[parameters: ")
            || line.startsWith("(Background on this error at: ");
    return more ? JoinState.PYTHON_RAISED : null;
  }

  /** SQLAlchemy shows the statement in brackets, as many lines as it has. */
  static JoinState inSql(String line) {
    if (JoinState.startsRecord(line) || line.startsWith(Shapes.TRACEBACK)) {
      return null;
    }
    return line.endsWith("]") ? JoinState.PYTHON_RAISED : JoinState.PYTHON_SQL;
  }

  static JoinState afterGap(String line) {
    return isChain(line) ? JoinState.PYTHON_CHAINED : inMessage(line);
  }

  private static boolean isChain(String line) {
    return line.equals("During handling of the above exception, another exception occurred:")
        || line.startsWith("The above exception was the direct cause of the following");
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
