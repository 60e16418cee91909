package io.weir.enrich.redact.key;

import io.weir.enrich.redact.scan.CharSet;
import io.weir.enrich.redact.scan.Chars;
import io.weir.enrich.redact.scan.Detector;
import io.weir.enrich.redact.scan.Scan;
import io.weir.enrich.redact.scan.Trigger;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * The values that are bound to the places of a statement, as PostgreSQL ({@code DETAIL: parameters:
 * $1 = 'x', $2 = '5'}) and SQLAlchemy ({@code [parameters: ('ana', 'x')]}) write them after it. The
 * column that a place belongs to says what its value is. Where values and places do not match, all
 * values go.
 */
final class SqlParameterDetector implements Detector {
  private static final String PARAMETERS = "parameters";

  /** So much of the statement is looked at. */
  private static final int MAX_STATEMENT = 4_096;

  private final SensitiveKeys keys;

  SqlParameterDetector(SensitiveKeys keys) {
    this.keys = keys;
  }

  private record Item(int start, int end) {}

  @Override
  public List<Trigger> triggers() {
    return List.of(new Trigger(CharSet.of("s"), CharSet.of(":"), CharSet.of(" ")));
  }

  @Override
  public int find(Scan scan, int at) {
    int word = at - PARAMETERS.length();
    if (!scan.startsWithIgnoringCase(PARAMETERS, word)) {
      return NOTHING;
    }
    // The statement of these is not that of the ones before.
    int from = Math.max(scan.scannedTo(this), word - MAX_STATEMENT);
    if (from >= word) {
      return NOTHING;
    }
    SqlPlaceholders places = new SqlPlaceholders(keys, scan.substring(from, word));
    int end =
        scan.at(at + 2) == '$'
            ? hideNumbered(scan, at + 2, places.numbered())
            : hideRows(scan, at + 2, places.inOrder());
    scan.markScanned(this, end);
    return NOTHING;
  }

  /** {@code $1 = 'x', $2 = NULL}; the place after the last. */
  private static int hideNumbered(Scan scan, int from, List<KeyRule> rules) {
    int at = from;
    while (scan.at(at) == '$') {
      int number = SqlPlaceholders.number(scan.text(), at);
      int sign = scan.indexOf(" = ", at);
      if (number == 0 || sign < 0) {
        return at;
      }
      int start = sign + " = ".length();
      int end = itemEnd(scan, start);
      hide(scan, new Item(start, end), number > rules.size() ? null : rules.get(number - 1));
      at = end + (scan.startsWith(", ", end) ? 2 : 0);
    }
    return at;
  }

  /** {@code ('ana', 'x')} or {@code [('ana', 'x'), ('bob', 'y')]}; the place after the last. */
  private static int hideRows(Scan scan, int from, List<KeyRule> rules) {
    KeyRule any = rules.stream().filter(Objects::nonNull).findFirst().orElse(null);
    int at = scan.startsWith("[(", from) ? from + 1 : from;
    while (any != null && (scan.at(at) == '(' || scan.at(at) == '[')) {
      List<Item> items = new ArrayList<>();
      int end = items(scan, at + 1, items);
      boolean match = items.size() == rules.size();
      for (int i = 0; i < items.size(); i++) {
        hide(scan, items.get(i), match ? rules.get(i) : any);
      }
      at = end + 1;
      at += scan.startsWith(", ", at) ? 2 : 0;
    }
    return at;
  }

  /** Where the bracket closes, or the text ends. */
  private static int items(Scan scan, int from, List<Item> items) {
    int at = from;
    while (at < scan.length() && ")]".indexOf(scan.charAt(at)) < 0) {
      if (", ".indexOf(scan.charAt(at)) >= 0) {
        at++;
      } else {
        int end = itemEnd(scan, at);
        items.add(new Item(at, end));
        at = Math.max(end, at + 1);
      }
    }
    return at;
  }

  /** Before the comma or bracket after a value; quotes and brackets within it are part of it. */
  private static int itemEnd(Scan scan, int start) {
    int depth = 0;
    int at = start;
    while (at < scan.length()) {
      char c = scan.charAt(at);
      if (Chars.isQuote(c)) {
        at = Math.min(scan.length(), ValueBounds.closing(scan, at) + 1);
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

  private static void hide(Scan scan, Item item, KeyRule rule) {
    boolean quoted = Chars.isQuote(scan.charAt(Math.min(item.start(), scan.length() - 1)));
    int start = item.start() + (quoted ? 1 : 0);
    int end = item.end() - (quoted && item.end() - 1 > item.start() ? 1 : 0);
    if (rule != null
        && !ValueExclusions.isNothing(scan.text(), start, end)
        && rule.fits(scan.substring(start, end), false)) {
      scan.hide(start, end, rule.type());
    }
  }
}
