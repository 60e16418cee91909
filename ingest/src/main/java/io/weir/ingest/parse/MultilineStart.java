package io.weir.ingest.parse;

import java.time.Instant;
import java.util.Set;

/**
 * Tells from the start of a log line whether further lines may belong to it. Looks at few
 * characters only: it is asked for each line, before it is parsed.
 */
final class MultilineStart {
  /** The level stands among the first words. */
  private static final int MAX_WORDS = 8;

  /** A longer word is no level, even in brackets. */
  private static final int MAX_LENGTH = 12;

  /** Only whether there is a time counts, not which. */
  static final TimeContext SHAPE = TimeContext.utc(Instant.EPOCH);

  private static final Set<String> TROUBLE = Set.of("warn", "error", "critical", "fatal");

  /** What the server for development writes before a traceback. */
  private static final String DJANGO = "Internal Server Error: /";

  private MultilineStart() {}

  static MultilineState opening(String line) {
    char first = line.charAt(0);
    if (first == '[' || (first >= '0' && first <= '9')) {
      return timed(line, first);
    }
    if (line.startsWith("(node:")) {
      return MultilineState.TROUBLE;
    }
    if (first < 'A' || first > 'Z') {
      boolean dotnet = first >= 'c' && first <= 'w' && DotnetLine.opens(new Cursor(line));
      return dotnet ? MultilineState.DOTNET : MultilineState.CLOSED;
    }
    if (line.startsWith(DJANGO)) {
      return MultilineState.TROUBLE;
    }
    if (first == 'E' || first == 'F') {
      // Of klog, which says nothing of goroutines that follow.
      Cursor klog = new Cursor(line, 1);
      if (klog.atDigit() && Times.klog(klog, SHAPE) != null) {
        return MultilineState.TROUBLE;
      }
    }
    if (Times.monthFirst(new Cursor(line), SHAPE) != null) {
      return MultilineState.JAVA_UTIL;
    }
    // Dropwizard: "ERROR [2026-11-23 01:00:00,123] c.e.Main: text".
    int blank = line.indexOf(' ');
    boolean columns =
        blank > 0 && (line.startsWith(" [2", blank) || line.startsWith("  [2", blank));
    if (columns && isTrouble(line.substring(0, blank))) {
      return MultilineState.TROUBLE;
    }
    MultilineState levelled = levelled(line);
    return levelled == null ? MultilineState.CLOSED : levelled;
  }

  /** Python without a layout, "ERROR:root:text", or java.util.logging; null for other lines. */
  static MultilineState levelled(String line) {
    int colon = line.indexOf(':');
    if (colon <= 0 || colon > MAX_LENGTH || Levels.named(line.substring(0, colon)) == null) {
      return null;
    }
    return isTrouble(line.substring(0, colon)) ? MultilineState.TROUBLE : MultilineState.CLOSED;
  }

  static MultilineState inDotnet(String line) {
    return line.startsWith(DotnetLine.MARGIN) ? MultilineState.DOTNET : null;
  }

  private static MultilineState timed(String line, char first) {
    Cursor cursor = new Cursor(line);
    Instant time = LeadingTimestamp.read(cursor, SHAPE);
    if (time == null) {
      // Serilog and Rust's env_logger have the level in the same brackets: "[01:00:00 ERR] text".
      boolean inside = first == '[' && LeadingTimestamp.inside(cursor.moveTo(1), SHAPE) != null;
      return inside ? afterTime(cursor) : MultilineState.CLOSED;
    }
    if (line.charAt(4) == '/') {
      return line.contains(": panic serving ") ? MultilineState.GO_PANIC : MultilineState.CLOSED;
    }
    if (first == '[' && line.stripTrailing().endsWith(" values:")) {
      return MultilineState.VALUES;
    }
    if (cursor.peek() == ',' && cursor.peek(1) != ' ' && PostgresCsvLine.isOpen(line, false)) {
      return MultilineState.CSV;
    }
    if (line.charAt(4) == '.') {
      return line.contains("Stack trace (when copying")
          ? MultilineState.CLICKHOUSE
          : MultilineState.CLOSED;
    }
    if (first == '[' && PhpLine.opens(new Cursor(line, cursor.at()))) {
      return MultilineState.PHP;
    }
    if (DotnetLine.opens(new Cursor(line, cursor.at()))) {
      return MultilineState.DOTNET;
    }
    boolean postgres = PostgresLine.opens(time, new Cursor(line, cursor.at()), SHAPE, line);
    return postgres ? MultilineState.STATEMENT : afterTime(cursor);
  }

  private static MultilineState afterTime(Cursor cursor) {
    boolean columns = cursor.peek() == '\t';
    for (int i = 0; i < MAX_WORDS && !cursor.atEnd(); i++) {
      cursor.skipBlanks();
      String level = Levels.named(bare(cursor.word()));
      // The first level counts: what follows is the message, which may speak of errors.
      if (level != null) {
        MultilineState trouble = columns ? MultilineState.ZAP_TROUBLE : MultilineState.TROUBLE;
        return TROUBLE.contains(level) ? trouble : MultilineState.CLOSED;
      }
    }
    return MultilineState.CLOSED;
  }

  /** {@code ERROR} of {@code ][ERROR][o.e.n.Node]}, {@code [ERROR]} and {@code |ERROR|o.s.Cart}. */
  private static String bare(String word) {
    int from = 0;
    while (from < word.length() && "[]|".indexOf(word.charAt(from)) >= 0) {
      from++;
    }
    int end = from;
    while (end < word.length() && Character.isLetter(word.charAt(end))) {
      end++;
    }
    return word.substring(from, end);
  }

  private static boolean isTrouble(String word) {
    String level = Levels.named(word);
    return level != null && TROUBLE.contains(level);
  }
}
