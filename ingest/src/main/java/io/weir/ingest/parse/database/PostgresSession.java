package io.weir.ingest.parse.database;

import io.weir.ingest.parse.line.TextLine;
import io.weir.ingest.parse.text.Cursor;
import io.weir.ingest.parse.text.LeadingTimestamp;
import io.weir.ingest.parse.text.TimeContext;
import io.weir.ingest.parse.text.TimestampFinder;
import java.time.Instant;

/**
 * What {@code log_line_prefix} says before the severity: a time and a process, in any order.
 *
 * @param time null if there is none, or if its zone is ambiguous and none is set for the source
 * @param pid -1 if it is not there
 * @see <a href="https://www.postgresql.org/docs/current/runtime-config-logging.html">Reporting and
 *     logging</a>
 */
record PostgresSession(Instant time, long pid) {
  /** Without a process before it, one of PostgreSQL's own words follows few others. */
  private static final int MAX_WORDS = 6;

  private static final int MAX_PID_DIGITS = 7;

  /** The session; null if nothing says that the line is PostgreSQL's. */
  static PostgresSession of(TextLine line, PostgresSeverity severity) {
    if (line.timestamp() != null) {
      Cursor cursor = line.cursor();
      PostgresTimestamp usual = PostgresTimestamp.read(line.timestamp(), cursor, line.context());
      if (usual != null && cursor.at() <= severity.from()) {
        return new PostgresSession(usual.time(), usual.pid());
      }
    }
    String prefix = line.head().substring(line.afterTimestamp(), severity.from());
    long pid = pid(prefix);
    Instant time = line.timestamp() == null ? time(prefix, line.context()) : line.timestamp();
    boolean named = prefix.contains("user=") || prefix.contains("db=");
    boolean own = severity.isOwn(line.head()) && isShort(prefix, time);
    boolean numbered = line.timestamp() == null && afterSequence(prefix) != null;
    return pid >= 0 || named || own || numbered || isBare(line, severity)
        ? new PostgresSession(time, pid)
        : null;
  }

  /** Before version 10 there was no prefix by default. Others set more blanks. */
  private static boolean isBare(TextLine line, PostgresSeverity severity) {
    boolean error = severity.level().equals("error") || severity.level().equals("fatal");
    String prefix = line.head().substring(0, severity.from()).strip();
    return line.timestamp() == null
        && prefix.isEmpty()
        && error
        && !line.head().startsWith(" ", severity.end());
  }

  /** After {@code [5-1]}, with which its lines to syslog are numbered; null if it is not there. */
  private static Cursor afterSequence(String prefix) {
    Cursor cursor = new Cursor(prefix);
    boolean numbered =
        cursor.skip('[')
            && cursor.number() >= 0
            && cursor.skip('-')
            && cursor.number() >= 0
            && cursor.skip(']');
    return numbered ? cursor : null;
  }

  private static boolean isShort(String prefix, Instant time) {
    int words = 0;
    Cursor cursor = new Cursor(prefix);
    while ((cursor.skipBlanks() || !cursor.atEnd()) && !cursor.word().isEmpty()) {
      words++;
    }
    return words == 0 || (time != null && words <= MAX_WORDS);
  }

  /** Also {@code < time >}, as Red Hat set it. */
  private static Instant time(String prefix, TimeContext context) {
    Cursor cursor = new Cursor(prefix);
    boolean marked = cursor.skip('<') || cursor.skip('[');
    cursor.skipBlanks();
    Instant time = marked && cursor.atDigit() ? LeadingTimestamp.time(cursor, context) : null;
    return time == null ? TimestampFinder.find(new Cursor(prefix), context) : time;
  }

  /** {@code [2051]}, {@code [5-1]} of syslog's lines has none; else the end of a session's id. */
  private static long pid(String prefix) {
    for (int open = prefix.indexOf('['); open >= 0; open = prefix.indexOf('[', open + 1)) {
      Cursor cursor = new Cursor(prefix, open + 1);
      long pid = cursor.number();
      if (pid >= 0 && cursor.at() - open <= MAX_PID_DIGITS + 1 && cursor.peek() == ']') {
        return pid;
      }
    }
    int pair = prefix.indexOf("pid=");
    return pair >= 0 ? new Cursor(prefix, pair + 4).number() : ofSessionId(prefix);
  }

  /** {@code 656f1c7e.1c3}: when the session began and its process, in hexadecimal digits. */
  static long ofSessionId(String prefix) {
    for (int dot = prefix.indexOf('.'); dot >= 0; dot = prefix.indexOf('.', dot + 1)) {
      int start = dot;
      while (start > 0 && isHex(prefix.charAt(start - 1))) {
        start--;
      }
      int end = dot + 1;
      while (end < prefix.length() && isHex(prefix.charAt(end))) {
        end++;
      }
      boolean id = dot - start == 8 && end > dot + 1 && end - dot <= MAX_PID_DIGITS;
      if (id && (end == prefix.length() || !Character.isLetterOrDigit(prefix.charAt(end)))) {
        return Long.parseLong(prefix.substring(dot + 1, end), 16);
      }
    }
    return -1;
  }

  private static boolean isHex(char c) {
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f');
  }
}
