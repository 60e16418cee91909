package io.weir.ingest.assemble;

import io.weir.ingest.parse.DividedReport;
import java.util.List;

/** The text of joined lines. */
final class JoinedText {
  private JoinedText() {}

  /**
   * Lines end with a line feed, parts of one line follow each other directly. The runtime has cut
   * such a line, or PostgreSQL, for syslog.
   */
  static String of(List<RawLine> lines) {
    if (lines.size() == 1) {
      return lines.get(0).text();
    }
    StringBuilder text = new StringBuilder();
    RawLine first = lines.get(0);
    DividedReport report = DividedReport.begunBy(first.text());
    text.append(first.text());
    boolean partial = first.log().partial();
    for (RawLine line : lines.subList(1, lines.size())) {
      String more = report == null || partial ? null : report.next(line.text());
      if (!partial && more == null) {
        text.append('\n');
      }
      text.append(more == null ? line.text() : more);
      partial = line.log().partial();
    }
    return text.toString();
  }
}
