package io.weir.ingest.parse;

/** Which lines belong to a stack trace of Java, or of others that have the shape. */
final class JavaTraceLines {
  private JavaTraceLines() {}

  /** The state after the first line of a trace, also of one that lacks its beginning, or null. */
  static MultilineState opening(String line) {
    boolean raised =
        StackTracePatterns.isException(line)
            || line.startsWith("Exception in thread \"")
            || line.startsWith(UncaughtErrorLine.UNHANDLED);
    return raised ? MultilineState.JAVA_RAISED : betweenFrames(line);
  }

  static MultilineState betweenFrames(String line) {
    if (StackTracePatterns.isJavaFrame(line)) {
      return line.endsWith(") {") ? MultilineState.NODE : MultilineState.JAVA;
    }
    return StackTracePatterns.isJavaCause(line) ? MultilineState.JAVA_RAISED : null;
  }

  /**
   * Drivers of databases indent what they add to a message, or close a list that they opened. A
   * text at the margin could be anybody's.
   */
  static MultilineState afterError(String line) {
    if (line.isEmpty()) {
      return MultilineState.JAVA_GAP;
    }
    MultilineState frames = betweenFrames(line);
    boolean more = frames == null && (StackTracePatterns.isIndented(line) || line.equals("]"));
    return more ? MultilineState.JAVA_RAISED : frames;
  }

  /** MySQL's driver tells when it last heard of the server. */
  static MultilineState afterGap(String line) {
    return line.startsWith("The last packet ") ? MultilineState.JAVA_RAISED : betweenFrames(line);
  }

  static MultilineState inProperties(String line) {
    if (line.equals("}")) {
      return MultilineState.CLOSED;
    }
    return StackTracePatterns.isIndented(line) ? MultilineState.NODE : null;
  }
}
