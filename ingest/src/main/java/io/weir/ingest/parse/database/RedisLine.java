package io.weir.ingest.parse.database;

import io.weir.ingest.event.Field;
import io.weir.ingest.parse.line.Columns;
import io.weir.ingest.parse.line.Format;
import io.weir.ingest.parse.line.ParsedLine;
import io.weir.ingest.parse.line.TextLine;
import io.weir.ingest.parse.text.Times;

/** {@code 1:M 23 Nov 2026 01:00:00.123 * Ready to accept connections}, of Redis and Valkey. */
public final class RedisLine {
  /** This format. */
  public static final Format FORMAT = Format.of("redis", "Redis and Valkey", RedisLine::read);

  /**
   * The process, its role (sentinel, child, replica, master), the time, and a mark for the level.
   */
  private static final Columns COLUMNS =
      Columns.of(
          Columns.number(Field.PROCESS_PID),
          Columns.literal(":"),
          Columns.oneOf("XCSM"),
          Columns.literal(" "),
          Columns.time(Times::dayFirst),
          Columns.literal(" "),
          Columns.level(" ", RedisLine::level));

  private RedisLine() {}

  static ParsedLine read(TextLine line) {
    Columns.Match match = COLUMNS.read(line.cursor(), line.context());
    return match == null ? null : line.as(FORMAT, match.time(), match.fields(), match.end());
  }

  private static String level(String mark) {
    return switch (mark) {
      case "." -> "debug";
      case "-" -> "info";
      case "*" -> "notice";
      case "#" -> "warn";
      default -> null;
    };
  }
}
