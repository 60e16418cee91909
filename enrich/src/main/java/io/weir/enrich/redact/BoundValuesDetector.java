package io.weir.enrich.redact;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * The values that are bound to the places of a statement, as PostgreSQL ({@code DETAIL: parameters:
 * $1 = 'x', $2 = '5'}) and SQLAlchemy ({@code [parameters: ('ana', 'x')]}) write them behind it.
 * What a value is tells the column that its place stands beside in the statement. Where values and
 * places do not match, all values go.
 */
final class BoundValuesDetector implements Detector {
  private static final String PARAMETERS = "parameters";

  /** So much of the statement is looked at. */
  private static final int MAX_STATEMENT = 4_096;

  private final SensitiveKeys keys;

  BoundValuesDetector(SensitiveKeys keys) {
    this.keys = keys;
  }

  private record Item(int start, int end) {}

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
    StatementPlaces places = new StatementPlaces(keys, text.substring(from, word));
    int end =
        Chars.at(text, at + 2) == '$'
            ? hideNumbered(text, at + 2, places.numbered(), spans)
            : hideRows(text, at + 2, places.inOrder(), spans);
    spans.pass(this, end);
    return at;
  }

  /** {@code $1 = 'x', $2 = NULL}; the place behind the last. */
  private static int hideNumbered(String text, int from, List<KeyRule> rules, Spans spans) {
    int at = from;
    while (Chars.at(text, at) == '$') {
      int number = StatementPlaces.number(text, at);
      int sign = text.indexOf(" = ", at);
      if (number == 0 || sign < 0) {
        return at;
      }
      int start = sign + " = ".length();
      int end = itemEnd(text, start);
      hide(text, new Item(start, end), number > rules.size() ? null : rules.get(number - 1), spans);
      at = end + (text.startsWith(", ", end) ? 2 : 0);
    }
    return at;
  }

  /** {@code ('ana', 'x')} or {@code [('ana', 'x'), ('bob', 'y')]}; the place behind the last. */
  private static int hideRows(String text, int from, List<KeyRule> rules, Spans spans) {
    KeyRule any = rules.stream().filter(Objects::nonNull).findFirst().orElse(null);
    int at = text.startsWith("[(", from) ? from + 1 : from;
    while (any != null && (Chars.at(text, at) == '(' || Chars.at(text, at) == '[')) {
      List<Item> items = new ArrayList<>();
      int end = items(text, at + 1, items);
      boolean match = items.size() == rules.size();
      for (int i = 0; i < items.size(); i++) {
        hide(text, items.get(i), match ? rules.get(i) : any, spans);
      }
      at = end + 1;
      at += text.startsWith(", ", at) ? 2 : 0;
    }
    return at;
  }

  /** Where the bracket closes, or the text ends. */
  private static int items(String text, int from, List<Item> items) {
    int at = from;
    while (at < text.length() && ")]".indexOf(text.charAt(at)) < 0) {
      if (", ".indexOf(text.charAt(at)) >= 0) {
        at++;
      } else {
        int end = itemEnd(text, at);
        items.add(new Item(at, end));
        at = Math.max(end, at + 1);
      }
    }
    return at;
  }

  /** Before the comma or bracket behind a value; quotes and brackets within it are part of it. */
  private static int itemEnd(String text, int start) {
    int depth = 0;
    int at = start;
    while (at < text.length()) {
      char c = text.charAt(at);
      if (Chars.isQuote(c)) {
        at = Math.min(text.length(), ValueEnds.closing(text, at) + 1);
        continue;
      }
      if (depth == 0 && ",)]}\n".indexOf(c) >= 0) {
        return at;
      }
      depth += "([{".indexOf(c) >= 0 ? 1 : ")]}".indexOf(c) >= 0 ? -1 : 0;
      at++;
    }
    return at;
  }

  private static void hide(String text, Item item, KeyRule rule, Spans spans) {
    boolean quoted = Chars.isQuote(text.charAt(Math.min(item.start(), text.length() - 1)));
    int start = item.start() + (quoted ? 1 : 0);
    int end = item.end() - (quoted && item.end() - 1 > item.start() ? 1 : 0);
    if (rule != null
        && !NoValue.is(text, start, end)
        && rule.fits(text.substring(start, end), false)) {
      spans.add(start, end, rule.type());
    }
  }
}
