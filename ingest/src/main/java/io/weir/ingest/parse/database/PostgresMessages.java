package io.weir.ingest.parse.database;

import io.weir.ingest.event.Field;
import io.weir.ingest.event.Fields;
import io.weir.ingest.parse.text.Addresses;
import io.weir.ingest.parse.text.Cursor;
import io.weir.ingest.parse.text.Quantities;

/** Reads the text after the level of a PostgreSQL line. */
public final class PostgresMessages {
  /** The SQLSTATE of what is no error. */
  static final String SUCCESS = "00000";

  private static final int SQL_STATE = 5;

  private PostgresMessages() {}

  /**
   * Sets what is known of a text by its first words; nothing if they are of no message it knows.
   *
   * @param severity in English, such as {@code LOG} or {@code STATEMENT}
   */
  public static void put(Fields fields, String severity, String text) {
    // With "log_error_verbosity = verbose": "23505: duplicate key".
    String message = text;
    if (isSqlState(text)) {
      fields.put(Field.WEIR_DB_SQL_STATE, text.substring(0, SQL_STATE));
      message = text.substring(SQL_STATE + 2);
    }
    switch (severity) {
      case "STATEMENT", "QUERY" -> fields.put(Field.WEIR_DB_STATEMENT, text);
      case "LOCATION" -> putLocation(fields, text);
      case "ERROR", "FATAL", "PANIC" -> putError(fields, message);
      case "LOG" -> putLog(fields, message);
      default -> {
        // Nothing but words for people.
      }
    }
  }

  private static void putError(Fields fields, String text) {
    Cursor cursor = new Cursor(text);
    fields.put(Field.ERROR_MESSAGE, text);
    if (text.contains("authentication failed for user \"")) {
      cursor.moveTo(0).until("for user \"");
      fields.put(Field.USER_NAME, cursor.until('"'));
    }
  }

  /** {@code exec_simple_query, postgres.c:1043}. */
  private static void putLocation(Fields fields, String text) {
    int comma = text.indexOf(", ");
    int colon = text.lastIndexOf(':');
    long number = colon < comma ? -1 : new Cursor(text, colon + 1).number();
    if (comma > 0 && number >= 0) {
      fields.put(Field.LOG_ORIGIN_FUNCTION, text.substring(0, comma));
      fields.put(Field.LOG_ORIGIN_FILE_NAME, text.substring(comma + 2, colon));
      fields.put(Field.LOG_ORIGIN_FILE_LINE, number);
    }
  }

  private static boolean isSqlState(String text) {
    for (int i = 0; i < SQL_STATE; i++) {
      char c = i < text.length() ? text.charAt(i) : 0;
      if ((c < '0' || c > '9') && (c < 'A' || c > 'Z')) {
        return false;
      }
    }
    return text.startsWith(": ", SQL_STATE);
  }

  private static void putLog(Fields fields, String text) {
    Cursor cursor = new Cursor(text);
    if (cursor.skip("duration: ")) {
      long nanos = Quantities.nanos(cursor.word(), Quantities.MILLISECOND);
      if (nanos >= 0) {
        fields.put(Field.EVENT_DURATION, nanos);
      }
      cursor.skip(" ms");
      cursor.skipBlanks();
    }
    if (cursor.skip("plan:")) {
      putExplained(fields, cursor);
    } else if (cursor.skip("statement: ")) {
      fields.put(Field.WEIR_DB_STATEMENT, cursor.rest());
    } else if (cursor.skip("execute ") || cursor.skip("parse ") || cursor.skip("bind ")) {
      fields.put(Field.WEIR_DB_STATEMENT, cursor.until(": ") == null ? null : cursor.rest());
    } else if (cursor.skip("connection authorized: ") || cursor.skip("connection received: ")) {
      putConnection(fields, cursor);
    }
  }

  /** What auto_explain writes: the statement, and from the line with the first cost on the plan. */
  private static void putExplained(Fields fields, Cursor cursor) {
    if (cursor.until("Query Text: ") != null) {
      String text = cursor.rest();
      int cost = text.indexOf("  (cost=");
      int end = cost < 0 ? text.length() : text.lastIndexOf('\n', cost);
      fields.put(Field.WEIR_DB_STATEMENT, end < 0 ? null : text.substring(0, end));
    }
  }

  private static void putConnection(Fields fields, Cursor cursor) {
    while (!cursor.atEnd()) {
      String word = cursor.word();
      int equals = word.indexOf('=');
      if (equals > 0) {
        putPair(fields, word.substring(0, equals), word.substring(equals + 1));
      }
      cursor.skipBlanks();
    }
  }

  /** An address, or {@code [local]} for a socket of the host. */
  static void putClient(Fields fields, String client) {
    if (!client.equals("[local]")) {
      Addresses.putSource(fields, client);
    }
  }

  private static void putPair(Fields fields, String key, String value) {
    switch (key) {
      case "user" -> fields.put(Field.USER_NAME, value);
      case "database" -> fields.put(Field.WEIR_DB_NAME, value);
      case "host" -> putClient(fields, value);
      case "port" -> {
        long port = new Cursor(value).number();
        if (port >= 0) {
          fields.put(Field.SOURCE_PORT, port);
        }
      }
      default -> {
        // The rest is about encryption.
      }
    }
  }
}
