package io.weir.ingest.parse.database;

import io.weir.ingest.parse.text.WordTable;
import java.util.Map;
import java.util.Set;

/**
 * The word before a message of PostgreSQL, in any of the server's languages: a severity, or what a
 * line adds to the one before it.
 *
 * @param name in English, such as {@code LOG} or {@code STATEMENT}
 * @param from where it is in the line
 * @param end where the message begins
 */
record PostgresSeverity(String name, int from, int end) {
  private static final Map<String, String> NAMES =
      WordTable.read(PostgresSeverity.class, "postgresql-severities.txt");

  private static final Set<String> EXPLAINING =
      Set.of("DETAIL", "HINT", "QUERY", "CONTEXT", "LOCATION", "STATEMENT");

  /** Two blanks follow, so that a text such as "LOG: x" is none. */
  private static final String MARK = ":  ";

  /** Prefixes are not longer. */
  private static final int MAX_PREFIX = 400;

  /** The first one in a line, after a place; null if there is none. */
  static PostgresSeverity find(String line, int from) {
    int colon = line.indexOf(MARK, from);
    while (colon >= 0 && colon - from <= MAX_PREFIX) {
      int end = colon > from && isBlank(line.charAt(colon - 1)) ? colon - 1 : colon;
      int start = end;
      while (start > from && Character.isLetterOrDigit(line.charAt(start - 1))) {
        start--;
      }
      String name = NAMES.get(line.substring(start, end));
      if (name != null) {
        return new PostgresSeverity(name, start, colon + MARK.length());
      }
      colon = line.indexOf(MARK, colon + 1);
    }
    return null;
  }

  /** In French a blank, most often one that does not break, comes before the colon. */
  private static boolean isBlank(char c) {
    return c == ' ' || c == '\u00a0';
  }

  /** All words that are one, in all languages. */
  static Set<String> words() {
    return NAMES.keySet();
  }

  /** The English name of a severity; null for other words. */
  static String named(String word) {
    return NAMES.get(word);
  }

  /** Whether the line explains the one before it, and has no level of its own. */
  boolean explains() {
    return EXPLAINING.contains(name);
  }

  /** Whether no other program writes this word, with two blanks after its colon. */
  boolean isOwn(String line) {
    return explains() || name.equals("LOG") || !line.startsWith(name, from);
  }

  /** The level; empty if the line explains another. */
  String level() {
    return level(name);
  }

  /** The level of an English name. */
  static String level(String name) {
    return switch (name) {
      case "DEBUG" -> "debug";
      case "LOG", "INFO" -> "info";
      case "NOTICE" -> "notice";
      case "WARNING" -> "warn";
      case "ERROR" -> "error";
      case "FATAL", "PANIC" -> "fatal";
      default -> "";
    };
  }
}
