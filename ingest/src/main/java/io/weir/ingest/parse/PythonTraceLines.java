package io.weir.ingest.parse;

/** Which lines belong to a traceback of Python. */
final class PythonTraceLines {
  private PythonTraceLines() {}

  static MultilineState beforeError(String line) {
    if (StackTracePatterns.isIndented(line)) {
      return MultilineState.PYTHON;
    }
    return StackTracePatterns.exceptionName(line) == null ? null : MultilineState.PYTHON_RAISED;
  }

  static MultilineState afterError(String line) {
    return line.isEmpty() ? MultilineState.PYTHON_GAP : inMessage(line);
  }

  /** The message of an error may have further lines, most often those of a database. */
  private static MultilineState inMessage(String line) {
    if (line.startsWith("[SQL: ")) {
      return inSql(line);
    }
    boolean more =
        StackTracePatterns.isIndented(line)
            || line.startsWith("LINE ")
            || line.startsWith("DETAIL:  ")
            || line.startsWith("HINT:  ")
            || line.startsWith("CONTEXT:  ")
            || line.startsWith("[parameters: ")
            || line.startsWith("(Background on this error at: ");
    return more ? MultilineState.PYTHON_RAISED : null;
  }

  /** SQLAlchemy shows the statement in brackets, as many lines as it has. */
  static MultilineState inSql(String line) {
    if (MultilineState.startsRecord(line) || line.startsWith(StackTracePatterns.TRACEBACK)) {
      return null;
    }
    return line.endsWith("]") ? MultilineState.PYTHON_RAISED : MultilineState.PYTHON_SQL;
  }

  static MultilineState afterGap(String line) {
    return isChain(line) ? MultilineState.PYTHON_CHAINED : inMessage(line);
  }

  private static boolean isChain(String line) {
    return line.equals("During handling of the above exception, another exception occurred:")
        || line.startsWith("The above exception was the direct cause of the following");
  }

  static MultilineState afterChain(String line) {
    if (line.isEmpty()) {
      return MultilineState.PYTHON_CHAINED;
    }
    return line.startsWith(StackTracePatterns.TRACEBACK) ? MultilineState.PYTHON : null;
  }

  static MultilineState inGroup(String line) {
    return StackTracePatterns.isPythonGroupLine(line) ? MultilineState.PYTHON_GROUP : null;
  }
}
