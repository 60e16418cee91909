package io.weir.ingest.parse;

/** Which lines belong to a stack trace of Java, or of others that have the shape. */
final class JavaTraceLines {
  private JavaTraceLines() {}

  /** The state after the first line of a trace, also of one that lacks its beginning, or null. */
  static JoinState opening(String line) {
    boolean raised =
        Shapes.isException(line)
            || line.startsWith("Exception in thread \"")
            || line.startsWith(CrashLine.UNHANDLED);
    return raised ? JoinState.JAVA_RAISED : betweenFrames(line);
  }

  static JoinState betweenFrames(String line) {
    if (Shapes.isJavaFrame(line)) {
      return line.endsWith(") {") ? JoinState.NODE : JoinState.JAVA;
    }
    return Shapes.isJavaCause(line) ? JoinState.JAVA_RAISED : null;
  }

  /**
   * Drivers of databases indent what they add to a message, or close a list that they opened. A
   * text at the margin could be anybody's.
   */
  static JoinState afterError(String line) {
    if (line.isEmpty()) {
      return JoinState.JAVA_GAP;
    }
    JoinState frames = betweenFrames(line);
    boolean more = frames == null && (Shapes.isIndented(line) || line.equals("]"));
    return more ? JoinState.JAVA_RAISED : frames;
  }

  /** MySQL's driver tells when it last heard of the server. */
  static JoinState afterGap(String line) {
    return line.startsWith("The last packet ") ? JoinState.JAVA_RAISED : betweenFrames(line);
  }

  static JoinState inProperties(String line) {
    if (line.equals("}")) {
      return JoinState.CLOSED;
    }
    return Shapes.isIndented(line) ? JoinState.NODE : null;
  }
}
