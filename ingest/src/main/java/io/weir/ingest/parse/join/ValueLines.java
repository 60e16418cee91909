package io.weir.ingest.parse.join;

import io.weir.ingest.parse.line.MultilineState;
import io.weir.ingest.parse.text.StackTracePatterns;

/** Which lines belong to a value that is written over several: an object, settings, a key. */
public final class ValueLines {
  /** In a key or certificate. */
  public static final MultilineState PEM = MultilineState.of("PEM", ValueLines::inKey);

  /** In the values of a configuration that Kafka writes at its start, up to the logger's name. */
  public static final MultilineState VALUES = MultilineState.of("VALUES", ValueLines::inValues);

  /** In an object that is written over several lines, up to the brace at the margin. */
  private static final MultilineState JSON = MultilineState.of("JSON", ValueLines::inObject);

  /** In an object whose further lines begin with a quote, as Elasticsearch 7 writes a trace. */
  private static final MultilineState JSON_TRACE =
      MultilineState.of("JSON_TRACE", ValueLines::inTrace);

  private ValueLines() {}

  /** An object that is not complete on its first line; or nothing at all. */
  public static MultilineState first(String line) {
    if (line.equals("{")) {
      return JSON;
    }
    boolean open = line.startsWith("{\"") && isOpen(line);
    return open ? JSON_TRACE : MultilineState.CLOSED;
  }

  /** After a text at the end of which an object begins; or nothing at all. */
  public static MultilineState after(String line) {
    return line.endsWith(" {") ? JSON : MultilineState.CLOSED;
  }

  static MultilineState inTrace(String line) {
    if (!line.startsWith("\"")) {
      return null;
    }
    return isOpen(line) ? JSON_TRACE : MultilineState.CLOSED;
  }

  private static boolean isOpen(String line) {
    return line.endsWith("\",") || line.endsWith("\", ") || line.endsWith(": [");
  }

  static MultilineState inObject(String line) {
    if (line.equals("}")) {
      return MultilineState.CLOSED;
    }
    return StackTracePatterns.isIndented(line) ? JSON : null;
  }

  static MultilineState inValues(String line) {
    if (line.startsWith(" (") && line.endsWith(")")) {
      return MultilineState.CLOSED;
    }
    return line.startsWith("\t") ? VALUES : null;
  }

  static MultilineState inKey(String line) {
    if (line.contains("-----END ")) {
      return MultilineState.CLOSED;
    }
    return Pem.isInside(line) ? PEM : null;
  }
}
