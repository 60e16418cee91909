package io.weir.ingest.parse.host;

import io.weir.ingest.event.Field;
import io.weir.ingest.event.Fields;
import io.weir.ingest.parse.text.Addresses;
import io.weir.ingest.parse.text.Cursor;
import java.util.List;

/**
 * OpenSSH's messages about clients. A user's name is the client's own text and may look like
 * anything, so that the address is looked for from the end.
 */
final class SshdMessages {
  private static final List<String> REFUSED =
      List.of(
          "Failed ",
          "Invalid user",
          "error: maximum authentication",
          "maximum authentication",
          "error: PAM: Authentication failure",
          "input_userauth_request: invalid user",
          "Disconnecting: Too many authentication failures");

  /** Before a user's name; the longest first. */
  private static final List<String> BEFORE_USER =
      List.of(
          "for invalid user ",
          "invalid user ",
          "Invalid user ",
          "authenticating user ",
          "Disconnected from user ",
          "for illegal user ");

  private SshdMessages() {}

  static void put(Fields fields, String text) {
    String message = repeated(text);
    if (message.startsWith("pam_unix") || message.contains("authentication failure; ")) {
      HostMessages.putPam(fields, message);
    } else if (message.startsWith("authentication failures;")) {
      HostMessages.putPam(fields, message);
    } else {
      putClient(fields, message);
    }
  }

  /** {@code message repeated 2 times: [ Failed password …]}. */
  private static String repeated(String text) {
    int open = text.startsWith("message repeated ") ? text.indexOf(": [ ") : -1;
    return open > 0 && text.endsWith("]") ? text.substring(open + 4, text.length() - 1) : text;
  }

  private static void putClient(Fields fields, String text) {
    if (text.startsWith("Server listening on ")) {
      // The address is the server's own.
      return;
    }
    if (text.startsWith("Accepted ")) {
      putLogin(fields, true);
    } else if (REFUSED.stream().anyMatch(text::startsWith)) {
      putLogin(fields, false);
    }
    putUser(fields, text);
    putAddress(fields, text);
  }

  static void putLogin(Fields fields, boolean success) {
    fields.put(Field.EVENT_CATEGORY, List.of("authentication"));
    fields.put(Field.EVENT_OUTCOME, success ? "success" : "failure");
  }

  private static void putUser(Fields fields, String text) {
    int end = text.lastIndexOf(" from ");
    for (String before : BEFORE_USER) {
      int at = text.indexOf(before);
      if (at >= 0) {
        int from = at + before.length();
        fields.put(Field.USER_NAME, end >= from ? text.substring(from, end) : word(text, from));
        return;
      }
    }
    int at = text.indexOf(" for ");
    boolean named = at > 0 && end > at && !text.startsWith("reverse mapping");
    if (named) {
      fields.put(Field.USER_NAME, text.substring(at + 5, end));
    } else if (text.startsWith("User ")) {
      fields.put(Field.USER_NAME, word(text, 5));
    }
  }

  private static String word(String text, int from) {
    int end = text.indexOf(' ', from);
    return end < 0 ? text.substring(from) : text.substring(from, end);
  }

  /** The last address, but the first where the rest is the client's own words or ours. */
  private static void putAddress(Fields fields, String text) {
    boolean first =
        text.startsWith("Received disconnect from ")
            || text.startsWith("Connection from ")
            || text.startsWith("error: Received disconnect from ")
            || text.startsWith("Address ");
    int at = first ? firstAddress(text) : lastAddress(text);
    if (at < 0) {
      return;
    }
    String word = word(text, at);
    Addresses.putSource(fields, bare(word));
    Cursor cursor = new Cursor(text, at + word.length());
    long port = cursor.skip(" port ") ? cursor.number() : -1;
    if (port >= 0 && port <= 65_535) {
      fields.put(Field.SOURCE_PORT, port);
    }
  }

  private static int firstAddress(String text) {
    for (int at = 0; at >= 0 && at < text.length(); at = next(text, at)) {
      if (Addresses.isIp(bare(word(text, at)))) {
        return at;
      }
    }
    return -1;
  }

  private static int lastAddress(String text) {
    int end = text.length();
    while (end > 0) {
      int at = text.lastIndexOf(' ', end - 1) + 1;
      if (end - at > 2 && end - at < 60 && Addresses.isIp(bare(text.substring(at, end)))) {
        return at;
      }
      end = at - 1;
    }
    return -1;
  }

  private static int next(String text, int at) {
    int blank = text.indexOf(' ', at);
    return blank < 0 ? -1 : blank + 1;
  }

  /** Without the marks around an address in a sentence; a port keeps its colon. */
  private static String bare(String word) {
    int from = 0;
    int end = word.length();
    while (from < end && "[(".indexOf(word.charAt(from)) >= 0) {
      from++;
    }
    while (end > from && "]),:.;".indexOf(word.charAt(end - 1)) >= 0) {
      end--;
    }
    return word.substring(from, end);
  }
}
