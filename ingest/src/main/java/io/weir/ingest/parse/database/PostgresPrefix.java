package io.weir.ingest.parse.database;

import io.weir.ingest.event.Field;
import io.weir.ingest.event.Fields;
import io.weir.ingest.parse.text.Cursor;

/** What {@code log_line_prefix} says of a session. */
final class PostgresPrefix {
  private PostgresPrefix() {}

  /** {@code user@db}, or {@code user=user,db=db,app=any text,client=10.42.0.9}. */
  static void put(Fields fields, String prefix) {
    if (prefix.contains("user=") || prefix.contains("db=")) {
      putPairs(fields, prefix);
      return;
    }
    Cursor words = new Cursor(prefix);
    while (words.skipBlanks() || !words.atEnd()) {
      putNames(fields, words.word());
    }
  }

  /** Whoever connects chooses the names before the client, and may have written pairs in them. */
  private static void putPairs(Fields fields, String prefix) {
    putUnlessUnknown(fields, Field.USER_NAME, value(prefix, prefix.indexOf("user=")));
    putUnlessUnknown(fields, Field.WEIR_DB_NAME, value(prefix, prefix.indexOf("db=")));
    int client = Math.max(prefix.lastIndexOf("client="), prefix.lastIndexOf("host="));
    putClient(fields, value(prefix, client));
  }

  /** What follows the equals sign, up to a comma or blank; empty if there is no such pair. */
  private static String value(String prefix, int key) {
    if (key < 0) {
      return "";
    }
    int from = prefix.indexOf('=', key) + 1;
    int end = from;
    while (end < prefix.length() && prefix.charAt(end) != ',' && prefix.charAt(end) != ' ') {
      end++;
    }
    return prefix.substring(from, end);
  }

  static void putNames(Fields fields, String word) {
    int at = word.indexOf('@');
    if (at >= 0) {
      putUnlessUnknown(fields, Field.USER_NAME, word.substring(0, at));
      putUnlessUnknown(fields, Field.WEIR_DB_NAME, word.substring(at + 1));
    }
  }

  static void putUnlessUnknown(Fields fields, Field field, String value) {
    if (value.equals("[unknown]")) {
      // Of two names the last counts, also if it is unknown: the one before was a client's text.
      fields.remove(field);
    } else {
      fields.put(field, value);
    }
  }

  /** {@code 10.42.0.9} or {@code 10.42.0.9(40122)}. */
  static void putClient(Fields fields, String client) {
    if (client.isEmpty() || client.equals("[unknown]")) {
      return;
    }
    int open = client.indexOf('(');
    PostgresMessages.putClient(fields, open < 0 ? client : client.substring(0, open));
    long port = open < 0 ? -1 : new Cursor(client, open + 1).number();
    if (port >= 0 && port <= 65_535) {
      fields.put(Field.SOURCE_PORT, port);
    }
  }
}
