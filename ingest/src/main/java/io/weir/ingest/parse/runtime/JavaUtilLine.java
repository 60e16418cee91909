package io.weir.ingest.parse.runtime;

import io.weir.ingest.event.Field;
import io.weir.ingest.event.Fields;
import io.weir.ingest.parse.join.TraceLines;
import io.weir.ingest.parse.line.Format;
import io.weir.ingest.parse.line.MultilineState;
import io.weir.ingest.parse.line.ParsedLine;
import io.weir.ingest.parse.line.TextLine;
import io.weir.ingest.parse.text.Cursor;
import io.weir.ingest.parse.text.Levels;
import io.weir.ingest.parse.text.StackTrace;
import io.weir.ingest.parse.text.StackTracePatterns;
import io.weir.ingest.parse.text.TimeContext;
import io.weir.ingest.parse.text.Times;
import java.time.Instant;

/**
 * {@code Nov 23, 2026 1:00:00 AM com.example.Main run} and on the next line {@code SEVERE: text},
 * of java.util.logging.
 */
public final class JavaUtilLine {
  /** This format. */
  public static final Format FORMAT =
      Format.of(JavaLine.FORMAT.name(), "java.util.logging", JavaUtilLine::read)
          .continuedBy(JavaUtilLine::continuation);

  /** After the first of its two lines: the level is on the second. */
  private static final MultilineState HEAD = MultilineState.of("JAVA_UTIL", TraceLines::levelled);

  private JavaUtilLine() {}

  private static MultilineState continuation(String line, int afterTimestamp) {
    if (afterTimestamp > 0) {
      return isClass(line, afterTimestamp)
              && isCaller(new Cursor(line, afterTimestamp), new Fields())
          ? HEAD
          : null;
    }
    boolean month = Character.isLetter(line.charAt(0));
    return month && Times.monthFirst(new Cursor(line), TimeContext.ANY) != null ? HEAD : null;
  }

  /** Languages that write the day first begin their lines with a time like any other. */
  static ParsedLine read(TextLine line) {
    Cursor cursor = line.cursor();
    boolean timed = line.timestamp() != null;
    Instant time = timed ? line.timestamp() : Times.monthFirst(cursor, line.context());
    Fields fields = new Fields();
    boolean ownForm =
        !timed || (line.rest() != null && isClass(line.head(), line.afterTimestamp()));
    if (time == null || !ownForm || !isCaller(cursor, fields)) {
      return null;
    }
    int from = 0;
    if (line.rest() != null) {
      int colon = line.rest().indexOf(':');
      boolean level = Levels.put(fields, line.rest().substring(0, Math.max(colon, 0)).strip());
      if (timed && !level) {
        return null;
      }
      from = line.head().length() + 1 + (level ? colon + 1 : 0);
      int end = line.rest().indexOf('\n');
      StackTrace.put(fields, end < 0 ? null : line.rest().substring(end + 1));
    }
    return line.as(FORMAT, time, fields, from);
  }

  /** Whether a name with dots follows: two words after a time are more often a message. */
  private static boolean isClass(String head, int from) {
    return new Cursor(head, from).skipOne(' ').word().indexOf('.') > 0;
  }

  /** {@code com.example.Main run} and nothing else. */
  private static boolean isCaller(Cursor cursor, Fields fields) {
    boolean apart = cursor.skipBlanks();
    String logger = cursor.word();
    cursor.skipBlanks();
    String method = cursor.word();
    if (!apart
        || !cursor.atEnd()
        || logger.isEmpty()
        || StackTracePatterns.nameEnd(logger, 0) < logger.length()) {
      return false;
    }
    fields.put(Field.LOG_LOGGER, logger);
    fields.put(Field.LOG_ORIGIN_FUNCTION, method.isEmpty() ? null : method);
    return true;
  }
}
