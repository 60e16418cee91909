package io.weir.enrich.redact.line;

import io.weir.enrich.redact.key.KeyRule;
import io.weir.enrich.redact.key.SensitiveKeys;
import io.weir.enrich.redact.scan.Chars;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** The names of a table's columns, how they are divided, and what they say of the cells below. */
final class TableHead {
  private static final int MAX_COLUMNS = 64;
  private static final int MAX_NAME = 40;

  /** Represents two blanks or more, as between aligned columns. */
  private static final char ALIGNED = ' ';

  private static final String SEPARATORS = "|\t,;" + ALIGNED;

  /**
   * @param start of a cell in its line
   */
  record Cell(int start, int end) {}

  private final char separator;
  private final List<KeyRule> rules;

  private TableHead(char separator, List<KeyRule> rules) {
    this.separator = separator;
    this.rules = rules;
  }

  /** The head that a line is; null if it is none, or no column is sensitive. */
  static TableHead of(String line, SensitiveKeys keys) {
    if (!mayBegin(line)) {
      return null;
    }
    for (int i = 0; i < SEPARATORS.length(); i++) {
      char separator = SEPARATORS.charAt(i);
      boolean may = separator == ALIGNED ? line.indexOf("  ") > 0 : line.indexOf(separator) >= 0;
      if (may) {
        List<KeyRule> rules = rules(line, cells(line, separator), separator, keys);
        boolean sensitive = rules.size() > 1 && rules.stream().anyMatch(Objects::nonNull);
        return sensitive ? new TableHead(separator, rules) : null;
      }
    }
    return null;
  }

  /** Most lines of a log begin with a time, a bracket or a sentence. */
  private static boolean mayBegin(String line) {
    int start = Lines.indent(line);
    char first = Chars.at(line, start);
    if (first == '|' || Chars.isQuote(first)) {
      return true;
    }
    int end = start;
    while (end < line.length() && Chars.isKey(line.charAt(end))) {
      end++;
    }
    char after = Chars.at(line, end);
    boolean columns = ",;\t".indexOf(after) >= 0 || line.startsWith("  ", end);
    return Character.isLetter(first) && (columns || line.startsWith(" |", end));
  }

  /** None if one of the cells is not the name of a column. */
  private static List<KeyRule> rules(
      String line, List<Cell> cells, char separator, SensitiveKeys keys) {
    List<KeyRule> rules = new ArrayList<>();
    for (Cell cell : cells) {
      String name = name(line, cell);
      if (!isName(name, separator)) {
        return List.of();
      }
      KeyRule rule = keys.ruleOf(name);
      rules.add(rule == null || rule.kind() == KeyRule.Kind.NEVER ? null : rule);
    }
    return rules;
  }

  private static String name(String line, Cell cell) {
    int start = cell.start();
    int end = cell.end();
    boolean quoted = end - start > 1 && Chars.isQuote(line.charAt(start));
    return quoted ? line.substring(start + 1, end - 1) : line.substring(start, end);
  }

  /** Letters first, few blanks; aligned columns have names in capitals, those of CSV no blank. */
  private static boolean isName(String name, char separator) {
    if (name.isEmpty() || name.length() > MAX_NAME || !Character.isLetter(name.charAt(0))) {
      return false;
    }
    for (int i = 0; i < name.length(); i++) {
      char c = name.charAt(i);
      boolean blank = c == ' ' && separator != ',' && separator != ';';
      if ((!Chars.isKey(c) && !blank) || (separator == ALIGNED && Character.isLowerCase(c))) {
        return false;
      }
    }
    return true;
  }

  int size() {
    return rules.size();
  }

  /** What the name of a column says of its cells; null if it says nothing. */
  KeyRule rule(int column) {
    return rules.get(column);
  }

  /** The cells of a row. */
  List<Cell> cells(String line) {
    return cells(line, separator);
  }

  private static List<Cell> cells(String line, char separator) {
    List<Cell> cells = new ArrayList<>();
    int end = Lines.end(line);
    int from = Lines.indent(line);
    if (separator == '|' && from < end && line.charAt(from) == '|') {
      from++;
      end -= line.charAt(end - 1) == '|' ? 1 : 0;
    }
    while (from <= end && cells.size() <= MAX_COLUMNS) {
      int to = cellEnd(line, from, end, separator);
      cells.add(trimmed(line, from, to));
      from = separator == ALIGNED ? afterBlanks(line, to, end) : to + 1;
      if (to >= end) {
        break;
      }
    }
    return cells;
  }

  /** A separator in quotes is part of the cell (RFC 4180). */
  private static int cellEnd(String line, int from, int end, char separator) {
    boolean quoted = false;
    for (int i = from; i < end; i++) {
      char c = line.charAt(i);
      quoted ^= c == '"' && (separator == ',' || separator == ';');
      boolean divides = separator == ALIGNED ? line.startsWith("  ", i) : c == separator;
      if (divides && !quoted) {
        return i;
      }
    }
    return end;
  }

  private static int afterBlanks(String line, int from, int end) {
    int at = from;
    while (at < end && line.charAt(at) == ' ') {
      at++;
    }
    return at;
  }

  private static Cell trimmed(String line, int from, int to) {
    int start = from;
    int end = Math.max(from, to);
    while (start < end && Chars.isBlank(line.charAt(start))) {
      start++;
    }
    while (end > start && Chars.isBlank(line.charAt(end - 1))) {
      end--;
    }
    return new Cell(start, end);
  }
}
