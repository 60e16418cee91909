package io.weir.ingest.parse;

import io.weir.ingest.event.Field;
import io.weir.ingest.event.Fields;

/** Python's logging in its common layouts, with uvicorn's access log as text. */
final class PythonLine {
  static final String FORMAT = "python";

  /** Where the text begins behind the level and as many blanks as it takes. */
  private static final int UVICORN_COLUMN = 10;

  private PythonLine() {}

  static ParsedLine read(Line line) {
    Cursor cursor = line.cursor();
    Fields fields = new Fields();
    boolean known = line.opening() == null ? levelled(cursor, fields) : timed(cursor, fields);
    if (!known) {
      return null;
    }
    putRequest(fields, cursor);
    StackTrace.put(fields, line.rest());
    return line.as(FORMAT, line.opening(), fields);
  }

  /** {@code - uvicorn.access - INFO - text}. */
  private static boolean timed(Cursor cursor, Fields fields) {
    if (!cursor.skip(" - ")) {
      return false;
    }
    String logger = cursor.until(" - ");
    String level = logger == null ? null : cursor.until(" - ");
    if (level == null || !Levels.put(fields, level.strip())) {
      return false;
    }
    fields.put(Field.LOG_LOGGER, logger);
    return true;
  }

  /** {@code INFO:root:text}, or uvicorn's {@code INFO: text}. */
  private static boolean levelled(Cursor cursor, Fields fields) {
    String level = isUpper(cursor.peek()) ? cursor.until(':') : null;
    if (level == null || !Levels.put(fields, level)) {
      return false;
    }
    if (cursor.skipBlanks()) {
      return cursor.at() == UVICORN_COLUMN;
    }
    String logger = cursor.until(':');
    fields.put(Field.LOG_LOGGER, logger);
    return logger != null && logger.indexOf(' ') < 0;
  }

  /** {@code 10.42.0.9:36579 - "POST /score HTTP/1.1" 200}. */
  private static void putRequest(Fields fields, Cursor cursor) {
    String client = cursor.word();
    String request = cursor.skip(" - ") ? cursor.quoted() : null;
    if (request != null && Http.putRequest(fields, request)) {
      Addresses.putSource(fields, client);
      cursor.skipBlanks();
      Http.putStatus(fields, new Cursor(cursor.word()).number());
    }
  }

  private static boolean isUpper(char c) {
    return c >= 'A' && c <= 'Z';
  }
}
