package io.weir.ingest.parse;

/** Which lines belong to a value that is written over several: an object, settings, a key. */
final class ValueLines {
  private ValueLines() {}

  /** An object that is not complete on its first line; or nothing at all. */
  static JoinState opening(String line) {
    if (line.equals("{")) {
      return JoinState.JSON;
    }
    boolean open = line.startsWith("{\"") && isOpen(line);
    return open ? JoinState.JSON_TRACE : JoinState.CLOSED;
  }

  static JoinState inTrace(String line) {
    if (!line.startsWith("\"")) {
      return null;
    }
    return isOpen(line) ? JoinState.JSON_TRACE : JoinState.CLOSED;
  }

  private static boolean isOpen(String line) {
    return line.endsWith("\",") || line.endsWith("\", ") || line.endsWith(": [");
  }

  static JoinState inObject(String line) {
    if (line.equals("}")) {
      return JoinState.CLOSED;
    }
    return Shapes.isIndented(line) ? JoinState.JSON : null;
  }

  static JoinState inValues(String line) {
    if (line.startsWith(" (") && line.endsWith(")")) {
      return JoinState.CLOSED;
    }
    return line.startsWith("\t") ? JoinState.VALUES : null;
  }

  static JoinState inKey(String line) {
    if (line.contains("-----END ")) {
      return JoinState.CLOSED;
    }
    return Pem.isInside(line) ? JoinState.PEM : null;
  }
}
