package io.weir.ingest.parse.structured;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Brings to JSON what writers take for it: bytes as {@code \x22}, as nginx escapes without {@code
 * escape=json}; numbers that JSON does not have, as Python and JavaScript write them; tabs and line
 * feeds as they are. Only asked for a text that does not parse, which it reads once.
 */
final class LooseJson {
  private static final List<String> NUMBERS =
      List.of("NaN", "-Infinity", "Infinity", "-inf", "inf", "nan", "undefined");

  private static final String ESCAPES = "\"\\/bfnrtu";
  private static final String HEX = "0123456789abcdef";
  private static final int HEX_ESCAPE = 4;

  private final String text;
  private final StringBuilder json;
  private boolean changed;

  private LooseJson(String text) {
    this.text = text;
    this.json = new StringBuilder(text.length() + 16);
  }

  /** The text as JSON, such numbers as strings; null if there is nothing to change. */
  static String mended(String text) {
    LooseJson loose = new LooseJson(text);
    loose.read();
    return loose.changed ? loose.json.toString() : null;
  }

  private void read() {
    boolean inString = false;
    int at = 0;
    while (at < text.length()) {
      char c = text.charAt(at);
      if (inString && c == '\\') {
        at = escape(at);
      } else if (inString && c < ' ') {
        appendEscaped(c);
        at++;
      } else if (!inString && isNumberStart(c)) {
        at = number(at);
      } else {
        inString ^= c == '"';
        json.append(c);
        at++;
      }
    }
  }

  private void append(String mended) {
    json.append(mended);
    changed = true;
  }

  private void appendEscaped(char c) {
    json.append("\\u00").append(HEX.charAt(c >> 4)).append(HEX.charAt(c & 15));
    changed = true;
  }

  private int escape(int at) {
    char next = at + 1 < text.length() ? text.charAt(at + 1) : 0;
    if (hexByte(at) >= 0) {
      return bytes(at);
    }
    if (ESCAPES.indexOf(next) >= 0) {
      json.append('\\').append(next);
      return at + 2;
    }
    append("\\\\");
    return at + 1;
  }

  /** Neighbouring bytes are one text in UTF-8. */
  private int bytes(int from) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    int at = from;
    for (int b = hexByte(at); b >= 0; b = hexByte(at)) {
      bytes.write(b);
      at += HEX_ESCAPE;
    }
    changed = true;
    String decoded = bytes.toString(StandardCharsets.UTF_8);
    for (int i = 0; i < decoded.length(); i++) {
      char c = decoded.charAt(i);
      if (c < ' ' || c == '"' || c == '\\') {
        appendEscaped(c);
      } else {
        json.append(c);
      }
    }
    return at;
  }

  /** The byte of {@code \x22}, or -1. */
  private int hexByte(int at) {
    boolean escape = at + HEX_ESCAPE <= text.length() && text.startsWith("\\x", at);
    int high = escape ? Character.digit(text.charAt(at + 2), 16) : -1;
    int low = escape ? Character.digit(text.charAt(at + 3), 16) : -1;
    return high < 0 || low < 0 ? -1 : high << 4 | low;
  }

  private static boolean isNumberStart(char c) {
    return c == 'N' || c == 'I' || c == '-' || c == 'i' || c == 'n' || c == 'u';
  }

  private int number(int at) {
    for (String number : NUMBERS) {
      if (text.startsWith(number, at)) {
        append('"' + number + '"');
        return at + number.length();
      }
    }
    json.append(text.charAt(at));
    return at + 1;
  }
}
