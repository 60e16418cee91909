package io.weir.ingest.parse.host;

import io.weir.ingest.event.Field;
import io.weir.ingest.event.Fields;
import io.weir.ingest.parse.text.Addresses;

/** What Postfix and Dovecot say of their clients. */
final class MailMessages {
  private MailMessages() {}

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
      SshdMessages.putLogin(fields, false);
    } else if (text.contains("Login: ")) {
      SshdMessages.putLogin(fields, true);
    }
  }

  /** Dovecot's {@code pam(alice,10.0.0.9): …}, Postfix's {@code unknown[10.0.0.9]: …}. */
  private static void putBracketed(Fields fields, String text) {
    int close = -1;
    for (int open = text.indexOf('['); open >= 0; open = text.indexOf('[', open + 1)) {
      close = close < open ? text.indexOf(']', open) : close;
      if (close < 0) {
        break;
      }
      if (close - open < 60 && Addresses.isIp(text.substring(open + 1, close))) {
        fields.put(Field.SOURCE_IP, text.substring(open + 1, close));
        return;
      }
    }
    putDatabase(fields, text);
  }

  /** {@code sql(alice,10.0.0.9,<session>): unknown user}: the parentheses end with a colon. */
  private static void putDatabase(Fields fields, String text) {
    int close = -1;
    int next;
    for (int open = text.indexOf('('); open >= 0; open = next) {
      next = text.indexOf('(', open + 1);
      close = close < open ? text.indexOf("): ", open) : close;
      if (close < 0) {
        return;
      }
      boolean innermost = next < 0 || next > close;
      if (innermost && putUser(fields, text.substring(open + 1, close).split(",", 3))) {
        return;
      }
    }
  }

  private static boolean putUser(Fields fields, String[] parts) {
    boolean known = parts.length > 1 && Addresses.isIp(parts[1]);
    if (known) {
      fields.put(Field.USER_NAME, parts[0]).put(Field.SOURCE_IP, parts[1]);
    }
    return known;
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
