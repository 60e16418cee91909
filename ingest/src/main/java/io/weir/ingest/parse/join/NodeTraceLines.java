package io.weir.ingest.parse.join;

import io.weir.ingest.parse.line.MultilineState;
import io.weir.ingest.parse.text.StackTracePatterns;

/**
 * Which lines belong to an error that ends Node.js: the place, the line of the program with a mark
 * below it, the error with its calls, properties and causes, and the version.
 */
final class NodeTraceLines {
  private static final MultilineState PLACE = MultilineState.of("NODE_PLACE", line -> source(line));

  private static final MultilineState SOURCE =
      MultilineState.of("NODE_SOURCE", NodeTraceLines::afterSource);

  private static final MultilineState MARK =
      MultilineState.of("NODE_MARK", NodeTraceLines::beforeError);

  private static final MultilineState CALLS =
      MultilineState.of("NODE_CALLS", NodeTraceLines::inCalls);

  /** After the blank line that follows the calls: only the version belongs to it. */
  private static final MultilineState END =
      MultilineState.of("NODE_END", line -> isVersion(line) ? MultilineState.CLOSED : null);

  private NodeTraceLines() {}

  /** The state after the first line of such an error; null for other lines. */
  static MultilineState first(String line) {
    if (line.startsWith("Uncaught ") && StackTracePatterns.isException(line.substring(9))) {
      return CALLS;
    }
    return StackTracePatterns.isNodePlace(line) ? PLACE : null;
  }

  private static MultilineState source(String line) {
    return RecordStart.isAt(line) ? null : SOURCE;
  }

  static MultilineState afterSource(String line) {
    return !line.isEmpty() && line.replace('^', ' ').isBlank() ? MARK : null;
  }

  static MultilineState beforeError(String line) {
    if (line.isEmpty()) {
      return MARK;
    }
    return RecordStart.isAt(line) ? null : CALLS;
  }

  static MultilineState inCalls(String line) {
    if (line.isEmpty()) {
      return END;
    }
    boolean more = StackTracePatterns.isIndented(line) || line.equals("}") || line.equals("]");
    return more ? CALLS : null;
  }

  private static boolean isVersion(String line) {
    return line.startsWith("Node.js v");
  }
}
