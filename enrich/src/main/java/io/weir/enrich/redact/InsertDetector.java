package io.weir.enrich.redact;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * The literals of sensitive columns in SQL: {@code INSERT INTO t (name, password) VALUES ('a',
 * 'b'), ('c', 'd')}.
 */
final class InsertDetector implements Detector {
  private static final String VALUES = "values";
  private static final int MAX_COLUMNS = 2_048;
  private static final int MAX_DEPTH = 8;

  private final SensitiveKeys keys;

  InsertDetector(SensitiveKeys keys) {
    this.keys = keys;
  }

  @Override
  public List<Gate> gates() {
    return List.of(
        new Gate(
            CharSet.of("sS").or(CharSet.BLANKS).or(CharSet.of("\n")),
            CharSet.of("("),
            CharSet.ANY));
  }

  /** Called at the bracket behind VALUES. */
  @Override
  public int find(String text, int at, Spans spans) {
    int end = before(text, at);
    int start = end - VALUES.length();
    if (!text.regionMatches(true, start, VALUES, 0, VALUES.length())) {
      return at;
    }
    int close = before(text, start) - 1;
    if (Chars.at(text, close) != ')') {
      return at;
    }
    int open = close;
    while (open > 0 && close - open < MAX_COLUMNS && text.charAt(open) != '(') {
      open--;
    }
    if (text.charAt(open) == '(') {
      rows(text, at, rules(keys, text, open + 1, close), spans);
    }
    // The values may hold something else as well.
    return at;
  }

  private static int before(String text, int from) {
    int end = from;
    while (end > 0 && from - end < 16 && text.charAt(end - 1) <= ' ') {
      end--;
    }
    return end;
  }

  /** By column, null where a column is not sensitive. */
  static List<KeyRule> rules(SensitiveKeys keys, String text, int from, int to) {
    List<KeyRule> rules = new ArrayList<>();
    for (String column : text.substring(from, to).split(",", -1)) {
      String name = column.strip();
      boolean quoted = name.length() > 1 && "\"`]".indexOf(name.charAt(name.length() - 1)) >= 0;
      rules.add(keys.ruleOf(quoted ? name.substring(0, name.length() - 1) : name));
    }
    return rules;
  }

  /** Row by row, as long as a comma follows. */
  private static void rows(String text, int from, List<KeyRule> rules, Spans spans) {
    if (rules.stream().allMatch(Objects::isNull)) {
      return;
    }
    int depth = 0;
    int column = 0;
    int i = from;
    while (i < text.length() && depth <= MAX_DEPTH) {
      char c = text.charAt(i);
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
        i = literal(text, i, rule, spans);
        continue;
      }
      i++;
    }
  }

  /** The end of a literal, which is hidden if there is a rule for it. */
  private static int literal(String text, int start, KeyRule rule, Spans spans) {
    int end = start + 1;
    if (text.charAt(start) == '\'') {
      int close = ValueEnds.closing(text, start);
      if (rule != null) {
        spans.add(start + 1, close, rule.type());
      }
      return Math.min(text.length(), close + 1);
    }
    while (end < text.length() && "(),;'".indexOf(text.charAt(end)) < 0) {
      end++;
    }
    boolean place =
        ":?@%".indexOf(text.charAt(start)) >= 0 || StatementPlaces.number(text, start) > 0;
    if (rule != null && !place && !NoValue.is(text, start, end)) {
      spans.add(start, end, rule.type());
    }
    return end;
  }
}
