package io.weir.ingest.parse.runtime;

import io.weir.ingest.event.Fields;
import io.weir.ingest.parse.join.TraceLines;
import io.weir.ingest.parse.line.Format;
import io.weir.ingest.parse.line.MultilineState;
import io.weir.ingest.parse.line.ParsedLine;
import io.weir.ingest.parse.line.TextLine;
import io.weir.ingest.parse.text.Cursor;
import io.weir.ingest.parse.text.LeadingTimestamp;
import io.weir.ingest.parse.text.Levels;
import io.weir.ingest.parse.text.StackTrace;
import java.time.Instant;

/** {@code INFO [2026-11-23 01:00:00,123] com.example.Main: text}, of Dropwizard. */
public final class DropwizardLine {
  /** This format. */
  public static final Format FORMAT =
      Format.of(JavaLine.FORMAT.name(), "Dropwizard", DropwizardLine::read)
          .continuedBy(DropwizardLine::continuation);

  private DropwizardLine() {}

  static ParsedLine read(TextLine line) {
    Cursor cursor = line.cursor();
    Fields fields = new Fields();
    char first = cursor.peek();
    if (first < 'A' || first > 'Z' || !Levels.put(fields, cursor.word()) || !cursor.skipBlanks()) {
      return null;
    }
    Instant time = cursor.peek() == '[' ? LeadingTimestamp.read(cursor, line.context()) : null;
    if (time == null || !cursor.skip(' ') || !JavaLine.loggerSecond(cursor, fields)) {
      return null;
    }
    StackTrace.put(fields, line.rest());
    return line.as(FORMAT, time, fields, cursor.at());
  }

  private static MultilineState continuation(String line, int afterTimestamp) {
    int blank = line.charAt(0) < 'A' || line.charAt(0) > 'Z' ? -1 : line.indexOf(' ');
    boolean columns =
        blank > 0 && (line.startsWith(" [2", blank) || line.startsWith("  [2", blank));
    return columns ? TraceLines.afterLevel(Levels.named(line.substring(0, blank))) : null;
  }
}
