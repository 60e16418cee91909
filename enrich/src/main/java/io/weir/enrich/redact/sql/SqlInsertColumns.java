package io.weir.enrich.redact.sql;

import io.weir.enrich.redact.key.KeyRule;
import io.weir.enrich.redact.key.SensitiveKeys;
import java.util.List;

/**
 * What the columns of an INSERT say of the places in its rows: {@code (id, name, password) VALUES
 * (DEFAULT, $1, $2)}. Places have to be asked for in their order. Not thread-safe.
 */
final class SqlInsertColumns {
  private static final String VALUES = "values";

  private final String statement;
  private final List<KeyRule> rules;

  /** Where the rows begin. */
  private final int start;

  /** Up to here the rows were read; the depth of brackets and the column are those of it. */
  private int read;

  private int depth;
  private int column;

  SqlInsertColumns(SensitiveKeys keys, String statement) {
    this.statement = statement;
    int values = statement.length() - VALUES.length();
    // ON DUPLICATE KEY UPDATE name = VALUES(name) has no rows.
    while (values >= 0 && !(isValues(values) && closeBefore(values) >= 0)) {
      values--;
    }
    int close = values < 0 ? -1 : closeBefore(values);
    int open = close < 0 ? -1 : statement.lastIndexOf('(', close);
    this.rules =
        open < 0 ? List.of() : SqlInsertDetector.rules(keys, statement.substring(open + 1, close));
    this.start = values + VALUES.length();
    this.read = start;
  }

  private boolean isValues(int at) {
    return statement.regionMatches(true, at, VALUES, 0, VALUES.length());
  }

  /** The bracket that closes the columns; -1 if something else is before the word. */
  private int closeBefore(int values) {
    int at = values - 1;
    while (at >= 0 && statement.charAt(at) <= ' ') {
      at--;
    }
    return at >= 0 && statement.charAt(at) == ')' ? at : -1;
  }

  /**
   * What the column of a place says; null if it says nothing, or there is no INSERT.
   *
   * @param index of the place among all, the first at 0; counts where the rows are before the
   *     columns, as in a MERGE
   */
  KeyRule rule(int place, int index) {
    if (rules.isEmpty()) {
      return null;
    }
    if (place < start) {
      return rules.get(index % rules.size());
    }
    readTo(place);
    return depth > 0 && column < rules.size() ? rules.get(column) : null;
  }

  private void readTo(int place) {
    boolean literal = false;
    for (; read < place; read++) {
      char c = statement.charAt(read);
      literal ^= c == '\'';
      if (literal) {
        continue;
      }
      if (c == '(') {
        column = depth == 0 ? 0 : column;
        depth++;
      } else if (c == ')') {
        depth--;
      } else if (c == ',' && depth == 1) {
        column++;
      }
    }
  }
}
