package io.weir.ingest.parse.host;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.weir.ingest.event.Field;
import io.weir.ingest.event.Fields;
import io.weir.ingest.parse.text.Addresses;
import io.weir.ingest.parse.text.Cursor;
import io.weir.ingest.parse.text.JsonValues;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.StringJoiner;

/** Renames the pairs of an audit record to the names that others use, and takes those out. */
final class AuditdFields {
  /** The id of nobody: the record is not about a login. */
  private static final String UNSET = "4294967295";

  /** What the kernel writes in quotes, or as hexadecimal digits if that would not be safe. */
  private static final Set<String> TEXTS =
      Set.of(
          "comm", "exe", "proctitle", "cmd", "cwd", "name", "acct", "data", "dir", "path", "key");

  private static final String COMMAND = "EXECVE";

  private AuditdFields() {}

  static void put(Fields fields, String type, ObjectNode pairs) {
    if (type.equals(COMMAND)) {
      putArguments(fields, pairs);
    }
    putNumber(fields, Field.PROCESS_PID, pairs, "pid");
    putNumber(fields, Field.PROCESS_PARENT_PID, pairs, "ppid");
    putText(fields, Field.PROCESS_NAME, pairs, "comm");
    putText(fields, Field.PROCESS_EXECUTABLE, pairs, "exe");
    putText(fields, Field.PROCESS_COMMAND_LINE, pairs, "proctitle");
    putText(fields, Field.PROCESS_COMMAND_LINE, pairs, "cmd");
    putText(fields, Field.PROCESS_WORKING_DIRECTORY, pairs, "cwd");
    putText(fields, Field.FILE_PATH, pairs, "name");
    putText(fields, Field.USER_NAME, pairs, "acct");
    putText(fields, Field.USER_NAME, pairs, "AUID");
    putText(fields, Field.USER_EFFECTIVE_NAME, pairs, "EUID");
    putUser(fields, pairs);
    putAddress(fields, pairs);
    putOutcome(fields, pairs);
  }

  private static void putArguments(Fields fields, ObjectNode pairs) {
    StringJoiner line = new StringJoiner(" ");
    for (int i = 0; pairs.has("a" + i); i++) {
      line.add(pairs.remove("a" + i).asText());
    }
    fields.put(Field.PROCESS_COMMAND_LINE, line.length() == 0 ? null : line.toString());
  }

  private static void putUser(Fields fields, ObjectNode pairs) {
    String login = JsonValues.text(pairs, "auid");
    // Who logged in, which sudo and su do not change.
    boolean known = !login.isEmpty() && !login.equals(UNSET) && !login.equals("-1");
    // Before a login it is the server that runs under the id, not the user who is named.
    if (known || !fields.has(Field.USER_NAME)) {
      putText(fields, Field.USER_ID, pairs, known ? "auid" : "uid");
    }
  }

  private static void putAddress(Fields fields, ObjectNode pairs) {
    for (String key : new String[] {"addr", "hostname"}) {
      String address = JsonValues.text(pairs, key);
      boolean known = !address.isEmpty() && !address.equals("?");
      if (known && !fields.has(Field.SOURCE_IP) && Addresses.putSource(fields, address)) {
        pairs.remove(key);
      }
    }
  }

  private static void putOutcome(Fields fields, ObjectNode pairs) {
    String result = JsonValues.text(pairs, pairs.has("res") ? "res" : "success");
    switch (result) {
      case "success", "yes", "1" -> fields.put(Field.EVENT_OUTCOME, "success");
      case "failed", "no", "0" -> fields.put(Field.EVENT_OUTCOME, "failure");
      default -> {
        // The record is a part of an event and says nothing of its end.
      }
    }
  }

  private static void putNumber(Fields fields, Field field, ObjectNode pairs, String key) {
    Cursor cursor = new Cursor(JsonValues.text(pairs, key));
    long number = cursor.number();
    if (number >= 0 && cursor.atEnd()) {
      fields.put(field, number);
      pairs.remove(key);
    }
  }

  private static void putText(Fields fields, Field field, ObjectNode pairs, String key) {
    String value = JsonValues.text(pairs, key);
    if (!value.isEmpty() && !value.equals("?") && !value.equals("(null)") && !fields.has(field)) {
      fields.put(field, value);
      pairs.remove(key);
    }
  }

  /** A value without quotes as the text that it means. */
  static String text(String type, String key, String value) {
    boolean argument = type.equals(COMMAND) && key.length() > 1 && key.charAt(0) == 'a';
    return (argument || TEXTS.contains(key)) && isHex(value) ? decoded(value) : value;
  }

  private static boolean isHex(String value) {
    if (value.isEmpty() || value.length() % 2 != 0) {
      return false;
    }
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      if ((c < '0' || c > '9') && (c < 'A' || c > 'F')) {
        return false;
      }
    }
    return true;
  }

  /** Arguments of a command are separated by NUL. */
  private static String decoded(String hex) {
    byte[] bytes = new byte[hex.length() / 2];
    for (int i = 0; i < bytes.length; i++) {
      int value = Character.digit(hex.charAt(2 * i), 16) * 16;
      bytes[i] = (byte) (value + Character.digit(hex.charAt(2 * i + 1), 16));
    }
    return new String(bytes, StandardCharsets.UTF_8).replace('\0', ' ').strip();
  }
}
