package io.weir.ingest.parse.web;

import io.weir.ingest.event.Field;
import io.weir.ingest.event.Fields;
import io.weir.ingest.parse.line.Columns;
import io.weir.ingest.parse.line.Format;
import io.weir.ingest.parse.line.ParsedLine;
import io.weir.ingest.parse.line.TextLine;
import io.weir.ingest.parse.text.Addresses;
import io.weir.ingest.parse.text.Cursor;
import io.weir.ingest.parse.text.Http;
import io.weir.ingest.parse.text.Levels;
import java.util.Set;

/** {@code 2026/11/23 01:05:02 [error] 31#31: *46488 text, client: …, request: "…", host: "…"}. */
public final class NginxErrorLine {
  /** This format. */
  public static final Format FORMAT =
      Format.of("nginx-error", "error log of nginx and of its mail proxy", NginxErrorLine::read);

  private static final Columns COLUMNS =
      Columns.of(
          Columns.literal(" ["),
          Columns.level("] ", Levels::named),
          Columns.number(Field.PROCESS_PID),
          Columns.literal("#"),
          Columns.number(Field.PROCESS_THREAD_ID),
          Columns.literal(": "));

  private static final Set<String> MILD = Set.of("debug", "info", "notice", "warn");

  private NginxErrorLine() {}

  static ParsedLine read(TextLine line) {
    Cursor cursor = line.cursor();
    boolean dated = line.head().charAt(4) == '/';
    Columns.Match match = dated ? COLUMNS.read(cursor, line.context()) : null;
    if (match == null) {
      return null;
    }
    Fields fields = match.fields();
    putDetails(fields, cursor.rest());
    return line.as(FORMAT, line.timestamp(), fields, match.end());
  }

  private static void putDetails(Fields fields, String text) {
    int details = text.indexOf(", client: ");
    if (details < 0) {
      putError(fields, text);
      putSession(fields, text);
      return;
    }
    putError(fields, text.substring(0, details));
    // In the order in which nginx writes them, so that each is looked for after the last.
    Cursor cursor = new Cursor(text, details);
    // After the address it may say "using starttls".
    Addresses.putSource(fields, new Cursor(detail(cursor, ", client: ")).word());
    String request = detail(cursor, ", request: ");
    if (!request.isEmpty()) {
      Http.putRequest(fields, request);
    }
    fields.put(Field.URL_DOMAIN, withoutPort(detail(cursor, ", host: ")));
    fields.put(Field.HTTP_REQUEST_REFERRER, detail(cursor, ", referrer: "));
    int user = text.indexOf(" user \"");
    if (user >= 0 && user < details) {
      fields.put(Field.USER_NAME, new Cursor(text, user + 7).until('"'));
    }
    String login = detail(cursor.moveTo(details), ", login: ");
    if (!login.isEmpty()) {
      fields.put(Field.USER_NAME, login);
    }
  }

  /** {@code *7 client 10.0.0.9:53044 connected to 0.0.0.0:25}, of the proxy for mail. */
  private static void putSession(Fields fields, String text) {
    Cursor cursor = new Cursor(text);
    cursor.until(' ');
    if (cursor.skip("client ")) {
      String client = cursor.word();
      if (cursor.skip(" connected to ")) {
        Addresses.putSource(fields, client);
        Addresses.putDestination(fields, cursor.word());
      }
    }
  }

  /** The lower levels are no errors. */
  private static void putError(Fields fields, String text) {
    if (!MILD.contains(fields.text(Field.LOG_LEVEL))) {
      Cursor cursor = new Cursor(text);
      // The number of the connection, which every message has.
      if (cursor.skip('*')) {
        cursor.until(' ');
      }
      fields.put(Field.ERROR_MESSAGE, cursor.rest());
    }
  }

  /** The value after the name, without quotes; empty if the name does not follow. */
  private static String detail(Cursor cursor, String name) {
    if (cursor.until(name) == null) {
      return "";
    }
    if (cursor.skip('"')) {
      String quoted = cursor.until('"');
      return quoted == null ? "" : quoted;
    }
    String value = cursor.until(',');
    if (value == null) {
      return cursor.rest();
    }
    cursor.moveTo(cursor.at() - 1);
    return value;
  }

  private static String withoutPort(String host) {
    int colon = host.lastIndexOf(':');
    return colon > 0 && !host.endsWith("]") ? host.substring(0, colon) : host;
  }
}
