package io.weir.ingest.parse.database;

import io.weir.ingest.event.Field;
import io.weir.ingest.event.Fields;
import io.weir.ingest.parse.line.Format;
import io.weir.ingest.parse.line.ParsedLine;
import io.weir.ingest.parse.line.TextLine;
import io.weir.ingest.parse.text.Cursor;
import io.weir.ingest.parse.text.Times;
import java.time.Instant;

/** {@code 1:M 23 Nov 2026 01:00:00.123 * Ready to accept connections}, of Redis and Valkey. */
public final class RedisLine {
  /** This format. */
  public static final Format FORMAT = Format.of("redis", "Redis and Valkey", RedisLine::read);

  private static final int MAX_PID = 10;

  private RedisLine() {}

  static ParsedLine read(TextLine line) {
    String head = line.head();
    int colon = head.indexOf(':');
    if (colon < 1 || colon > MAX_PID || head.length() < colon + 28) {
      return null;
    }
    Cursor cursor = new Cursor(head);
    long pid = cursor.number();
    cursor.skip(':');
    char role = cursor.peek();
    if (pid < 0 || "XCSM".indexOf(role) < 0 || cursor.peek(1) != ' ') {
      return null;
    }
    Instant time = Times.dayFirst(cursor.moveTo(cursor.at() + 2), line.context());
    String level = time == null || !cursor.skip(' ') ? null : level(cursor.peek());
    if (level == null || cursor.peek(1) != ' ') {
      return null;
    }
    Fields fields = new Fields().put(Field.PROCESS_PID, pid).put(Field.LOG_LEVEL, level);
    return line.as(FORMAT, time, fields);
  }

  private static String level(char mark) {
    return switch (mark) {
      case '.' -> "debug";
      case '-' -> "info";
      case '*' -> "notice";
      case '#' -> "warn";
      default -> null;
    };
  }
}
