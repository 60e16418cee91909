package io.weir.ingest.parse;

import io.weir.ingest.event.Field;
import io.weir.ingest.event.Fields;

/** {@code time [ERROR] [/server/auth.go:72][client IP="10.0.0.9, …" …]: text}, of Harbor. */
final class HarborLine {
  /** This format. */
  static final Format FORMAT = Format.of("harbor", "Harbor", HarborLine::read);

  private HarborLine() {}

  static ParsedLine read(TextLine line) {
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
    return line.as(FORMAT, line.timestamp(), fields);
  }
}
