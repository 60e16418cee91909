package io.weir.ingest.wire;

/** The line feed at the end of a line, which belongs to the file and not to the text. */
final class LineEnds {
  private LineEnds() {}

  /** The text without a line feed, or a carriage return and a line feed, at its end. */
  static String without(String text) {
    int end = text.endsWith("\n") ? text.length() - 1 : text.length();
    if (end > 0 && end < text.length() && text.charAt(end - 1) == '\r') {
      end--;
    }
    return text.substring(0, end);
  }
}
