package io.weir.ingest.parse.runtime;

import io.weir.ingest.event.Field;
import io.weir.ingest.event.Fields;
import io.weir.ingest.parse.line.Format;
import io.weir.ingest.parse.line.ParsedLine;
import io.weir.ingest.parse.line.TextLine;
import io.weir.ingest.parse.text.Cursor;
import io.weir.ingest.parse.text.LeadingTimestamp;
import io.weir.ingest.parse.text.Levels;
import java.time.Instant;

/**
 * {@code [2026-11-23T01:00:00Z WARN shop::cart] nearly full}, of Rust's env_logger. The level takes
 * five columns.
 *
 * @see <a href="https://docs.rs/env_logger/latest/env_logger/fmt/">Formatting for log records</a>
 */
public final class EnvLoggerLine {
  /** This format. */
  public static final Format FORMAT = Format.of("rust", "env_logger", EnvLoggerLine::read);

  private EnvLoggerLine() {}

  private static ParsedLine read(TextLine line) {
    Cursor cursor = new Cursor(line.head());
    Instant time = cursor.skip('[') ? LeadingTimestamp.inside(cursor, line.context()) : null;
    if (time == null || !cursor.skip(' ')) {
      return null;
    }
    Fields fields = new Fields();
    String level = cursor.word();
    cursor.skipBlanks();
    String target = cursor.until("] ");
    if (!Levels.put(fields, level) || target == null || !isPath(target)) {
      return null;
    }
    fields.put(Field.LOG_LOGGER, target);
    return line.as(FORMAT, time, fields);
  }

  /** {@code shop::cart}, or the name of a crate alone. */
  private static boolean isPath(String target) {
    for (int i = 0; i < target.length(); i++) {
      char c = target.charAt(i);
      if (!(c < 128 && Character.isLetterOrDigit(c)) && c != '_' && c != ':' && c != '-') {
        return false;
      }
    }
    return !target.isEmpty();
  }
}
