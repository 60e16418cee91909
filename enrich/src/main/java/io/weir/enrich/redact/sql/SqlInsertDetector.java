package io.weir.enrich.redact.sql;

import io.weir.enrich.redact.key.KeyRule;
import io.weir.enrich.redact.key.SensitiveKeys;
import io.weir.enrich.redact.key.ValueBounds;
import io.weir.enrich.redact.key.ValueExclusions;
import io.weir.enrich.redact.scan.CharSet;
import io.weir.enrich.redact.scan.Detector;
import io.weir.enrich.redact.scan.Scan;
import io.weir.enrich.redact.scan.Trigger;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * The literals of sensitive columns in SQL: {@code INSERT INTO t (name, password) VALUES ('a',
 * 'b'), ('c', 'd')}.
 */
final class SqlInsertDetector implements Detector {
  private static final String VALUES = "values";
  private static final int MAX_COLUMNS = 2_048;
  private static final int MAX_DEPTH = 8;

  private final SensitiveKeys keys;

  SqlInsertDetector(SensitiveKeys keys) {
    this.keys = keys;
  }

  @Override
  public List<Trigger> triggers() {
    return List.of(
        new Trigger(
            CharSet.of("sS").or(CharSet.BLANKS).or(CharSet.of("\n")),
            CharSet.of("("),
            CharSet.ANY));
  }

  /** Called at the bracket after VALUES. */
  @Override
  public int find(Scan scan, int at) {
    int end = before(scan, at);
    int start = end - VALUES.length();
    if (!scan.startsWithIgnoringCase(VALUES, start)) {
      return NOTHING;
    }
    int close = before(scan, start) - 1;
    if (scan.at(close) != ')') {
      return NOTHING;
    }
    int open = close;
    while (open > 0 && close - open < MAX_COLUMNS && scan.charAt(open) != '(') {
      open--;
    }
    if (scan.charAt(open) == '(') {
      rows(scan, at, rules(keys, scan.substring(open + 1, close)));
    }
    // The values may hold something else as well.
    return NOTHING;
  }

  private static int before(Scan scan, int from) {
    int end = from;
    while (end > 0 && from - end < 16 && scan.charAt(end - 1) <= ' ') {
      end--;
    }
    return end;
  }

  /** By column, null where a column is not sensitive. */
  static List<KeyRule> rules(SensitiveKeys keys, String columns) {
    List<KeyRule> rules = new ArrayList<>();
    for (String column : columns.split(",", -1)) {
      String name = column.strip();
      boolean quoted = name.length() > 1 && "\"`]".indexOf(name.charAt(name.length() - 1)) >= 0;
      rules.add(keys.ruleOf(quoted ? name.substring(0, name.length() - 1) : name));
    }
    return rules;
  }

  /** Row by row, as long as a comma follows. */
  private static void rows(Scan scan, int from, List<KeyRule> rules) {
    if (rules.stream().allMatch(Objects::isNull)) {
      return;
    }
    int depth = 0;
    int column = 0;
    int i = from;
    while (i < scan.length() && depth <= MAX_DEPTH) {
      char c = scan.charAt(i);
      if (c == '(') {
        depth++;
      } else if (c == ')') {
        depth--;
      } else if (c == ',') {
        column = depth == 0 ? 0 : depth == 1 ? column + 1 : column;
      } else if (c > ' ') {
        if (depth == 0) {
          return;
        }
        KeyRule rule = column < rules.size() ? rules.get(column) : null;
        i = literal(scan, i, rule);
        continue;
      }
      i++;
    }
  }

  /** The end of a literal, which is hidden if there is a rule for it. */
  private static int literal(Scan scan, int start, KeyRule rule) {
    int end = start + 1;
    if (scan.charAt(start) == '\'') {
      int close = ValueBounds.closing(scan, start);
      if (rule != null) {
        scan.hide(start + 1, close, rule.type());
      }
      return Math.min(scan.length(), close + 1);
    }
    while (end < scan.length() && "(),;'".indexOf(scan.charAt(end)) < 0) {
      end++;
    }
    boolean place =
        ":?@%".indexOf(scan.charAt(start)) >= 0 || SqlPlaceholders.number(scan.text(), start) > 0;
    if (rule != null && !place && !ValueExclusions.isNothing(scan.text(), start, end)) {
      scan.hide(start, end, rule.type());
    }
    return end;
  }
}
