package io.weir.enrich.redact.sql;

import io.weir.enrich.redact.key.KeyRule;
import io.weir.enrich.redact.key.SensitiveKeys;
import io.weir.enrich.redact.scan.Chars;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What the columns of a statement say of the values that are bound to its places: {@code password =
 * $1}, {@code password NOT IN (?, ?)}, {@code (name, password) VALUES (?, %s)}.
 */
final class SqlPlaceholders {
  private static final int MAX_PLACES = 1_000;

  private final SensitiveKeys keys;
  private final String statement;
  private final SqlComparison comparison;
  private final SqlInsertColumns inserted;

  SqlPlaceholders(SensitiveKeys keys, String statement) {
    this.keys = keys;
    this.statement = statement;
    this.comparison = new SqlComparison(statement);
    this.inserted = new SqlInsertColumns(keys, statement);
  }

  /** By the number of a place, the first at 0; null where a value is not sensitive. */
  List<KeyRule> numbered() {
    List<KeyRule> rules = new ArrayList<>();
    for (int i = statement.indexOf('$'); i >= 0; i = statement.indexOf('$', i + 1)) {
      int number = number(statement, i);
      while (number > rules.size()) {
        rules.add(null);
      }
      KeyRule rule = number == 0 ? null : rule(i, number - 1);
      if (rule != null) {
        rules.set(number - 1, rule);
      }
    }
    return rules;
  }

  /** Of {@code $12}; 0 if it is none. */
  static int number(String text, int dollar) {
    int number = 0;
    for (int i = dollar + 1; Chars.isDigit(Chars.at(text, i)); i++) {
      number = number * 10 + text.charAt(i) - '0';
      if (number > MAX_PLACES) {
        return 0;
      }
    }
    return number;
  }

  /** By the places' numbers if they have some, else in their order. */
  List<KeyRule> rules() {
    List<KeyRule> numbered = numbered();
    return numbered.isEmpty() ? inOrder() : numbered;
  }

  /** In the order of the places, the signs within literals left aside. */
  List<KeyRule> inOrder() {
    List<KeyRule> rules = new ArrayList<>();
    boolean literal = false;
    for (int i = 0; i < statement.length() && rules.size() < MAX_PLACES; i++) {
      literal ^= statement.charAt(i) == '\'';
      if (!literal && (statement.charAt(i) == '?' || statement.startsWith("%s", i))) {
        rules.add(rule(i, rules.size()));
      }
    }
    return rules;
  }

  /** By the names of the places, {@code @p0} or {@code :password}, with their sign. */
  Map<String, KeyRule> named() {
    Map<String, KeyRule> rules = new HashMap<>();
    int index = 0;
    for (int i = 0; i < statement.length() && index < MAX_PLACES; i++) {
      int end = i + 1;
      while (end < statement.length() && Chars.isAlphanumeric(statement.charAt(end))) {
        end++;
      }
      if ("@:".indexOf(statement.charAt(i)) >= 0 && end > i + 1) {
        KeyRule rule = rule(i, index++);
        if (rule != null) {
          rules.put(statement.substring(i, end), rule);
        }
      }
      i = Math.max(i, end - 2);
    }
    return rules;
  }

  private KeyRule rule(int place, int index) {
    KeyRule rule = compared(place);
    return rule == null ? inserted.rule(place, index) : rule;
  }

  /** Of the column that the place is compared with, or set to; null if it is not sensitive. */
  private KeyRule compared(int place) {
    int end = comparison.columnEnd(place);
    if (end >= 0) {
      return keys.ruleBefore(statement, end, false);
    }
    String column = comparison.columnAfter(place);
    return column.isEmpty() ? null : keys.ruleOf(column);
  }
}
