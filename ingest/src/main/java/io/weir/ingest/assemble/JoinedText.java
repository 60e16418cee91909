package io.weir.ingest.assemble;

import java.util.List;

/** The text of joined lines. */
final class JoinedText {
  private JoinedText() {}

  /** Lines end with a line feed, parts of one line follow each other directly. */
  static String of(List<RawLine> lines) {
    if (lines.size() == 1) {
      return lines.get(0).text();
    }
    StringBuilder text = new StringBuilder();
    boolean partial = true;
    for (RawLine line : lines) {
      if (!partial) {
        text.append('\n');
      }
      text.append(line.text());
      partial = line.log().partial();
    }
    return text.toString();
  }
}
