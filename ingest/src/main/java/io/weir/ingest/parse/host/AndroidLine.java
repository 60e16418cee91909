package io.weir.ingest.parse.host;

import io.weir.ingest.event.Field;
import io.weir.ingest.parse.line.Columns;
import io.weir.ingest.parse.line.Format;
import io.weir.ingest.parse.line.ParsedLine;
import io.weir.ingest.parse.line.TextLine;
import io.weir.ingest.parse.text.Levels;

/** {@code 11-23 01:00:00.123 1702 2395 D WindowManager: text}, of Android. */
public final class AndroidLine {
  /** This format. */
  public static final Format FORMAT = Format.of("android", "logcat of Android", AndroidLine::read);

  private static final Columns COLUMNS =
      Columns.of(
          Columns.blanks(),
          Columns.number(Field.PROCESS_PID),
          Columns.blanks(),
          Columns.number(Field.PROCESS_THREAD_ID),
          Columns.blanks(),
          Columns.level(" ", Levels::lettered),
          Columns.optional(Columns.until(": ", Field.LOG_LOGGER)));

  private AndroidLine() {}

  static ParsedLine read(TextLine line) {
    boolean dated = !line.isBracketed() && line.head().charAt(2) == '-';
    Columns.Match match = dated ? COLUMNS.read(line.cursor(), line.context()) : null;
    return match == null ? null : line.as(FORMAT, line.timestamp(), match.fields(), match.end());
  }
}
