package io.weir.ingest.parse.runtime;

import io.weir.ingest.parse.text.Cursor;
import io.weir.ingest.parse.text.StackTracePatterns;

/** Distinguishes the name of a logger from the first word of a message in the same place. */
final class LoggerName {
  private LoggerName() {}

  /**
   * The logger in a word, or null if it may as well be of the message.
   *
   * @param cursor after the word; a name without dots must be followed by a mark, and one with a
   *     colon alone must look like a class
   */
  static String of(String word, Cursor cursor) {
    boolean colon = word.endsWith(":");
    String name = colon ? word.substring(0, word.length() - 1) : word;
    if (name.isEmpty() || StackTracePatterns.nameEnd(name, 0) < name.length()) {
      return StackTracePatterns.nameEnd(name, 0) > 0 && dots(name) > 1 ? name : null;
    }
    boolean apart =
        cursor.startsWith(" - ") || cursor.startsWith(" : ") || cursor.startsWith(" -- ");
    boolean known = dots(name) > 1 || apart || (colon && isClass(name));
    return known ? name : null;
  }

  private static int dots(String name) {
    return (int) name.chars().filter(c -> c == '.').count();
  }

  /** {@code SparkContext} or {@code shop.Cart}, but no exception, and no word such as "Note". */
  private static boolean isClass(String name) {
    if (StackTracePatterns.isException(name)) {
      return false;
    }
    for (int i = 1; i < name.length(); i++) {
      char c = name.charAt(i);
      boolean inner = Character.isUpperCase(c) && Character.isLowerCase(name.charAt(i - 1));
      if (inner || c == '.' || c == '$') {
        return true;
      }
    }
    return false;
  }
}
