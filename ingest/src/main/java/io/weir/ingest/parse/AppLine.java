package io.weir.ingest.parse;

import io.weir.ingest.event.Field;
import io.weir.ingest.event.Fields;
import java.time.Instant;

/** Layouts that one application alone has. */
final class AppLine {
  static final String ANDROID = "android";
  static final String COUCHDB = "couchdb";
  static final String HARBOR = "harbor";

  private AppLine() {}

  /** {@code 11-23 01:00:00.123 1702 2395 D WindowManager: text}. */
  static ParsedLine android(TextLine line) {
    Cursor cursor = line.cursor();
    if (line.isBracketed() || line.head().charAt(2) != '-' || !cursor.skipBlanks()) {
      return null;
    }
    long pid = cursor.number();
    boolean apart = cursor.skipBlanks();
    long thread = cursor.number();
    String level = apart && cursor.skipBlanks() ? Levels.lettered(cursor.word()) : null;
    if (pid < 0 || thread < 0 || level == null || !cursor.skip(' ')) {
      return null;
    }
    Fields fields =
        new Fields()
            .put(Field.PROCESS_PID, pid)
            .put(Field.PROCESS_THREAD_ID, thread)
            .put(Field.LOG_LEVEL, level);
    String tag = cursor.until(": ");
    fields.put(Field.LOG_LOGGER, tag == null ? null : tag.strip());
    return line.as(ANDROID, line.opening(), fields);
  }

  /** {@code [notice] time node@host <0.1.2> nonce host 10.0.0.9 user GET /db 200 ok 12}. */
  static ParsedLine couchdb(TextLine line) {
    Cursor cursor = new Cursor(line.head());
    String level = cursor.skip('[') ? cursor.until("] ") : null;
    Instant time = level == null ? null : Times.iso(cursor, line.when());
    Fields fields = new Fields();
    if (time == null || !Levels.put(fields, level) || !cursor.skip(' ')) {
      return null;
    }
    String node = cursor.word();
    if (node.indexOf('@') < 0 || !cursor.skip(" <") || cursor.until("> ") == null) {
      return null;
    }
    int start = cursor.at();
    String[] columns = cursor.rest().split(" ", 9);
    cursor.moveTo(start);
    if (columns.length == 9 && Http.isMethod(columns[4])) {
      fields.put(Field.HTTP_REQUEST_ID, columns[0]).put(Field.USER_NAME, columns[3]);
      Http.putDomain(fields, columns[1]);
      Addresses.putSource(fields, columns[2]);
      fields.put(Field.HTTP_REQUEST_METHOD, columns[4]);
      Http.putUrl(fields, columns[5]);
      Http.putStatus(fields, new Cursor(columns[6]).number());
      long millis = new Cursor(columns[8]).number();
      fields.put(Field.EVENT_DURATION, Math.max(millis, 0) % 1_000_000_000 * 1_000_000);
    }
    return line.as(COUCHDB, time, fields);
  }

  /** {@code time [ERROR] [/server/auth.go:72][client IP="10.0.0.9, …" …]: text}. */
  static ParsedLine harbor(TextLine line) {
    Cursor cursor = line.cursor();
    if (line.isBracketed() || !cursor.skip(" [")) {
      return null;
    }
    String level = cursor.until("] [/");
    String file = level == null ? null : cursor.until(':');
    long number = file == null ? -1 : cursor.number();
    Fields fields = new Fields();
    if (number < 0 || !cursor.skip(']') || !Levels.put(fields, level)) {
      return null;
    }
    fields.put(Field.LOG_ORIGIN_FILE_NAME, '/' + file).put(Field.LOG_ORIGIN_FILE_LINE, number);
    if (cursor.skip("[client IP=\"")) {
      String client = cursor.until('"');
      int comma = client == null ? -1 : client.indexOf(',');
      Addresses.putSource(fields, comma < 0 ? String.valueOf(client) : client.substring(0, comma));
    }
    if (cursor.until("]: ") != null) {
      LoginMessages.put(fields, cursor.rest());
    }
    return line.as(HARBOR, line.opening(), fields);
  }
}
