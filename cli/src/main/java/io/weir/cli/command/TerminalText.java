package io.weir.cli.command;

/**
 * Text of a record, a store or a file, made harmless for a terminal. Whoever can write a log line
 * could otherwise clear the screen of who reads it, hide the rest of the line, or turn it round.
 */
public final class TerminalText {
  private TerminalText() {}

  /**
   * The text with what a terminal would obey written out, as {@code \\x1b[31m}. Tabs and line feeds
   * stay.
   */
  public static String shown(String text) {
    int first = firstObeyed(text);
    if (first < 0) {
      return text;
    }
    StringBuilder shown = new StringBuilder(text.length() + 16).append(text, 0, first);
    for (int i = first; i < text.length(); i++) {
      char c = text.charAt(i);
      if (!isObeyed(c)) {
        shown.append(c);
      } else if (c < 0x100) {
        shown.append("\\x%02x".formatted((int) c));
      } else {
        shown.append("\\u%04x".formatted((int) c));
      }
    }
    return shown.toString();
  }

  private static int firstObeyed(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (isObeyed(text.charAt(i))) {
        return i;
      }
    }
    return -1;
  }

  /** Controls of ASCII and of ISO 6429, line separators, and marks of direction. */
  private static boolean isObeyed(char c) {
    if (c < 0xa0) {
      return (c < ' ' && c != '\n' && c != '\t') || c >= 0x7f;
    }
    return c == '\u061c'
        || (c >= '\u200b' && c <= '\u200f')
        || (c >= '\u2028' && c <= '\u202e')
        || (c >= '\u2060' && c <= '\u2069')
        || c == '\ufeff';
  }
}
