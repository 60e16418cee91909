package io.weir.ingest.parse;

import java.time.Instant;

/**
 * Which lines of one source belong to one event: the state of a group after its last line. Pure and
 * small enough to stand in a state store by its name. Shapes of lines decide alone; where a shape
 * is in doubt the line is not joined, because two events are better than a wrong one.
 */
public enum JoinState {
  /** The group is complete: no line can follow. */
  CLOSED {
    @Override
    public JoinState accept(String line) {
      return null;
    }
  },

  /** In a line of PostgreSQL, whose further lines begin with a tab. */
  STATEMENT {
    @Override
    public JoinState accept(String line) {
      return line.startsWith("\t") ? STATEMENT : null;
    }
  },

  /** After a warning or an error of a logger: a stack trace may follow. */
  TROUBLE {
    @Override
    public JoinState accept(String line) {
      if (line.startsWith("\t") && Shapes.isException(line.substring(1))) {
        // Tomcat indents the whole trace.
        return JAVA;
      }
      return line.isEmpty() ? TROUBLE_GAP : traceOpening(line);
    }
  },

  /** After the same in the columns of zap: its trace has no beginning of its own. */
  ZAP_TROUBLE {
    @Override
    public JoinState accept(String line) {
      return Shapes.isGoFunction(line) ? ZAP_CALL : TROUBLE.accept(line);
    }
  },

  /** In a trace of zap after a call, whose place in a file follows. */
  ZAP_CALL {
    @Override
    public JoinState accept(String line) {
      return Shapes.isGoFile(line) ? ZAP_FRAMES : null;
    }
  },

  ZAP_FRAMES {
    @Override
    public JoinState accept(String line) {
      return Shapes.isGoFunction(line) ? ZAP_CALL : null;
    }
  },

  /** After the first of two lines of java.util.logging: the level stands on the second. */
  JAVA_UTIL {
    @Override
    public JoinState accept(String line) {
      return LogStarts.levelled(line);
    }
  },

  /** In an object that is written over several lines, up to the brace at the margin. */
  JSON {
    @Override
    public JoinState accept(String line) {
      if (line.equals("}")) {
        return CLOSED;
      }
      return Shapes.isIndented(line) ? JSON : null;
    }
  },

  /** In a group of Python's exceptions, which has a frame. */
  PYTHON_GROUP {
    @Override
    public JoinState accept(String line) {
      return Shapes.isPythonGroupLine(line) ? PYTHON_GROUP : null;
    }
  },

  /** After the blank line that Spring Boot sets before the stack trace. */
  TROUBLE_GAP {
    @Override
    public JoinState accept(String line) {
      return traceOpening(line);
    }
  },

  /** In a stack trace of Java, or of others that have the shape. */
  JAVA {
    @Override
    public JoinState accept(String line) {
      return Shapes.isJavaFrame(line) || Shapes.isJavaCause(line) ? JAVA : null;
    }
  },

  /** In the values of a configuration that Kafka writes at its start, up to the logger's name. */
  VALUES {
    @Override
    public JoinState accept(String line) {
      if (line.startsWith(" (") && line.endsWith(")")) {
        return CLOSED;
      }
      return line.startsWith("\t") ? VALUES : null;
    }
  },

  /** In a line of PostgreSQL's csvlog, inside a quoted column. */
  CSV {
    @Override
    public JoinState accept(String line) {
      if (startsRecord(line)) {
        return null;
      }
      return PostgresCsvLine.isOpen(line, true) ? CSV : CLOSED;
    }
  },

  /** In an entry of MySQL's slow log, before the statement. */
  SLOW_HEAD {
    @Override
    public JoinState accept(String line) {
      if (line.startsWith("# Time: ") || startsRecord(line)) {
        return null;
      }
      boolean more = line.startsWith("# ") || line.startsWith("use ");
      return more || line.startsWith("SET timestamp=") ? SLOW_HEAD : SLOW_STATEMENT.accept(line);
    }
  },

  /** In the statement of such an entry, which ends with a semicolon. */
  SLOW_STATEMENT {
    @Override
    public JoinState accept(String line) {
      if (MysqlSlowLine.isStart(line) || startsRecord(line)) {
        return null;
      }
      return line.endsWith(";") ? CLOSED : SLOW_STATEMENT;
    }
  },

  /** In a Python traceback, before the line that names the error. */
  PYTHON {
    @Override
    public JoinState accept(String line) {
      if (Shapes.isIndented(line)) {
        return PYTHON;
      }
      return Shapes.exceptionName(line) == null ? null : PYTHON_RAISED;
    }
  },

  /** After the error of a traceback, which another may have caused. */
  PYTHON_RAISED {
    @Override
    public JoinState accept(String line) {
      return line.isEmpty() ? PYTHON_GAP : null;
    }
  },

  PYTHON_GAP {
    @Override
    public JoinState accept(String line) {
      return line.equals("During handling of the above exception, another exception occurred:")
              || line.startsWith("The above exception was the direct cause of the following")
          ? PYTHON_CHAINED
          : null;
    }
  },

  PYTHON_CHAINED {
    @Override
    public JoinState accept(String line) {
      if (line.isEmpty()) {
        return PYTHON_CHAINED;
      }
      return line.startsWith(Shapes.TRACEBACK) ? PYTHON : null;
    }
  },

  /** After {@code panic:}, before the goroutines. */
  GO_PANIC {
    @Override
    public JoinState accept(String line) {
      boolean more =
          line.isEmpty()
              || line.startsWith("[signal ")
              || line.startsWith("\tpanic: ")
              || line.startsWith("panic: ")
              || line.equals("runtime stack:");
      return more ? GO_PANIC : GO_FRAMES.accept(line);
    }
  },

  /** In a goroutine's trace, or between two. */
  GO_FRAMES {
    @Override
    public JoinState accept(String line) {
      if (line.startsWith("created by ") || Shapes.isGoCall(line)) {
        return GO_CALL;
      }
      boolean more = line.isEmpty() || Shapes.isGoroutine(line) || Shapes.isGoFile(line);
      return more ? GO_FRAMES : goEnd(line);
    }
  },

  /** After a call, whose place in a file follows. */
  GO_CALL {
    @Override
    public JoinState accept(String line) {
      return Shapes.isGoFile(line) ? GO_FRAMES : null;
    }
  },

  /** In a key or certificate. */
  PEM {
    @Override
    public JoinState accept(String line) {
      if (line.contains("-----END ")) {
        return CLOSED;
      }
      return Pem.isInside(line) ? PEM : null;
    }
  };

  /** The state after the first line of a group. */
  public static JoinState opening(String line) {
    if (line.isEmpty() || line.charAt(0) == '{') {
      return line.equals("{") ? JSON : CLOSED;
    }
    if (Pem.opens(line)) {
      return PEM;
    }
    if (MysqlSlowLine.isStart(line)) {
      return SLOW_HEAD;
    }
    JoinState trace = traceOpening(line);
    return trace == null ? LogStarts.opening(line) : trace;
  }

  /** The state after one more line, or null if the line does not belong to this group. */
  public abstract JoinState accept(String line);

  /** The state after the first line of a stack trace, also of one that lacks its beginning. */
  private static JoinState traceOpening(String line) {
    if (line.startsWith(Shapes.TRACEBACK) || Shapes.isPythonFrame(line)) {
      return PYTHON;
    }
    if (Shapes.isPythonGroup(line)) {
      return PYTHON_GROUP;
    }
    if (line.startsWith("panic: ") || line.startsWith("fatal error: ")) {
      return GO_PANIC;
    }
    if (Shapes.isGoroutine(line)) {
      return GO_FRAMES;
    }
    boolean java =
        Shapes.isException(line)
            || line.startsWith("Exception in thread \"")
            || Shapes.isJavaFrame(line)
            || Shapes.isJavaCause(line);
    return java ? JAVA : null;
  }

  /**
   * What is open stays so if its end was lost, and must not take all that follows with it: an
   * object and a line that begins with a time are no part of a statement.
   */
  private static boolean startsRecord(String line) {
    char first = line.isEmpty() ? 0 : line.charAt(0);
    boolean timed = first == '[' || (first >= '0' && first <= '9');
    return line.startsWith("{\"")
        || (timed && Openings.read(new Cursor(line), When.utc(Instant.EPOCH)) != null);
  }

  private static JoinState goEnd(String line) {
    return line.startsWith("exit status ") ? CLOSED : null;
  }
}
