package io.weir.ingest.parse.runtime;

import io.weir.ingest.event.Field;
import io.weir.ingest.event.Fields;
import io.weir.ingest.parse.line.ParsedLine;
import io.weir.ingest.parse.line.PlainLine;
import io.weir.ingest.parse.line.TextLine;
import io.weir.ingest.parse.text.Cursor;
import io.weir.ingest.parse.text.StackTrace;
import io.weir.ingest.parse.text.StackTracePatterns;

/** What Rust, Node.js, Perl and Elixir write when an error ends them. */
final class UncaughtErrors {
  private static final String BACKTRACE = "\nstack backtrace:\n";
  private static final String NOTE = "\nnote: ";

  private UncaughtErrors() {}

  /** Null for other lines. */
  static ParsedLine read(TextLine line) {
    String head = line.head();
    if (StackTracePatterns.isRustPanic(head)) {
      return rust(line);
    }
    if (head.startsWith("** (")) {
      return elixir(line);
    }
    if (line.rest() == null) {
      return null;
    }
    if (StackTracePatterns.isNodePlace(head)) {
      return node(line);
    }
    boolean called = StackTracePatterns.isPerlCall(line.rest());
    return called && StackTracePatterns.isPerlError(head) ? perl(line) : null;
  }

  /** The message is below the place; before version 1.73 it is in quotes before the place. */
  private static ParsedLine rust(TextLine line) {
    Cursor cursor = new Cursor(line.head());
    cursor.skip("thread '");
    Fields fields = new Fields().put(Field.LOG_LEVEL, "fatal").put(Field.ERROR_TYPE, "panic");
    fields.put(Field.PROCESS_THREAD_NAME, cursor.until('\''));
    cursor.until(" panicked at ");
    String place = cursor.rest();
    int quoted = place.startsWith("'") ? place.lastIndexOf("', ") : -1;
    String rest = line.rest() == null ? "" : line.rest();
    if (quoted > 0) {
      fields.put(Field.ERROR_MESSAGE, place.substring(1, quoted));
      putPlace(fields, place.substring(quoted + 3));
    } else {
      int end = firstOf(rest, BACKTRACE.strip(), NOTE.strip());
      fields.put(Field.ERROR_MESSAGE, emptyToNull(rest.substring(0, end).strip()));
      putPlace(fields, place);
    }
    int trace = ('\n' + rest).indexOf(BACKTRACE);
    fields.put(
        Field.ERROR_STACK_TRACE, trace < 0 ? null : StackTrace.trimmed(rest.substring(trace)));
    return line.as(EnvLoggerLine.FORMAT, null, fields);
  }

  /** Where the first line that begins with one of both is; the end of the text if none does. */
  private static int firstOf(String text, String one, String other) {
    int at = 0;
    while (at < text.length() && !text.startsWith(one, at) && !text.startsWith(other, at)) {
      int end = text.indexOf('\n', at);
      at = end < 0 ? text.length() : end + 1;
    }
    return at;
  }

  private static String emptyToNull(String text) {
    return text.isEmpty() ? null : text;
  }

  /** {@code src/main.rs:4:5}, perhaps with a colon after it. */
  private static void putPlace(Fields fields, String place) {
    int file = place.indexOf(".rs:");
    long number = file < 0 ? -1 : new Cursor(place, file + 4).number();
    if (number >= 0) {
      fields.put(Field.LOG_ORIGIN_FILE_NAME, place.substring(0, file + 3));
      fields.put(Field.LOG_ORIGIN_FILE_LINE, number);
    }
  }

  private static ParsedLine elixir(TextLine line) {
    Fields fields = new Fields();
    boolean known = StackTrace.put(fields, line.whole());
    return known ? line.as(PlainLine.FORMAT, null, fields.put(Field.LOG_LEVEL, "error")) : null;
  }

  /** The error follows the place and the line of the program. */
  private static ParsedLine node(TextLine line) {
    Fields fields = new Fields().put(Field.LOG_LEVEL, "fatal");
    StackTrace.putAfterMessage(fields, line.rest());
    return line.as(PlainLine.FORMAT, null, fields);
  }

  private static ParsedLine perl(TextLine line) {
    String head = line.head();
    Fields fields = new Fields().put(Field.LOG_LEVEL, "error");
    fields.put(Field.ERROR_MESSAGE, head.substring(0, head.lastIndexOf(" at ")));
    fields.put(Field.ERROR_STACK_TRACE, line.whole());
    return line.as(PlainLine.FORMAT, null, fields);
  }
}
