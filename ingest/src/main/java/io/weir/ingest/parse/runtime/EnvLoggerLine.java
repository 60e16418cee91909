package io.weir.ingest.parse.runtime;

import io.weir.ingest.event.Field;
import io.weir.ingest.parse.line.Columns;
import io.weir.ingest.parse.line.Format;
import io.weir.ingest.parse.line.ParsedLine;
import io.weir.ingest.parse.line.TextLine;
import io.weir.ingest.parse.text.Levels;
import io.weir.ingest.parse.text.StackTrace;
import io.weir.ingest.parse.text.Times;
import java.util.Set;

/**
 * {@code [2026-11-23T01:00:00Z WARN shop::cart] nearly full}, of Rust's env_logger. The level takes
 * five columns.
 *
 * @see <a href="https://docs.rs/env_logger/latest/env_logger/fmt/">Formatting for log records</a>
 */
public final class EnvLoggerLine {
  /** This format. */
  public static final Format FORMAT = Format.of("rust", "env_logger", EnvLoggerLine::read);

  private static final Set<String> LEVELS = Set.of("ERROR", "WARN", "INFO", "DEBUG", "TRACE");

  private static final Columns COLUMNS =
      Columns.of(
          Columns.literal("["),
          Columns.time(Times::iso),
          Columns.literal(" "),
          Columns.level(" ", word -> LEVELS.contains(word) ? Levels.named(word) : null),
          Columns.optional(Columns.blanks()),
          Columns.until("] ", Field.LOG_LOGGER));

  private EnvLoggerLine() {}

  private static ParsedLine read(TextLine line) {
    Columns.Match match = COLUMNS.read(line.cursor(), line.context());
    if (match == null || !isPath(match.fields().text(Field.LOG_LOGGER))) {
      return null;
    }
    StackTrace.put(match.fields(), line.rest());
    return line.as(FORMAT, match.time(), match.fields(), match.end());
  }

  /** {@code shop::cart}, or the name of a crate alone. */
  private static boolean isPath(String target) {
    if (target == null) {
      return false;
    }
    for (int i = 0; i < target.length(); i++) {
      char c = target.charAt(i);
      if (!(c < 128 && Character.isLetterOrDigit(c)) && c != '_' && c != ':' && c != '-') {
        return false;
      }
    }
    return true;
  }
}
