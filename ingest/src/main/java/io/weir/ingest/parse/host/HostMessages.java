package io.weir.ingest.parse.host;

import io.weir.ingest.event.Field;
import io.weir.ingest.event.Fields;
import io.weir.ingest.parse.text.Addresses;
import io.weir.ingest.parse.text.Cursor;
import java.util.List;

/** What programs of the host say in words about who logs in from where. */
public final class HostMessages {
  private HostMessages() {}

  /** Reads the text by the program that the fields name already. */
  public static void put(Fields fields, String text) {
    String program = program(fields);
    if (program.startsWith("sshd")) {
      SshdMessages.put(fields, text);
    } else if (program.startsWith("sudo")) {
      putSudo(fields, text);
    } else if (program.equals("su") || program.startsWith("su(") || program.equals("login")) {
      putPam(fields, text);
    } else if (program.startsWith("dovecot") || program.startsWith("postfix/")) {
      MailMessages.put(fields, text);
    } else if (text.contains("authentication failure; ") || text.contains("session opened for ")) {
      putPam(fields, text);
    }
  }

  /** {@code alice : TTY=pts/0 ; PWD=/ ; USER=root ; COMMAND=/bin/ls}. */
  private static void putSudo(Fields fields, String text) {
    int colon = text.indexOf(" : ");
    int command = text.indexOf("COMMAND=");
    if (colon < 0 || command < 0) {
      putPam(fields, text);
      return;
    }
    fields.put(Field.USER_NAME, text.substring(0, colon).strip());
    for (String part : List.of(text.substring(colon + 3, command).split(";", -1))) {
      String pair = part.strip();
      if (pair.startsWith("USER=")) {
        fields.put(Field.USER_EFFECTIVE_NAME, pair.substring(5));
      } else if (pair.startsWith("PWD=")) {
        fields.put(Field.PROCESS_WORKING_DIRECTORY, pair.substring(4));
      }
    }
    fields.put(Field.PROCESS_COMMAND_LINE, text.substring(command + 8));
    boolean refused = text.contains("NOT in sudoers") || text.contains("incorrect password");
    fields.put(Field.EVENT_OUTCOME, refused ? "failure" : "success");
  }

  /**
   * {@code authentication failure; logname= uid=0 … rhost=10.0.0.9 user=root} and {@code session
   * opened for user root by (uid=0)}.
   */
  static void putPam(Fields fields, String text) {
    int failure = text.indexOf("authentication failure");
    int opened = text.indexOf("session opened for user ");
    if (failure >= 0) {
      SshdMessages.putLogin(fields, false);
      Cursor cursor = new Cursor(text, failure);
      putAfter(fields, cursor, " rhost=");
      cursor.moveTo(failure);
      if (cursor.until(" user=") != null) {
        fields.put(Field.USER_NAME, cursor.word());
      }
    } else if (opened >= 0) {
      SshdMessages.putLogin(fields, true);
      Cursor cursor = new Cursor(text, opened);
      cursor.until("for user ");
      String user = cursor.word();
      int uid = user.indexOf('(');
      fields.put(Field.USER_NAME, uid > 0 ? user.substring(0, uid) : user);
    }
  }

  private static void putAfter(Fields fields, Cursor cursor, String key) {
    if (cursor.until(key) != null) {
      Addresses.putSource(fields, cursor.word());
    }
  }

  /** The program that wrote it, by its own name or its executable. */
  private static String program(Fields fields) {
    String app = fields.text(Field.LOG_SYSLOG_APPNAME);
    return app == null ? String.valueOf(fields.text(Field.PROCESS_NAME)) : app;
  }
}
