package io.weir.ingest.parse.runtime;

import io.weir.ingest.event.Field;
import io.weir.ingest.event.Fields;
import io.weir.ingest.parse.join.TraceLines;
import io.weir.ingest.parse.line.Format;
import io.weir.ingest.parse.line.MultilineState;
import io.weir.ingest.parse.line.ParsedLine;
import io.weir.ingest.parse.line.TextLine;
import io.weir.ingest.parse.text.Addresses;
import io.weir.ingest.parse.text.Cursor;
import io.weir.ingest.parse.text.Http;
import io.weir.ingest.parse.text.Levels;
import io.weir.ingest.parse.text.StackTrace;
import io.weir.ingest.parse.text.Times;
import io.weir.ingest.parse.web.AccessLine;
import io.weir.ingest.parse.web.QuotedColumns;
import java.time.Instant;

/** Python's logging in its common layouts, with uvicorn's access log as text. */
public final class PythonLine {
  /** This format. */
  public static final Format FORMAT =
      Format.of(
              "python",
              "logging, loguru, uvicorn, gunicorn, Flask, Django, Celery, Airflow",
              PythonLine::read)
          .continuedBy(PythonLine::continuation);

  /** Where the text begins after the level and as many blanks as it takes. */
  private static final int UVICORN_COLUMN = 10;

  private PythonLine() {}

  /** {@code ERROR:root:text}; a line with a time is judged by its level like any other. */
  private static MultilineState continuation(String line, int afterTimestamp) {
    char first = line.charAt(0);
    boolean bare = afterTimestamp == 0 && first >= 'A' && first <= 'Z';
    return bare ? TraceLines.levelled(line) : null;
  }

  static ParsedLine read(TextLine line) {
    Cursor cursor = line.cursor();
    Fields fields = new Fields();
    Instant time = line.timestamp();
    if (time == null && line.isBracketed()) {
      time = celery(line, cursor, fields);
      if (time == null) {
        return null;
      }
    } else if (!(time == null ? levelled(cursor, fields) : timed(line, cursor, fields))) {
      return null;
    }
    int from = cursor.at();
    putRequest(fields, cursor);
    StackTrace.put(fields, line.rest());
    return line.as(FORMAT, time, fields, from);
  }

  /** {@code [2026-11-23 01:00:00,123: INFO/MainProcess] text}. */
  private static Instant celery(TextLine line, Cursor cursor, Fields fields) {
    Instant time = Times.iso(cursor.moveTo(1), line.context());
    String level = time == null || !cursor.skip(": ") ? null : cursor.until('/');
    String process = level == null ? null : cursor.until(']');
    if (process == null || !Levels.put(fields, level)) {
      return null;
    }
    fields.put(Field.PROCESS_NAME, process);
    return time;
  }

  private static boolean timed(TextLine line, Cursor cursor, Fields fields) {
    return line.isBracketed() ? bracketed(cursor, fields) : dashed(cursor, fields);
  }

  /** What frameworks write after a time in brackets. */
  private static boolean bracketed(Cursor cursor, Fields fields) {
    if (cursor.skip(" [")) {
      return gunicorn(cursor, fields);
    }
    if (cursor.skip(" {")) {
      return airflow(cursor, fields);
    }
    if (cursor.skip(" \"")) {
      return django(cursor.moveTo(cursor.at() - 1), fields);
    }
    return cursor.skip(' ') && flask(cursor, fields);
  }

  /** {@code [31] [INFO] text}. */
  private static boolean gunicorn(Cursor cursor, Fields fields) {
    long pid = cursor.number();
    String level = pid >= 0 && cursor.skip("] [") ? cursor.until("] ") : null;
    fields.put(Field.PROCESS_PID, Math.max(pid, 0));
    return level != null && Levels.put(fields, level);
  }

  /** {@code {jobs.py:120} INFO - text}. */
  private static boolean airflow(Cursor cursor, Fields fields) {
    String file = cursor.until(':');
    long number = file == null ? -1 : cursor.number();
    if (number < 0 || !cursor.skip("} ") || !Levels.put(fields, cursor.word())) {
      return false;
    }
    fields.put(Field.LOG_ORIGIN_FILE_NAME, file).put(Field.LOG_ORIGIN_FILE_LINE, number);
    return cursor.skip(" - ");
  }

  /** {@code "GET / HTTP/1.1" 200 12}, of the server for development. */
  private static boolean django(Cursor cursor, Fields fields) {
    String request = QuotedColumns.request(cursor);
    if (request == null || !Http.putRequest(fields, request)) {
      return false;
    }
    AccessLine.putAnswer(fields, cursor);
    return true;
  }

  /** {@code INFO in views: text}. */
  private static boolean flask(Cursor cursor, Fields fields) {
    if (!Levels.put(fields, cursor.word()) || !cursor.skip(" in ")) {
      return false;
    }
    String logger = cursor.until(": ");
    fields.put(Field.LOG_LOGGER, logger);
    return logger != null && logger.indexOf(' ') < 0;
  }

  /** {@code - uvicorn.access - INFO - text}. */
  private static boolean dashed(Cursor cursor, Fields fields) {
    if (cursor.skip(" | ")) {
      return loguru(cursor, fields);
    }
    if (!cursor.skip(" - ")) {
      return false;
    }
    String logger = cursor.until(" - ");
    if (logger != null && Levels.put(fields, logger)) {
      return true;
    }
    String level = logger == null ? null : cursor.until(" - ");
    if (level == null || !Levels.put(fields, level.strip())) {
      return false;
    }
    fields.put(Field.LOG_LOGGER, logger);
    return true;
  }

  /** {@code INFO | shop.cart:take:31 - text}. */
  private static boolean loguru(Cursor cursor, Fields fields) {
    String level = cursor.until(" | ");
    String place = level == null ? null : cursor.until(" - ");
    int line = place == null ? -1 : place.lastIndexOf(':');
    int function = place == null ? -1 : place.lastIndexOf(':', line - 1);
    long number = function <= 0 ? -1 : new Cursor(place, line + 1).number();
    if (number < 0 || place.indexOf(' ') >= 0 || !Levels.put(fields, level.strip())) {
      return false;
    }
    fields
        .put(Field.LOG_LOGGER, place.substring(0, function))
        .put(Field.LOG_ORIGIN_FUNCTION, place.substring(function + 1, line))
        .put(Field.LOG_ORIGIN_FILE_LINE, number);
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
    String request = cursor.skip(" - ") ? QuotedColumns.request(cursor) : null;
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
