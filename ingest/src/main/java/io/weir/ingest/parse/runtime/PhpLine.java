package io.weir.ingest.parse.runtime;

import io.weir.ingest.event.Field;
import io.weir.ingest.event.Fields;
import io.weir.ingest.parse.line.Format;
import io.weir.ingest.parse.line.MultilineState;
import io.weir.ingest.parse.line.ParsedLine;
import io.weir.ingest.parse.line.TextLine;
import io.weir.ingest.parse.text.Cursor;
import io.weir.ingest.parse.text.Levels;
import io.weir.ingest.parse.text.StackTracePatterns;
import java.util.Map;

/**
 * PHP's own log, {@code [23-Nov-2026 01:00:00 UTC] PHP Warning: text}, and Monolog's, {@code [time]
 * channel.ERROR: text {"context":1} []}, of Symfony and Laravel.
 */
public final class PhpLine {
  /** This format. */
  public static final Format FORMAT =
      Format.of("php", "PHP's own log, Monolog (Symfony, Laravel)", PhpLine::read)
          .continuedBy(PhpLine::continuation);

  private static final Map<String, String> LEVELS =
      Map.of(
          "Fatal error", "fatal",
          "Parse error", "error",
          "Recoverable fatal error", "error",
          "Warning", "warn",
          "Notice", "notice",
          "Deprecated", "notice");

  private static final String UNCAUGHT = "Uncaught ";
  private static final String TRACE = "\nStack trace:\n";
  private static final String OBJECT = "\"[object] (";

  /** After an error: a trace of numbered calls may follow. */
  private static final MultilineState TRACE_LINES = MultilineState.of("PHP", PhpLine::inTrace);

  private PhpLine() {}

  static ParsedLine read(TextLine line) {
    Cursor cursor = line.cursor();
    Fields fields = new Fields();
    if (!line.isBracketed() || !cursor.skip(' ')) {
      return null;
    }
    if (cursor.skip("PHP ")) {
      return own(line, cursor, fields);
    }
    if (!channel(cursor, fields)) {
      return null;
    }
    putObject(fields, line.whole());
    return line.as(FORMAT, line.timestamp(), fields, cursor.at());
  }

  private static MultilineState continuation(String line, int afterTimestamp) {
    Cursor cursor = new Cursor(line, afterTimestamp);
    boolean known =
        line.charAt(0) == '['
            && (cursor.skip(" PHP ") || (cursor.skip(' ') && level(cursor.word()) != null));
    return known ? TRACE_LINES : null;
  }

  private static MultilineState inTrace(String line) {
    if (line.startsWith("\"}")) {
      // The end of Monolog's context, which holds the trace as it is.
      return MultilineState.CLOSED;
    }
    boolean more =
        StackTracePatterns.isNumbered(line, "#", " ")
            || line.equals("Stack trace:")
            || line.equals("[stacktrace]")
            || line.startsWith("[previous exception] ")
            || line.startsWith("Next ")
            || line.startsWith("  thrown in ");
    return more ? TRACE_LINES : null;
  }

  private static ParsedLine own(TextLine line, Cursor cursor, Fields fields) {
    String level = cursor.until(":  ");
    if (level == null || !LEVELS.containsKey(level)) {
      return null;
    }
    fields.put(Field.LOG_LEVEL, LEVELS.get(level));
    int from = cursor.at();
    if (cursor.skip(UNCAUGHT)) {
      putUncaught(fields, cursor, line);
    }
    return line.as(FORMAT, line.timestamp(), fields, from);
  }

  /** {@code Exception: text in /app/cart.php:3}, and the trace below. */
  private static void putUncaught(Fields fields, Cursor cursor, TextLine line) {
    Cursor place = new Cursor(line.head(), cursor.at());
    String name = place.until(": ");
    String text = name == null ? null : place.rest();
    int end = text == null ? -1 : text.lastIndexOf(" in /");
    fields.put(Field.ERROR_TYPE, name);
    fields.put(Field.ERROR_MESSAGE, end < 0 ? text : text.substring(0, end));
    String whole = line.whole();
    boolean traced = whole.indexOf(TRACE) > 0;
    fields.put(Field.ERROR_STACK_TRACE, traced ? whole.substring(cursor.at()) : null);
  }

  private static boolean channel(Cursor cursor, Fields fields) {
    String word = cursor.word();
    String level = level(word);
    if (level != null) {
      fields.put(Field.LOG_LEVEL, level);
      fields.put(Field.LOG_LOGGER, word.substring(0, word.lastIndexOf('.')));
    }
    return level != null;
  }

  /** The level in {@code app.ERROR:}, or null. */
  private static String level(String word) {
    int dot = word.endsWith(":") ? word.lastIndexOf('.') : -1;
    return dot <= 0 ? null : Levels.named(word.substring(dot + 1, word.length() - 1));
  }

  /** {@code "[object] (Shop\\Empty(code: 0): text at /app/cart.php:3)} in the context. */
  private static void putObject(Fields fields, String text) {
    Cursor cursor = new Cursor(text);
    String name = cursor.until(OBJECT) == null ? null : cursor.until("(code: ");
    String message = name == null || cursor.until("): ") == null ? null : cursor.until(" at /");
    if (message != null) {
      fields.put(Field.ERROR_TYPE, name.replace("\\\\", "\\")).put(Field.ERROR_MESSAGE, message);
      boolean traced = cursor.until("[stacktrace]\n") != null;
      fields.put(Field.ERROR_STACK_TRACE, traced ? cursor.until("\n\"}") : null);
    }
  }
}
