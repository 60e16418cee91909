package io.weir.ingest.parse.join;

import io.weir.ingest.parse.line.MultilineState;
import io.weir.ingest.parse.text.StackTracePatterns;

/** Which lines belong to a traceback of Python. */
final class PythonTraceLines {
  /** In a traceback, before the line that names the error. */
  static final MultilineState FRAMES = MultilineState.of("PYTHON", PythonTraceLines::beforeError);

  /** In a group of exceptions, which has a frame. */
  static final MultilineState GROUP = MultilineState.of("PYTHON_GROUP", PythonTraceLines::inGroup);

  /** After the error of a traceback, which another may have caused. */
  private static final MultilineState RAISED =
      MultilineState.of("PYTHON_RAISED", PythonTraceLines::afterError);

  /** In the statement that SQLAlchemy shows with an error, in brackets. */
  private static final MultilineState SQL =
      MultilineState.of("PYTHON_SQL", PythonTraceLines::inSql);

  private static final MultilineState GAP =
      MultilineState.of("PYTHON_GAP", PythonTraceLines::afterGap);

  private static final MultilineState CHAINED =
      MultilineState.of("PYTHON_CHAINED", PythonTraceLines::afterChain);

  private PythonTraceLines() {}

  static MultilineState beforeError(String line) {
    if (StackTracePatterns.isIndented(line)) {
      return FRAMES;
    }
    return StackTracePatterns.exceptionName(line) == null ? null : RAISED;
  }

  static MultilineState afterError(String line) {
    return line.isEmpty() ? GAP : inMessage(line);
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
    return more ? RAISED : null;
  }

  /** SQLAlchemy shows the statement in brackets, as many lines as it has. */
  static MultilineState inSql(String line) {
    if (RecordStart.isAt(line) || line.startsWith(StackTracePatterns.TRACEBACK)) {
      return null;
    }
    return line.endsWith("]") ? RAISED : SQL;
  }

  static MultilineState afterGap(String line) {
    return isChain(line) ? CHAINED : inMessage(line);
  }

  private static boolean isChain(String line) {
    return line.equals("During handling of the above exception, another exception occurred:")
        || line.startsWith("The above exception was the direct cause of the following");
  }

  static MultilineState afterChain(String line) {
    if (line.isEmpty()) {
      return CHAINED;
    }
    return line.startsWith(StackTracePatterns.TRACEBACK) ? FRAMES : null;
  }

  static MultilineState inGroup(String line) {
    return StackTracePatterns.isPythonGroupLine(line) ? GROUP : null;
  }
}
