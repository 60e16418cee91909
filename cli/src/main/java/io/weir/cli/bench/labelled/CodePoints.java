package io.weir.cli.bench.labelled;

/**
 * Places in a text as Python counts them, in code points. Java counts UTF-16 units, of which an
 * emoji has two.
 */
final class CodePoints {
  private CodePoints() {}

  /** The UTF-16 unit of a code point; -1 if the text has no such place. */
  static int unitOf(String text, int codePoint) {
    if (codePoint < 0 || codePoint > text.codePointCount(0, text.length())) {
      return -1;
    }
    return text.offsetByCodePoints(0, codePoint);
  }
}
