package io.weir.ingest.parse.join;

import io.weir.ingest.parse.line.MultilineState;
import io.weir.ingest.parse.text.Levels;
import io.weir.ingest.parse.text.StackTracePatterns;
import java.util.Set;

/** Which lines belong to a stack trace: those that begin one. */
public final class TraceLines {
  /** After a warning or an error of a logger: a stack trace may follow. */
  public static final MultilineState TROUBLE =
      MultilineState.of("TROUBLE", TraceLines::afterTrouble);

  /** After the blank line that Spring Boot sets before the stack trace. */
  private static final MultilineState GAP = MultilineState.of("TROUBLE_GAP", TraceLines::first);

  /** In the calls after an error of Perl. */
  private static final MultilineState PERL = MultilineState.of("PERL", TraceLines::inPerl);

  private static final Set<String> TROUBLED = Set.of("warn", "error", "critical", "fatal");

  /** A longer word is no level. */
  private static final int MAX_LEVEL = 12;

  private TraceLines() {}

  /** The same for a whole line, whose message may announce a statement. */
  public static MultilineState afterTrouble(MultilineState state, String line) {
    return state == TROUBLE ? SqlLines.or(state, line) : state;
  }

  /** The state after a line of that level; null if it has none. */
  public static MultilineState afterLevel(String level) {
    if (level == null) {
      return null;
    }
    return TROUBLED.contains(level) ? TROUBLE : MultilineState.CLOSED;
  }

  /** The state after {@code ERROR:root:text}; null for a line that begins with no level. */
  public static MultilineState levelled(String line) {
    int colon = line.indexOf(':');
    boolean word = colon > 0 && colon <= MAX_LEVEL;
    return word ? afterLevel(Levels.named(line.substring(0, colon))) : null;
  }

  static MultilineState afterTrouble(String line) {
    if (line.startsWith("\t") && StackTracePatterns.isException(line.substring(1))) {
      // Tomcat indents the whole trace.
      return SqlLines.or(JavaTraceLines.RAISED, line);
    }
    if (line.startsWith("### ")) {
      // MyBatis has an error of several lines before the trace.
      return TROUBLE;
    }
    return line.isEmpty() ? GAP : first(line);
  }

  /** The state after the first line of a stack trace, also of one that lacks its beginning. */
  public static MultilineState first(String line) {
    if (line.startsWith(StackTracePatterns.TRACEBACK) || StackTracePatterns.isPythonFrame(line)) {
      return PythonTraceLines.FRAMES;
    }
    if (StackTracePatterns.isPythonGroup(line)) {
      return PythonTraceLines.GROUP;
    }
    if (line.startsWith("panic: ") || line.startsWith("fatal error: ")) {
      return GoTraceLines.PANIC;
    }
    if (StackTracePatterns.isGoroutine(line)) {
      return GoTraceLines.FRAMES;
    }
    if (StackTracePatterns.isPerlError(line)) {
      return PERL;
    }
    MultilineState other = JavaTraceLines.first(line);
    return other == null ? ofOthers(line) : other;
  }

  private static MultilineState ofOthers(String line) {
    if (line.isEmpty()) {
      return null;
    }
    return switch (line.charAt(0)) {
      case 't' -> RustTraceLines.first(line);
      case '*' -> BeamTraceLines.first(line);
      case '=' -> first(BeamTraceLines.first(line), ReportLines.first(line));
      case 'F' -> ReportLines.first(line);
      default -> first(RubyTraceLines.first(line), NodeTraceLines.first(line));
    };
  }

  private static MultilineState first(MultilineState one, MultilineState other) {
    return one == null ? other : one;
  }

  private static MultilineState inPerl(String line) {
    return StackTracePatterns.isPerlCall(line) ? PERL : null;
  }
}
