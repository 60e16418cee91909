package io.weir.ingest.parse.database;

import io.weir.ingest.event.Field;
import io.weir.ingest.event.Fields;
import io.weir.ingest.parse.line.Format;
import io.weir.ingest.parse.line.ParsedLine;
import io.weir.ingest.parse.line.TextLine;
import io.weir.ingest.parse.text.Addresses;
import io.weir.ingest.parse.text.Cursor;
import java.util.List;
import java.util.Map;

/** {@code 2026-11-23 01:00:00.000 UTC [1] LOG C-0x55: shop/shop_app@10.42.0.7:41000 login …}. */
public final class PgbouncerLine {
  /** This format. */
  public static final Format FORMAT = Format.of("pgbouncer", "PgBouncer", PgbouncerLine::read);

  private static final Map<String, String> LEVELS =
      Map.of(
          "NOISE", "trace", "DEBUG", "debug", "LOG", "info", "WARNING", "warn", "ERROR", "error",
          "FATAL", "fatal");

  /** Begin messages that are of no client and no server, and of no other program. */
  private static final List<String> MESSAGES =
      List.of(
          "@src/",
          "@lib/",
          "auth_file",
          "broken auth file",
          "dns lookup failed",
          "kernel file descriptor limit",
          "launch_new_connection",
          "pgbouncer ",
          "pooler error",
          "sbuf_",
          "server login failed",
          "server conn crashed",
          "tune_socket",
          "unix socket is in use");

  private PgbouncerLine() {}

  static ParsedLine read(TextLine line) {
    Cursor cursor = line.cursor();
    PostgresTimestamp start = PostgresTimestamp.read(line.timestamp(), cursor, line.context());
    boolean old = start == null;
    if (old) {
      start = old(line, cursor.moveTo(line.afterTimestamp()));
    }
    String word = start == null ? "" : cursor.word();
    String level = LEVELS.get(word);
    if (level == null || (old && !word.equals("LOG") && !isOwn(cursor))) {
      return null;
    }
    Fields fields = new Fields().put(Field.PROCESS_PID, start.pid()).put(Field.LOG_LEVEL, level);
    cursor.skipBlanks();
    int from = cursor.at();
    if (isPeer(cursor)) {
      putPeer(fields, cursor);
    } else if (level.equals("error") || level.equals("fatal")) {
      fields.put(Field.ERROR_MESSAGE, cursor.rest());
    }
    return line.as(FORMAT, start.time(), fields, from);
  }

  /** Before version 1.10 the process has no brackets, and others write the same. */
  private static PostgresTimestamp old(TextLine line, Cursor cursor) {
    long pid = cursor.skip(' ') ? cursor.number() : -1;
    return pid >= 0 && cursor.skip(' ') ? new PostgresTimestamp(line.timestamp(), pid) : null;
  }

  /** Whether a peer follows, or how only PgBouncer begins a message. */
  private static boolean isOwn(Cursor cursor) {
    return isPeer(cursor) || MESSAGES.stream().anyMatch(cursor::startsWith);
  }

  /** {@code C-0x55} is a client, {@code S-0x55} a server. */
  private static boolean isPeer(Cursor cursor) {
    cursor.skipBlanks();
    return cursor.startsWith("C-0x") || cursor.startsWith("S-0x");
  }

  /** {@code C-0x55: database/user@address:port}; for a client the address is the source. */
  private static void putPeer(Fields fields, Cursor cursor) {
    cursor.word();
    cursor.skipBlanks();
    String peer = cursor.word();
    int slash = peer.indexOf('/');
    int at = peer.indexOf('@', slash);
    if (slash > 0 && at > 0) {
      fields.put(Field.WEIR_DB_NAME, unlessAbsent(peer.substring(0, slash)));
      fields.put(Field.USER_NAME, unlessAbsent(peer.substring(slash + 1, at)));
      String address = peer.substring(at + 1);
      Addresses.putSource(fields, address.startsWith("unix") ? "" : address);
    }
  }

  private static String unlessAbsent(String name) {
    return name.equals("(nodb)") || name.equals("(nouser)") ? null : name;
  }
}
