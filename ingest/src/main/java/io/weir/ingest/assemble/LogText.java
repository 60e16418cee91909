package io.weir.ingest.assemble;

import java.util.List;

/** The text of joined lines. */
final class LogText {
  private LogText() {}

  /** Lines end with a line feed, parts of one line follow each other directly. */
  static String of(List<Line> lines) {
    if (lines.size() == 1) {
      return lines.get(0).text();
    }
    StringBuilder text = new StringBuilder();
    boolean partial = true;
    for (Line line : lines) {
      if (!partial) {
        text.append('\n');
      }
      text.append(line.text());
      partial = line.log().partial();
    }
    return text.toString();
  }
}
