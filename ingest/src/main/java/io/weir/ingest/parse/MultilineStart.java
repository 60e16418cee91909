package io.weir.ingest.parse;

import io.weir.ingest.parse.database.PostgresLine;
import io.weir.ingest.parse.join.GoTraceLines;
import io.weir.ingest.parse.join.Pem;
import io.weir.ingest.parse.join.TraceLines;
import io.weir.ingest.parse.join.ValueLines;
import io.weir.ingest.parse.line.MultilineState;
import io.weir.ingest.parse.text.Cursor;
import io.weir.ingest.parse.text.LeadingTimestamp;
import io.weir.ingest.parse.text.Levels;
import io.weir.ingest.parse.text.TimeContext;

/**
 * Whether further lines may belong to the event that a line begins. Looks at few characters only:
 * it is asked for each line, before it is parsed.
 */
public final class MultilineStart {
  /** In a key or certificate: the state after the line that begins its block. */
  public static final MultilineState KEY_BLOCK = ValueLines.PEM;

  /** The level is among the first words. */
  private static final int MAX_WORDS = 8;

  /** What Django's server for development writes before a traceback. */
  private static final String DJANGO = "Internal Server Error: /";

  /** How Node.js begins a warning. */
  private static final String NODE = "(node:";

  private MultilineStart() {}

  /** The state of a group after its first line; any text. */
  public static MultilineState of(String line) {
    if (line.isEmpty() || line.charAt(0) == '{') {
      return ValueLines.first(line);
    }
    if (Pem.opens(line)) {
      return ValueLines.PEM;
    }
    MultilineState trace = TraceLines.first(line);
    if (trace != null) {
      return trace;
    }
    char first = line.charAt(0);
    boolean timed = first == '[' || (first >= '0' && first <= '9');
    MultilineState state = timed ? columns(line, first) : worded(line);
    return state == MultilineState.CLOSED ? ValueLines.after(line) : state;
  }

  /**
   * Which of its source's writers wrote a line; null if there is only one, or the line does not
   * say.
   */
  public static String writer(String line) {
    return PostgresLine.process(line);
  }

  private static MultilineState worded(String line) {
    MultilineState known = Formats.continuation(line, 0);
    if (known != null) {
      return known;
    }
    boolean trouble = line.startsWith(NODE) || line.startsWith(DJANGO);
    return trouble ? TraceLines.TROUBLE : MultilineState.CLOSED;
  }

  private static MultilineState columns(String line, char first) {
    Cursor cursor = new Cursor(line);
    if (LeadingTimestamp.read(cursor, TimeContext.ANY) == null) {
      // Serilog and Rust's env_logger have the level in the same brackets: "[01:00:00 ERR] text".
      boolean inside =
          first == '[' && LeadingTimestamp.inside(cursor.moveTo(1), TimeContext.ANY) != null;
      return inside ? byLevel(line, cursor) : MultilineState.CLOSED;
    }
    MultilineState known = Formats.continuation(line, cursor.at());
    if (known != null) {
      return known;
    }
    boolean dateOfGo = line.charAt(4) == '/';
    if (dateOfGo) {
      // Its own logger has no levels.
      return line.contains(": panic serving ") ? GoTraceLines.PANIC : MultilineState.CLOSED;
    }
    return byLevel(line, cursor);
  }

  private static MultilineState byLevel(String line, Cursor cursor) {
    boolean columns = cursor.peek() == '\t';
    for (int i = 0; i < MAX_WORDS && !cursor.atEnd(); i++) {
      cursor.skipBlanks();
      MultilineState state = TraceLines.afterLevel(Levels.named(bare(cursor.word())));
      // The first level counts: what follows is the message, which may be about errors.
      if (state != null) {
        boolean zap = columns && state == TraceLines.TROUBLE;
        return zap ? GoTraceLines.ZAP_TROUBLE : TraceLines.afterTrouble(state, line);
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
}
