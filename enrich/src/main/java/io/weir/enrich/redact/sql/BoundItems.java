package io.weir.enrich.redact.sql;

import io.weir.enrich.redact.key.KeyRule;
import io.weir.enrich.redact.key.ValueBounds;
import io.weir.enrich.redact.key.ValueExclusions;
import io.weir.enrich.redact.scan.Chars;
import io.weir.enrich.redact.scan.Scan;
import java.util.ArrayList;
import java.util.List;

/** The values in the list of what is bound to a statement. */
final class BoundItems {
  private BoundItems() {}

  private record Item(int start, int end) {}

  /**
   * Hides those that are sensitive by their place; all by another rule if places and values do not
   * match.
   *
   * @return where the bracket closes, or the line ends
   */
  static int hideAll(Scan scan, int from, List<KeyRule> rules, KeyRule any) {
    List<Item> items = new ArrayList<>();
    int at = from;
    while (at < scan.length() && ")]\n".indexOf(scan.charAt(at)) < 0) {
      if (", ".indexOf(scan.charAt(at)) >= 0) {
        at++;
      } else {
        int end = end(scan, at);
        items.add(new Item(at, end));
        at = Math.max(end, at + 1);
      }
    }
    boolean match = items.size() == rules.size();
    for (int i = 0; i < items.size(); i++) {
      Item item = items.get(i);
      hide(scan, item.start(), item.end(), match ? rules.get(i) : any);
    }
    return at;
  }

  /** Before the comma or bracket after a value; quotes and brackets within it are part of it. */
  static int end(Scan scan, int start) {
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

  /** Of a value in quotes with something after it, such as {@code 'x' (Size = 40)}, its end. */
  static int valueEnd(Scan scan, int start, int end) {
    boolean quoted = Chars.isQuote(scan.at(start));
    return quoted ? Math.min(end, ValueBounds.closing(scan, start) + 1) : end;
  }

  static int lineEnd(Scan scan, int start) {
    int end = scan.indexOf('\n', start);
    return end < 0 ? scan.length() : end;
  }

  /** Hides a value without its quotes and the type after it, {@code x(String)}. */
  static void hide(Scan scan, int start, int end, KeyRule rule) {
    if (rule == null || start >= end) {
      return;
    }
    boolean quoted = Chars.isQuote(scan.charAt(start));
    int from = start + (quoted ? 1 : 0);
    int to = quoted && end - 1 > start ? end - 1 : typeStart(scan, start, end);
    if (!ValueExclusions.isNothing(scan.text(), from, to)
        && rule.fits(scan.substring(from, to), false)) {
      scan.hide(from, to, rule.type());
    }
  }

  private static int typeStart(Scan scan, int start, int end) {
    int open = scan.lastIndexOf('(', end - 1);
    boolean typed = open > start && scan.charAt(end - 1) == ')' && Chars.isUpper(scan.at(open + 1));
    return typed ? open : end;
  }
}
