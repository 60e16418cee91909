package io.weir.ingest.parse;

import io.weir.ingest.event.Field;
import io.weir.ingest.event.Fields;
import java.util.Map;

/**
 * PHP's own log, {@code [23-Nov-2026 01:00:00 UTC] PHP Warning: text}, and Monolog's, {@code [time]
 * channel.ERROR: text {"context":1} []}, of Symfony and Laravel.
 */
final class PhpLine {
  static final String FORMAT = "php";

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
    return line.as(FORMAT, line.opening(), fields);
  }

  /** Whether further lines may belong to one that goes on so behind its time. */
  static boolean opens(Cursor cursor) {
    return cursor.skip(" PHP ") || (cursor.skip(' ') && level(cursor.word()) != null);
  }

  private static ParsedLine own(TextLine line, Cursor cursor, Fields fields) {
    String level = cursor.until(":  ");
    if (level == null || !LEVELS.containsKey(level)) {
      return null;
    }
    fields.put(Field.LOG_LEVEL, LEVELS.get(level));
    if (cursor.skip(UNCAUGHT)) {
      putUncaught(fields, cursor, line);
    }
    return line.as(FORMAT, line.opening(), fields);
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
