package io.weir.ingest.parse.text;

import com.fasterxml.jackson.databind.JsonNode;
import io.weir.ingest.event.Field;
import io.weir.ingest.event.Fields;
import java.util.StringJoiner;

/** Finds the error in the lines of a stack trace. */
public final class StackTrace {
  private StackTrace() {}

  /**
   * Sets the error's fields if the text, which may be null, is a trace of Java, Python, Go or
   * Elixir.
   */
  public static boolean put(Fields fields, String text) {
    if (text == null) {
      return false;
    }
    boolean found =
        putPython(fields, text)
            || putGroup(fields, text)
            || putJava(fields, text)
            || isGo(text)
            || putElixir(fields, text);
    if (found) {
      fields.put(Field.ERROR_STACK_TRACE, trimmed(text));
    }
    return found;
  }

  /**
   * The same for a text in which a message may precede the trace, which begins with its exception.
   */
  public static void putAfterMessage(Fields fields, String text) {
    int from = 0;
    while (from < text.length()) {
      int end = text.indexOf('\n', from);
      String line = text.substring(from, end < 0 ? text.length() : end);
      if (StackTracePatterns.isException(line)) {
        put(fields, text.substring(from));
        return;
      }
      from += line.length() + 1;
    }
    put(fields, text);
  }

  /**
   * The first line at the margin after the frames names the error, those after it may be more of
   * its message. The last one of a chain is the one that came out.
   */
  private static boolean putPython(Fields fields, String text) {
    if (!startsLine(text, StackTracePatterns.TRACEBACK)) {
      return false;
    }
    String raised = null;
    boolean framed = false;
    for (String line : (Iterable<String>) text.lines()::iterator) {
      if (line.startsWith(StackTracePatterns.TRACEBACK) || StackTracePatterns.isPythonFrame(line)) {
        framed = true;
      } else if (framed && StackTracePatterns.exceptionName(line) != null) {
        raised = line;
        framed = false;
      }
    }
    putException(fields, raised);
    return true;
  }

  /** The first line at the frame's margin names the group, its members follow. */
  private static boolean putGroup(Fields fields, String text) {
    String head = text.lines().findFirst().orElse("");
    if (!StackTracePatterns.isPythonGroup(head)) {
      return false;
    }
    String margin = head.substring(0, StackTracePatterns.indent(head)) + "| ";
    text.lines()
        .filter(line -> line.startsWith(margin))
        .map(line -> line.substring(margin.length()))
        .filter(line -> StackTracePatterns.exceptionName(line) != null)
        .findFirst()
        .ifPresent(line -> putException(fields, line));
    return true;
  }

  /** The first line names the error, the causes follow. */
  private static boolean putJava(Fields fields, String text) {
    boolean framed = false;
    String raised = null;
    for (String line : (Iterable<String>) text.lines()::iterator) {
      String bare = line.startsWith("\t") ? line.substring(1) : line;
      if (raised == null && StackTracePatterns.isException(bare)) {
        raised = bare;
      }
      if (StackTracePatterns.isJavaFrame(line)) {
        framed = true;
        break;
      }
    }
    putException(fields, raised);
    return framed || raised != null;
  }

  /** Names the error by its trace, where nothing else does. */
  public static void putError(Fields fields, String trace) {
    boolean known = fields.has(Field.ERROR_TYPE) && fields.has(Field.ERROR_MESSAGE);
    if (!known && !putPython(fields, trace)) {
      putJava(fields, trace);
    }
  }

  /** The lines of a list of texts, or of log4j's frames; null if it holds anything else. */
  public static String joined(JsonNode list) {
    StringJoiner lines = new StringJoiner("\n");
    for (JsonNode item : list) {
      boolean frame = item.path("class").isTextual() && item.path("method").isTextual();
      if (!item.isTextual() && !frame) {
        return null;
      }
      lines.add(frame ? frame(item) : item.textValue());
    }
    return list.isArray() ? lines.toString() : null;
  }

  private static String frame(JsonNode item) {
    long line = JsonValues.wholeNumber(item.path("line"));
    return "\tat "
        + JsonValues.text(item, "class")
        + '.'
        + JsonValues.text(item, "method")
        + '('
        + (item.has("file") ? JsonValues.text(item, "file") : "Unknown Source")
        + (line > 0 ? ":" + line : "")
        + ')';
  }

  /** What is known already is nearer to the writer than his trace. */
  private static void putException(Fields fields, String line) {
    if (line == null) {
      return;
    }
    String name = StackTracePatterns.exceptionName(line);
    if (!fields.has(Field.ERROR_TYPE)) {
      fields.put(Field.ERROR_TYPE, name);
    }
    int colon = line.indexOf(':', name.length());
    if (colon > 0 && !fields.has(Field.ERROR_MESSAGE)) {
      fields.put(Field.ERROR_MESSAGE, line.substring(colon + 1).strip());
    }
  }

  /** {@code ** (RuntimeError) text}, and the calls below it. */
  private static boolean putElixir(Fields fields, String text) {
    Cursor cursor = new Cursor(text);
    String type = cursor.skip("** (") ? cursor.until(") ") : null;
    if (type == null || type.indexOf(' ') >= 0) {
      return false;
    }
    int end = text.indexOf('\n', cursor.at());
    String message = text.substring(cursor.at(), end < 0 ? text.length() : end);
    fields.put(Field.ERROR_TYPE, type).put(Field.ERROR_MESSAGE, message);
    return true;
  }

  private static boolean isGo(String text) {
    return startsLine(text, "goroutine ") || isZap(text);
  }

  /** A call, and indented below it the place in a file. */
  private static boolean isZap(String text) {
    int end = text.indexOf('\n');
    return end > 0
        && StackTracePatterns.isGoFile(text.substring(end + 1))
        && StackTracePatterns.isGoFunction(text.substring(0, end));
  }

  /** Without blank lines around, but with the indentation of the first frame. */
  public static String trimmed(String text) {
    int from = 0;
    while (from < text.length() && (text.charAt(from) == '\n' || text.charAt(from) == '\r')) {
      from++;
    }
    return text.substring(from).stripTrailing();
  }

  private static boolean startsLine(String text, String part) {
    return text.startsWith(part) || text.contains("\n" + part);
  }
}
