package io.weir.ingest.parse;

/** Which lines belong to a value that is written over several: an object, settings, a key. */
final class ValueLines {
  private ValueLines() {}

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
