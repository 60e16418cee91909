package io.weir.enrich.redact;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Locale;

/**
 * The values that are bound to the places of a statement, as PostgreSQL ({@code DETAIL: parameters:
 * $1 = 'x', $2 = '5'}) and SQLAlchemy ({@code [parameters: ('ana', 'x')]}) write them behind it.
 * What a value is tells the column that its place stands beside in the statement.
 */
final class BoundValuesDetector implements Detector {
  private static final String PARAMETERS = "parameters";

  /** So much of the statement is looked at. */
  private static final int MAX_STATEMENT = 4_096;

  private static final int MAX_PLACES = 1_000;

  private final SensitiveKeys keys;

  BoundValuesDetector(SensitiveKeys keys) {
    this.keys = keys;
  }

  @Override
  public List<Gate> gates() {
    return List.of(new Gate(CharSet.of("s"), CharSet.of(":"), CharSet.of(" ")));
  }

  @Override
  public int find(String text, int at, Spans spans) {
    int word = at - PARAMETERS.length();
    if (!text.regionMatches(true, word, PARAMETERS, 0, PARAMETERS.length())) {
      return at;
    }
    // The statement of these is not that of the ones before.
    int from = Math.max(spans.passedTo(this), word - MAX_STATEMENT);
    if (from >= word) {
      return at;
    }
    String statement = text.substring(from, word);
    int end =
        Chars.at(text, at + 2) == '$'
            ? hideNumbered(text, at + 2, numbered(statement), spans)
            : hideInOrder(text, at + 2, inOrder(statement), spans);
    spans.pass(this, end);
    return at;
  }

  /** By the number of the place, the first at 0. */
  private List<KeyRule> numbered(String statement) {
    List<KeyRule> rules = new ArrayList<>();
    List<KeyRule> inserted = inserted(statement);
    for (int i = statement.indexOf('$'); i >= 0; i = statement.indexOf('$', i + 1)) {
      int end = i + 1;
      int number = 0;
      while (Chars.isDigit(Chars.at(statement, end)) && number < MAX_PLACES) {
        number = number * 10 + statement.charAt(end++) - '0';
      }
      if (number > 0 && number <= MAX_PLACES) {
        KeyRule rule = ruleBefore(statement, i);
        set(rules, number - 1, rule == null ? at(inserted, number - 1) : rule);
      }
    }
    return rules;
  }

  private List<KeyRule> inOrder(String statement) {
    List<KeyRule> rules = new ArrayList<>();
    List<KeyRule> inserted = inserted(statement);
    for (int i = 0; i < statement.length() && rules.size() < MAX_PLACES; i++) {
      if (statement.charAt(i) == '?' || statement.startsWith("%s", i)) {
        KeyRule rule = ruleBefore(statement, i);
        rules.add(rule == null ? at(inserted, rules.size()) : rule);
      }
    }
    return rules;
  }

  /** Of the columns of an INSERT, in their order. */
  private List<KeyRule> inserted(String statement) {
    int values = statement.toLowerCase(Locale.ROOT).lastIndexOf("values");
    int close = values < 0 ? -1 : statement.lastIndexOf(')', values);
    int open = close < 0 ? -1 : statement.lastIndexOf('(', close);
    return open < 0 ? List.of() : InsertDetector.rules(keys, statement, open + 1, close);
  }

  /** {@code password = $1}, {@code "password"=?}. */
  private KeyRule ruleBefore(String statement, int place) {
    int end = place;
    while (end > 0 && " =".indexOf(statement.charAt(end - 1)) >= 0) {
      end--;
    }
    boolean compared = statement.substring(end, place).indexOf('=') >= 0;
    if (compared && end > 0 && "\"`]".indexOf(statement.charAt(end - 1)) >= 0) {
      end--;
    }
    return compared ? keys.ruleBefore(statement, end, false) : null;
  }

  private static void set(List<KeyRule> rules, int index, KeyRule rule) {
    while (rules.size() <= index) {
      rules.add(null);
    }
    if (rule != null) {
      rules.set(index, rule);
    }
  }

  private static KeyRule at(List<KeyRule> rules, int index) {
    return index < rules.size() ? rules.get(index) : null;
  }

  /** {@code $1 = 'x', $2 = NULL}; the place behind the last. */
  private static int hideNumbered(String text, int from, List<KeyRule> rules, Spans spans) {
    int at = from;
    BitSet seen = new BitSet();
    while (Chars.at(text, at) == '$') {
      int number = 0;
      int end = at + 1;
      while (Chars.isDigit(Chars.at(text, end)) && number < MAX_PLACES) {
        number = number * 10 + text.charAt(end++) - '0';
      }
      int value = text.startsWith(" = ", end) ? end + 3 : end;
      if (number == 0 || value == end || seen.get(number)) {
        break;
      }
      seen.set(number);
      at = hide(text, value, at(rules, number - 1), spans);
    }
    return at;
  }

  /** {@code ('ana', 'x')} or {@code [('ana', 'x'), ('bob', 'y')]}; the end of the line. */
  private static int hideInOrder(String text, int from, List<KeyRule> rules, Spans spans) {
    if (rules.isEmpty()) {
      return from;
    }
    int at = from;
    int place = 0;
    while (at < text.length() && text.charAt(at) != '\n') {
      char c = text.charAt(at);
      if (c == '(' || c == '[') {
        place = 0;
        at++;
      } else if (c == ')' || c == ']' || c == ',' || c == ' ') {
        at++;
      } else {
        at = hide(text, at, at(rules, place++), spans);
      }
    }
    return at;
  }

  /** The place behind a value and its comma. */
  private static int hide(String text, int start, KeyRule rule, Spans spans) {
    boolean quoted = Chars.isQuote(text.charAt(start));
    int end = start;
    if (quoted) {
      end = ValueEnds.quoteEnd(text, start);
      if (rule != null && rule.fits(text.substring(start + 1, end), false)) {
        spans.add(start + 1, end, rule.type());
      }
      end++;
    } else {
      while (end < text.length() && ",)] \n".indexOf(text.charAt(end)) < 0) {
        end++;
      }
      if (rule != null
          && !NoValue.is(text, start, end)
          && rule.fits(text.substring(start, end), false)) {
        spans.add(start, end, rule.type());
      }
    }
    while (end < text.length() && ", ".indexOf(text.charAt(end)) >= 0) {
      end++;
    }
    return Math.max(end, start + 1);
  }
}
