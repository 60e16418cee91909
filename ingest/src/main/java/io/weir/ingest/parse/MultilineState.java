package io.weir.ingest.parse;

import java.time.Instant;

/**
 * Which lines of one source belong to one event: the state of a group after its last line. Pure and
 * small enough to stand in a state store by its name. Shapes of lines decide alone; where a shape
 * is in doubt the line is not joined, because two events are better than a wrong one.
 */
public enum MultilineState {
  /** The group is complete: no line can follow. */
  CLOSED(line -> null),

  /** After a warning or an error of a logger: a stack trace may follow. */
  TROUBLE(TraceLines::afterTrouble),

  /** After the blank line that Spring Boot sets before the stack trace. */
  TROUBLE_GAP(TraceLines::opening),

  /** After the same in the columns of zap: its trace has no beginning of its own. */
  ZAP_TROUBLE(GoTraceLines::afterZap),

  /** In a trace of zap after a call, whose place in a file follows. */
  ZAP_CALL(GoTraceLines::afterZapCall),

  ZAP_FRAMES(GoTraceLines::afterZapFrame),

  /** After the first of two lines of java.util.logging: the level stands on the second. */
  JAVA_UTIL(MultilineStart::levelled),

  /** After the first line of .NET's console: the message is indented below. */
  DOTNET(MultilineStart::inDotnet),

  /** After the line that names an exception: its message may go on before the first frame. */
  JAVA_RAISED(JavaTraceLines::afterError),

  /** After a blank line in such a message. */
  JAVA_GAP(JavaTraceLines::afterGap),

  /** In a stack trace of Java, or of others that have the shape. */
  JAVA(JavaTraceLines::betweenFrames),

  /** In what Node.js shows of an error behind its trace, up to the brace at the margin. */
  NODE(JavaTraceLines::inProperties),

  /** After an error of PHP: a trace of numbered calls may follow. */
  PHP(TraceLines::inPhp),

  /** In the numbered calls behind an error of ClickHouse. */
  CLICKHOUSE(TraceLines::inClickhouse),

  /** In the calls behind an error of Ruby. */
  RUBY(TraceLines::inRuby),

  /** In a Python traceback, before the line that names the error. */
  PYTHON(PythonTraceLines::beforeError),

  /** After the error of a traceback, which another may have caused. */
  PYTHON_RAISED(PythonTraceLines::afterError),

  /** In the statement that SQLAlchemy shows with an error, in brackets. */
  PYTHON_SQL(PythonTraceLines::inSql),

  PYTHON_GAP(PythonTraceLines::afterGap),

  PYTHON_CHAINED(PythonTraceLines::afterChain),

  /** In a group of Python's exceptions, which has a frame. */
  PYTHON_GROUP(PythonTraceLines::inGroup),

  /** After {@code panic:}, before the goroutines. */
  GO_PANIC(GoTraceLines::afterPanic),

  /** In a goroutine's trace, or between two. */
  GO_FRAMES(GoTraceLines::betweenFrames),

  /** After a call, whose place in a file follows. */
  GO_CALL(GoTraceLines::afterCall),

  /** In an object that is written over several lines, up to the brace at the margin. */
  JSON(ValueLines::inObject),

  /** In an object whose further lines begin with a quote, as Elasticsearch 7 writes a trace. */
  JSON_TRACE(ValueLines::inTrace),

  /** In the values of a configuration that Kafka writes at its start, up to the logger's name. */
  VALUES(ValueLines::inValues),

  /** In a key or certificate. */
  PEM(ValueLines::inKey),

  /** In a line of PostgreSQL, whose further lines begin with a tab or explain it. */
  STATEMENT(StatementLines::inStatement),

  /** In a line of PostgreSQL's csvlog, inside a quoted column. */
  CSV(StatementLines::inColumn),

  /** In an entry of MySQL's slow log, before the statement. */
  SLOW_HEAD(StatementLines::beforeSlow),

  /** In the statement of such an entry, which ends with a semicolon. */
  SLOW_STATEMENT(StatementLines::inSlow);

  @SuppressWarnings("ImmutableEnumChecker") // The functions have no state.
  private final Next next;

  /** The state after one more line, or null if the line does not belong to the group. */
  @FunctionalInterface
  private interface Next {
    MultilineState after(String line);
  }

  MultilineState(Next next) {
    this.next = next;
  }

  /** The state after the first line of a group. */
  public static MultilineState opening(String line) {
    if (line.isEmpty() || line.charAt(0) == '{') {
      return ValueLines.opening(line);
    }
    if (Pem.opens(line)) {
      return PEM;
    }
    if (MysqlSlowLine.isStart(line)) {
      return SLOW_HEAD;
    }
    MultilineState trace = TraceLines.opening(line);
    return trace == null ? MultilineStart.opening(line) : trace;
  }

  /** The state after one more line, or null if the line does not belong to this group. */
  public MultilineState accept(String line) {
    return next.after(line);
  }

  /**
   * What is open stays so if its end was lost, and must not take all that follows with it: an
   * object and a line that begins with a time are no part of a statement.
   */
  static boolean startsRecord(String line) {
    char first = line.isEmpty() ? 0 : line.charAt(0);
    boolean timed = first == '[' || (first >= '0' && first <= '9');
    return line.startsWith("{\"")
        || (timed
            && LeadingTimestamp.read(new Cursor(line), TimeContext.utc(Instant.EPOCH)) != null);
  }
}
