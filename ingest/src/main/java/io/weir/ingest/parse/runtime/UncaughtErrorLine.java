package io.weir.ingest.parse.runtime;

import io.weir.ingest.event.Field;
import io.weir.ingest.event.Fields;
import io.weir.ingest.parse.line.Format;
import io.weir.ingest.parse.line.ParsedLine;
import io.weir.ingest.parse.line.PlainLine;
import io.weir.ingest.parse.line.TextLine;
import io.weir.ingest.parse.text.Cursor;
import io.weir.ingest.parse.text.StackTrace;
import io.weir.ingest.parse.text.StackTracePatterns;

/** Stack traces without a log line before them, as a crashing program writes to stderr. */
public final class UncaughtErrorLine {
  /** This format; errors of other languages have the names of their formats. */
  public static final Format FORMAT =
      Format.of("go", "panics and goroutines of Go's runtime", UncaughtErrorLine::read);

  private static final String IN_THREAD = "Exception in thread \"";

  private UncaughtErrorLine() {}

  /** What a stack trace says, also one that lacks its beginning; null for other lines. */
  public static ParsedLine read(TextLine line) {
    String head = line.head();
    if (head.startsWith("panic: ") || head.startsWith("fatal error: ")) {
      return goPanic(line);
    }
    if (head.startsWith(StackTracePatterns.TRACEBACK) || StackTracePatterns.isPythonGroup(head)) {
      return trace(PythonLine.FORMAT, line, line.whole());
    }
    if (head.startsWith(IN_THREAD)) {
      return javaThread(line);
    }
    if (head.startsWith(StackTracePatterns.UNHANDLED)) {
      return trace(
          DotnetLine.FORMAT, line, line.whole().substring(StackTracePatterns.UNHANDLED.length()));
    }
    if (StackTracePatterns.isRubyError(head)) {
      return ruby(line);
    }
    ParsedLine other = UncaughtErrors.read(line);
    if (other != null) {
      return other;
    }
    if (StackTracePatterns.isException(head)) {
      // Other languages too have a TypeError, but without a package.
      Format format =
          StackTracePatterns.exceptionName(head).indexOf('.') > 0
              ? JavaLine.FORMAT
              : PlainLine.FORMAT;
      return trace(format, line, line.whole());
    }
    return middle(line);
  }

  private static ParsedLine goPanic(TextLine line) {
    String head = line.head();
    Fields fields =
        new Fields()
            .put(Field.LOG_LEVEL, "fatal")
            .put(Field.ERROR_TYPE, head.substring(0, head.indexOf(':')))
            .put(Field.ERROR_MESSAGE, head.substring(head.indexOf(':') + 2))
            .put(
                Field.ERROR_STACK_TRACE,
                line.rest() == null ? null : StackTrace.trimmed(line.rest()));
    return line.as(FORMAT, null, fields);
  }

  /** {@code /app/cart.rb:3:in `take': no such sku (KeyError)}. */
  private static ParsedLine ruby(TextLine line) {
    String head = line.head();
    int message = head.indexOf("': ") + 3;
    int type = head.lastIndexOf(" (");
    Fields fields = new Fields().put(Field.LOG_LEVEL, "error");
    if (type >= message) {
      fields.put(Field.ERROR_MESSAGE, head.substring(message, type));
      fields.put(Field.ERROR_TYPE, head.substring(type + 2, head.length() - 1));
    }
    fields.put(Field.ERROR_STACK_TRACE, line.whole());
    return line.as(RubyLine.FORMAT, null, fields);
  }

  private static ParsedLine javaThread(TextLine line) {
    Cursor cursor = new Cursor(line.whole(), IN_THREAD.length());
    String thread = cursor.until("\" ");
    if (thread == null) {
      return null;
    }
    Fields fields = new Fields().put(Field.PROCESS_THREAD_NAME, thread);
    return trace(JavaLine.FORMAT, line, cursor.rest(), fields);
  }

  /** A trace whose beginning went with another event, or was lost. */
  private static ParsedLine middle(TextLine line) {
    String head = line.head();
    if (StackTracePatterns.isGoroutine(head)) {
      return trace(FORMAT, line, line.whole());
    }
    if (StackTracePatterns.isJavaFrame(head) || StackTracePatterns.isJavaCause(head)) {
      return trace(JavaLine.FORMAT, line, line.whole());
    }
    return StackTracePatterns.isPythonFrame(head)
        ? trace(PythonLine.FORMAT, line, line.whole())
        : null;
  }

  private static ParsedLine trace(Format format, TextLine line, String text) {
    return trace(format, line, text, new Fields());
  }

  private static ParsedLine trace(Format format, TextLine line, String text, Fields fields) {
    fields.put(Field.LOG_LEVEL, "error");
    if (!StackTrace.put(fields, text)) {
      fields.put(Field.ERROR_STACK_TRACE, text);
    }
    return line.as(format, null, fields);
  }
}
