package io.weir.ingest.parse;

import io.weir.ingest.event.Field;
import io.weir.ingest.event.Fields;

/** What Postfix and Dovecot say of their clients. */
final class MailText {
  private MailText() {}

  static void put(Fields fields, String text) {
    String remote = value(text, "rip=");
    String user = value(text, "user=<");
    if (remote != null) {
      Addresses.putSource(fields, remote);
    } else {
      putBracketed(fields, text);
    }
    if (user != null) {
      fields.put(Field.USER_NAME, user);
    }
    if (text.contains("auth failed") || text.contains("authentication failed")) {
      SshdText.putLogin(fields, false);
    } else if (text.contains("Login: ")) {
      SshdText.putLogin(fields, true);
    }
  }

  /** Dovecot's {@code pam(alice,10.0.0.9): …}, Postfix's {@code unknown[10.0.0.9]: …}. */
  private static void putBracketed(Fields fields, String text) {
    for (int open = text.indexOf('['); open >= 0; open = text.indexOf('[', open + 1)) {
      int close = text.indexOf(']', open);
      if (close > 0 && close - open < 60 && Addresses.isIp(text.substring(open + 1, close))) {
        fields.put(Field.SOURCE_IP, text.substring(open + 1, close));
        return;
      }
    }
    putDatabase(fields, text);
  }

  /** {@code sql(alice,10.0.0.9,<session>): unknown user}: the parentheses end with a colon. */
  private static void putDatabase(Fields fields, String text) {
    int close = text.indexOf("): ");
    while (close > 0) {
      int open = text.lastIndexOf('(', close);
      String[] parts = open < 0 ? new String[0] : text.substring(open + 1, close).split(",", 3);
      if (parts.length > 1 && Addresses.isIp(parts[1])) {
        fields.put(Field.USER_NAME, parts[0]).put(Field.SOURCE_IP, parts[1]);
        return;
      }
      close = text.indexOf("): ", close + 1);
    }
  }

  private static String value(String text, String key) {
    int at = text.indexOf(key);
    if (at < 0) {
      return null;
    }
    int from = at + key.length();
    int end = from;
    while (end < text.length() && " ,>)".indexOf(text.charAt(end)) < 0) {
      end++;
    }
    return text.substring(from, end);
  }
}
