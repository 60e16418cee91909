package io.weir.ingest.parse.text;

/**
 * Looks for the level among the first columns of a line whose layout is unknown. A column is a
 * number, a name, something in brackets, or capitals; the first word of a sentence ends the
 * columns, because a level inside a sentence is what the sentence is about.
 */
public final class LevelFinder {
  private static final int MAX_COLUMNS = 8;

  /** What is in brackets is not longer. */
  private static final int MAX_BRACKETED = 80;

  private static final String OPENING = "[(<{|";
  private static final String CLOSING = "])>}|";
  private static final String ENDS = "])>}|,:;-";

  private LevelFinder() {}

  /** The level in the columns that begin at the cursor, which moves; null if there is none. */
  public static String find(Cursor cursor) {
    for (int i = 0; i < MAX_COLUMNS; i++) {
      cursor.skipBlanks();
      String column = column(cursor);
      String level = level(column, cursor);
      if (level != null) {
        return level;
      }
      if (column.isEmpty() || !isColumn(column)) {
        return null;
      }
    }
    return null;
  }

  /** A word, or what is in brackets, perhaps several words. */
  private static String column(Cursor cursor) {
    int kind = OPENING.indexOf(cursor.peek());
    if (kind >= 0) {
      int start = cursor.at();
      String inside = cursor.skipOne(cursor.peek()).until(CLOSING.charAt(kind));
      if (inside != null && inside.length() <= MAX_BRACKETED) {
        return cursor.between(start, cursor.at());
      }
      cursor.moveTo(start);
    }
    return cursor.word();
  }

  private static String level(String column, Cursor cursor) {
    int from = 0;
    while (from < column.length() && OPENING.indexOf(column.charAt(from)) >= 0) {
      from++;
    }
    int end = column.length();
    while (end > from && ENDS.indexOf(column.charAt(end - 1)) >= 0) {
      end--;
    }
    String word = column.substring(from, end).strip();
    boolean marked = from > 0 || column.endsWith(":") || isPadded(cursor);
    boolean capitals = word.length() > 1 && Character.isUpperCase(word.charAt(1));
    String level = marked || capitals ? Levels.named(word) : null;
    return level == null ? lettered(word, cursor) : level;
  }

  /** Columns of a fixed width, or apart by tabs. */
  private static boolean isPadded(Cursor cursor) {
    return cursor.peek() == '\t' || (cursor.peek() == ' ' && cursor.peek(1) == ' ');
  }

  /** {@code I!} of Telegraf, {@code I NETWORK [listener]} of MongoDB before version 4.4. */
  private static String lettered(String word, Cursor cursor) {
    if (word.endsWith("!")) {
      return telegraf(word);
    }
    boolean letter = word.length() == 1 || (word.length() == 2 && word.charAt(0) == 'D');
    return letter && isComponent(cursor) ? Levels.lettered(word) : null;
  }

  private static String telegraf(String word) {
    return word.length() == 2 ? Levels.lettered(word) : null;
  }

  /** Whether capitals, or a dash, and something in brackets follow. */
  private static boolean isComponent(Cursor cursor) {
    int at = 0;
    while (cursor.peek(at) == ' ' && at < MAX_COLUMNS) {
      at++;
    }
    int start = at;
    while (isCapital(cursor.peek(at)) && at < MAX_BRACKETED) {
      at++;
    }
    boolean named = at > start + 1 || (cursor.peek(start) == '-' && at == start + 1);
    while (named && cursor.peek(at) == ' ' && at < MAX_BRACKETED) {
      at++;
    }
    return named && cursor.peek(at) == '[';
  }

  private static boolean isCapital(char c) {
    return (c >= 'A' && c <= 'Z') || c == '_' || c == '-';
  }

  /** Something in brackets, with digits or an equals sign, in capitals, or a dotted name. */
  private static boolean isColumn(String column) {
    if (OPENING.indexOf(column.charAt(0)) >= 0) {
      return true;
    }
    boolean lower = false;
    for (int i = 0; i < column.length(); i++) {
      char c = column.charAt(i);
      if ((c >= '0' && c <= '9') || c == '=' || (c == '.' && i > 0 && i + 1 < column.length())) {
        return true;
      }
      lower |= Character.isLowerCase(c);
    }
    return !lower;
  }
}
