package io.weir.enrich.redact.sql;

import io.weir.enrich.redact.scan.Chars;
import java.util.Locale;
import java.util.Set;

/**
 * The column that a place in a statement is compared with, or set to: {@code password = $1}, {@code
 * password <> lower($1)}, {@code token NOT IN ($1, $2)}, {@code "token" = ANY(?)}, {@code ? =
 * token}. Reads a statement from a place backwards, or forwards, and no further than a bound.
 */
final class SqlComparison {
  /** Words that compare. */
  private static final Set<String> OPERATORS =
      Set.of("in", "like", "ilike", "rlike", "regexp", "similar", "glob", "distinct", "between");

  /** Words that are a part of a comparison, but compare nothing by themselves. */
  private static final Set<String> PARTS =
      Set.of("to", "not", "is", "from", "any", "all", "some", "binary");

  /** After them another column is set, or another comparison begins. */
  private static final Set<String> DIVIDERS =
      Set.of("values", "value", "select", "where", "set", "and", "or", "on", "returning", "limit");

  private static final String SIGNS = "=<>!~*";
  private static final String QUOTES = "\"`]";
  private static final int MAX_LIST = 4_096;
  private static final int MAX_WORDS = 5;

  private final String statement;

  SqlComparison(String statement) {
    this.statement = statement;
  }

  /** The end of the column's name before the place, without its quote; -1 if there is none. */
  int columnEnd(int place) {
    int end = beforeConcatenated(beforeBlanks(place));
    int depth = 0;
    // Out of lists and calls, up to what they are compared with.
    while (end > 0 && depth < MAX_WORDS && "(,".indexOf(statement.charAt(end - 1)) >= 0) {
      int open = statement.charAt(end - 1) == '(' ? end - 1 : openBefore(end - 1);
      if (open < 0) {
        return -1;
      }
      end = beforeBlanks(beforeCall(beforeBlanks(open)));
      depth++;
    }
    int column = beforeOperator(end);
    if (column == end || column <= 0) {
      return -1;
    }
    // lower(password) = $1
    column -= statement.charAt(column - 1) == ')' ? 1 : 0;
    return column > 0 && QUOTES.indexOf(statement.charAt(column - 1)) >= 0 ? column - 1 : column;
  }

  /** {@code LIKE '%' || $1}: before the literals that are put together with the place. */
  private int beforeConcatenated(int from) {
    int end = from;
    if (end > 1 && statement.startsWith("||", end - 2)) {
      end = beforeBlanks(end - 2);
      boolean literal = end > 1 && statement.charAt(end - 1) == '\'';
      int open = literal ? statement.lastIndexOf('\'', end - 2) : -1;
      end = open < 0 ? end : beforeBlanks(open);
    }
    return end;
  }

  /** The column's name after the place, as in {@code $1 = token}; empty if there is none. */
  String columnAfter(int place) {
    int at = place + 1;
    while (at < statement.length() && isPlace(statement.charAt(at))) {
      at++;
    }
    at = afterBlanks(at);
    int sign = at;
    while (at < statement.length() && SIGNS.indexOf(statement.charAt(at)) >= 0) {
      at++;
    }
    if (at == sign) {
      return "";
    }
    int start = afterBlanks(at);
    start += QUOTES.indexOf(Chars.at(statement, start)) >= 0 ? 1 : 0;
    int end = start;
    while (end < statement.length() && Chars.isKey(statement.charAt(end))) {
      end++;
    }
    return statement.substring(start, end);
  }

  /** {@code $12}, {@code %s}, {@code @p0}, {@code ::text}. */
  private static boolean isPlace(char c) {
    return Chars.isAlphanumeric(c) || c == '_' || c == ':';
  }

  private int afterBlanks(int from) {
    int at = from;
    while (at < statement.length() && statement.charAt(at) <= ' ') {
      at++;
    }
    return at;
  }

  /** Before the name of a function, unless it is one that divides a statement. */
  private int beforeCall(int end) {
    int start = wordStart(end);
    String word = statement.substring(start, end).toLowerCase(Locale.ROOT);
    boolean call = !OPERATORS.contains(word) && !PARTS.contains(word) && !DIVIDERS.contains(word);
    return call ? start : end;
  }

  /** The bracket that opens the list that a place is in; -1 if there is none near. */
  private int openBefore(int place) {
    int depth = 0;
    int least = Math.max(0, place - MAX_LIST);
    for (int i = place - 1; i >= least; i--) {
      char c = statement.charAt(i);
      depth += c == ')' ? 1 : c == '(' ? -1 : 0;
      if (depth < 0) {
        return i;
      }
    }
    return -1;
  }

  /** Before signs and words that compare; the place itself if there are none. */
  private int beforeOperator(int from) {
    int end = from;
    boolean compares = false;
    for (int words = 0; words < MAX_WORDS; words++) {
      int start = beforeSigns(end);
      boolean signs = start < end;
      start = signs ? start : wordStart(end);
      String word = statement.substring(start, end).toLowerCase(Locale.ROOT);
      if (!signs && !OPERATORS.contains(word) && !PARTS.contains(word)) {
        break;
      }
      compares |= signs || OPERATORS.contains(word);
      end = beforeBlanks(start);
    }
    return compares ? end : from;
  }

  private int beforeSigns(int from) {
    int end = from;
    while (end > 0 && SIGNS.indexOf(statement.charAt(end - 1)) >= 0) {
      end--;
    }
    return end;
  }

  private int wordStart(int end) {
    int start = end;
    while (start > 0 && Chars.isAlphanumeric(statement.charAt(start - 1))) {
      start--;
    }
    return start;
  }

  private int beforeBlanks(int from) {
    int end = from;
    while (end > 0 && statement.charAt(end - 1) <= ' ') {
      end--;
    }
    return end;
  }
}
