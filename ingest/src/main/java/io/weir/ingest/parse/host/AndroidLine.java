package io.weir.ingest.parse.host;

import io.weir.ingest.event.Field;
import io.weir.ingest.event.Fields;
import io.weir.ingest.parse.line.Format;
import io.weir.ingest.parse.line.ParsedLine;
import io.weir.ingest.parse.line.TextLine;
import io.weir.ingest.parse.text.Cursor;
import io.weir.ingest.parse.text.Levels;

/** {@code 11-23 01:00:00.123 1702 2395 D WindowManager: text}, of Android. */
public final class AndroidLine {
  /** This format. */
  public static final Format FORMAT = Format.of("android", "logcat of Android", AndroidLine::read);

  private AndroidLine() {}

  static ParsedLine read(TextLine line) {
    Cursor cursor = line.cursor();
    if (line.isBracketed() || line.head().charAt(2) != '-' || !cursor.skipBlanks()) {
      return null;
    }
    long pid = cursor.number();
    boolean apart = cursor.skipBlanks();
    long thread = cursor.number();
    String level = apart && cursor.skipBlanks() ? Levels.lettered(cursor.word()) : null;
    if (pid < 0 || thread < 0 || level == null || !cursor.skip(' ')) {
      return null;
    }
    Fields fields =
        new Fields()
            .put(Field.PROCESS_PID, pid)
            .put(Field.PROCESS_THREAD_ID, thread)
            .put(Field.LOG_LEVEL, level);
    String tag = cursor.until(": ");
    fields.put(Field.LOG_LOGGER, tag == null ? null : tag.strip());
    return line.as(FORMAT, line.timestamp(), fields);
  }
}
