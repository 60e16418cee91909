package io.weir.ingest.parse.join;

import io.weir.ingest.parse.line.MultilineState;
import io.weir.ingest.parse.text.StackTracePatterns;

/** Which lines belong to a stack trace of Java, or of others that have the shape. */
final class JavaTraceLines {
  /** After the line that names an exception: its message may continue before the first frame. */
  static final MultilineState RAISED = MultilineState.of("JAVA_RAISED", JavaTraceLines::afterError);

  /** After a blank line in such a message. */
  private static final MultilineState GAP = MultilineState.of("JAVA_GAP", JavaTraceLines::afterGap);

  /** In a stack trace of Java, or of others that have the shape. */
  private static final MultilineState FRAMES =
      MultilineState.of("JAVA", JavaTraceLines::betweenFrames);

  /** In what Node.js shows of an error after its trace, up to the brace at the margin. */
  private static final MultilineState NODE =
      MultilineState.of("NODE", JavaTraceLines::inProperties);

  private JavaTraceLines() {}

  /** The state after the first line of a trace, also of one that lacks its beginning, or null. */
  static MultilineState first(String line) {
    boolean raised =
        StackTracePatterns.isException(line)
            || line.startsWith("Exception in thread \"")
            || line.startsWith(StackTracePatterns.UNHANDLED);
    return raised ? SqlLines.or(RAISED, line) : betweenFrames(line);
  }

  static MultilineState betweenFrames(String line) {
    if (StackTracePatterns.isJavaFrame(line)) {
      return line.endsWith(") {") ? NODE : FRAMES;
    }
    return StackTracePatterns.isJavaCause(line) ? SqlLines.or(RAISED, line) : null;
  }

  /**
   * Drivers of databases indent what they add to a message, or close a list that they opened. A
   * text at the margin could be anybody's.
   */
  static MultilineState afterError(String line) {
    if (line.isEmpty()) {
      return GAP;
    }
    MultilineState frames = betweenFrames(line);
    boolean more =
        frames == null
            && (StackTracePatterns.isIndented(line)
                || line.equals("]")
                || line.startsWith("### ")
                || line.startsWith("https://docs.oracle.com/error-help/"));
    return more ? RAISED : frames;
  }

  /** MySQL's driver says when it last heard of the server. */
  static MultilineState afterGap(String line) {
    return line.startsWith("The last packet ") ? RAISED : betweenFrames(line);
  }

  static MultilineState inProperties(String line) {
    if (line.equals("}")) {
      return MultilineState.CLOSED;
    }
    return StackTracePatterns.isIndented(line) ? NODE : null;
  }
}
