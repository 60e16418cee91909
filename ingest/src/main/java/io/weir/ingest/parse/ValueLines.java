package io.weir.ingest.parse;

/** Which lines belong to a value that is written over several: an object, settings, a key. */
final class ValueLines {
  private ValueLines() {}

  /** An object that is not complete on its first line; or nothing at all. */
  static MultilineState opening(String line) {
    if (line.equals("{")) {
      return MultilineState.JSON;
    }
    boolean open = line.startsWith("{\"") && isOpen(line);
    return open ? MultilineState.JSON_TRACE : MultilineState.CLOSED;
  }

  static MultilineState inTrace(String line) {
    if (!line.startsWith("\"")) {
      return null;
    }
    return isOpen(line) ? MultilineState.JSON_TRACE : MultilineState.CLOSED;
  }

  private static boolean isOpen(String line) {
    return line.endsWith("\",") || line.endsWith("\", ") || line.endsWith(": [");
  }

  static MultilineState inObject(String line) {
    if (line.equals("}")) {
      return MultilineState.CLOSED;
    }
    return StackTracePatterns.isIndented(line) ? MultilineState.JSON : null;
  }

  static MultilineState inValues(String line) {
    if (line.startsWith(" (") && line.endsWith(")")) {
      return MultilineState.CLOSED;
    }
    return line.startsWith("\t") ? MultilineState.VALUES : null;
  }

  static MultilineState inKey(String line) {
    if (line.contains("-----END ")) {
      return MultilineState.CLOSED;
    }
    return Pem.isInside(line) ? MultilineState.PEM : null;
  }
}
