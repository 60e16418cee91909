package io.weir.enrich.redact.sql;

import io.weir.enrich.redact.key.KeyRule;
import io.weir.enrich.redact.key.SensitiveKeys;
import io.weir.enrich.redact.key.ValueBounds;
import io.weir.enrich.redact.key.ValueFinder;
import io.weir.enrich.redact.scan.CharSet;
import io.weir.enrich.redact.scan.Chars;
import io.weir.enrich.redact.scan.Detector;
import io.weir.enrich.redact.scan.Scan;
import io.weir.enrich.redact.scan.Trigger;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Literals that a keyword of SQL says to be sensitive: {@code IDENTIFIED WITH x BY 'y'}, {@code
 * PASSWORD E'x'}, {@code PASSWORD $$x$$}, {@code SET PASSWORD FOR ana = 'x'}, {@code token IN ('x',
 * 'y')}, {@code token LIKE 'x%'}, and the entry that MySQL calls a duplicate for such a key.
 */
final class SqlLiteralDetector implements Detector {
  private static final Set<String> OPERATORS = Set.of("in", "like", "ilike", "not", "any");

  private static final String DISTINCT = "distinct from";
  private static final String CALL = "PASSWORD('";
  private static final String MONITORED = "\"AUTH\"";
  private static final String REJECTED = "rejected value";
  private static final String DUPLICATE = "duplicate entry ";
  private static final int MAX_STATEMENT = 160;
  private static final int MAX_ENTRY = 512;

  private final SensitiveKeys keys;

  SqlLiteralDetector(SensitiveKeys keys) {
    this.keys = keys;
  }

  /** At the blank before a literal, and before the list after IN; at a literal after a sign. */
  @Override
  public List<Trigger> triggers() {
    CharSet last = CharSet.LETTERS.or(CharSet.of("=>\"`]"));
    return List.of(
        new Trigger(last, CharSet.of(" "), CharSet.of("'\"($ENP[")),
        new Trigger(CharSet.of("=>"), CharSet.of("'"), CharSet.EDGES.not()));
  }

  @Override
  public int find(Scan scan, int at) {
    if (scan.charAt(at) == '\'') {
      return isUnequal(scan, at) ? compared(scan, at) : NOTHING;
    }
    if (scan.charAt(at + 1) == '[') {
      return complaint(scan, at);
    }
    if (scan.startsWith(MONITORED, at - MONITORED.length())) {
      return monitored(scan, at + 1);
    }
    int start = literal(scan, at + 1);
    if (start < 0) {
      return NOTHING;
    }
    if (isUnequal(scan, at) || scan.startsWithIgnoringCase(DISTINCT, at - DISTINCT.length())) {
      return compared(scan, start);
    }
    int wordStart = wordStart(scan, at);
    String word = scan.substring(wordStart, at).toLowerCase(Locale.ROOT);
    if (word.equals("by") || word.equals("as")) {
      return holds(scan, wordStart, "identified") ? hide(scan, start, KeyRule.PASSWORD) : NOTHING;
    }
    if (word.equals("password")) {
      return hide(scan, start, KeyRule.PASSWORD);
    }
    if (scan.charAt(at - 1) == '=') {
      boolean set = holds(scan, at - 1, "set password for");
      return set ? hide(scan, start, KeyRule.PASSWORD) : NOTHING;
    }
    if (word.equals("key")) {
      return scan.startsWith("for ", Math.max(0, wordStart - 4))
          ? duplicate(scan, start, at)
          : NOTHING;
    }
    boolean operator = OPERATORS.contains(word) && !scan.isScanned(this, at);
    KeyRule rule = operator ? ruleBefore(scan, wordStart) : null;
    if (rule == null) {
      return NOTHING;
    }
    return scan.charAt(start) == '(' ? list(scan, start + 1, rule) : hide(scan, start, rule);
  }

  /** After {@code <>} or {@code !=}. */
  private static boolean isUnequal(Scan scan, int end) {
    char last = scan.charAt(end - 1);
    return (last == '>' && scan.at(end - 2) == '<') || (last == '=' && scan.at(end - 2) == '!');
  }

  /** {@code password <> 'x'}, {@code password IS DISTINCT FROM 'x'}. */
  private int compared(Scan scan, int literal) {
    int column = new SqlComparison(scan.text()).columnEnd(literal);
    KeyRule rule = column < 0 ? null : keys.ruleBefore(scan.text(), column, false);
    return rule == null || rule.kind() != KeyRule.Kind.ALWAYS ? NOTHING : hide(scan, literal, rule);
  }

  /** Where the quote, bracket or dollar sign of a literal is; -1 if there is none. */
  private static int literal(Scan scan, int from) {
    char first = scan.charAt(from);
    if (first == 'E' || first == 'N') {
      return scan.at(from + 1) == '\'' ? from + 1 : -1;
    }
    if (first == 'P') {
      return scan.startsWith(CALL, from) ? from + CALL.length() - 1 : -1;
    }
    return first != '$' || scan.startsWith("$$", from) ? from : -1;
  }

  /** {@code on field 'password': rejected value [x]} of validators. */
  private int complaint(Scan scan, int at) {
    boolean rejected = scan.startsWith(REJECTED, at - REJECTED.length());
    KeyRule rule = rejected ? keys.nearestBefore(scan.text(), at - REJECTED.length()) : null;
    return rule == null ? at : ValueFinder.hide(scan, at + 1, rule);
  }

  /** {@code "AUTH" "ana" "x"} as Redis's MONITOR writes it. */
  private static int monitored(Scan scan, int first) {
    int close = ValueBounds.quoteEnd(scan, first);
    int last = scan.startsWith("\" \"", close) ? close + 2 : first;
    ValueFinder.hide(scan, last, KeyRule.PASSWORD);
    return NOTHING;
  }

  private static int wordStart(Scan scan, int end) {
    int start = end;
    while (start > 0 && CharSet.LETTERS.has(scan.charAt(start - 1))) {
      start--;
    }
    return start;
  }

  private static boolean holds(Scan scan, int end, String phrase) {
    String before = scan.substring(Math.max(0, end - MAX_STATEMENT), end);
    return before.toLowerCase(Locale.ROOT).contains(phrase);
  }

  /** Of the column before the operator, which may have a NOT before it. */
  private KeyRule ruleBefore(Scan scan, int operator) {
    int end = operator;
    for (int words = 0; words < 2; words++) {
      while (end > 0 && Chars.isBlank(scan.charAt(end - 1)) && operator - end < MAX_STATEMENT) {
        end--;
      }
      if (end > 0 && "\"`]".indexOf(scan.charAt(end - 1)) >= 0) {
        end--;
      }
      int start = wordStart(scan, end);
      if (!OPERATORS.contains(scan.substring(start, end).toLowerCase(Locale.ROOT))) {
        break;
      }
      end = start;
    }
    KeyRule rule = keys.ruleBefore(scan.text(), end, false);
    return rule == null || rule.kind() != KeyRule.Kind.ALWAYS ? null : rule;
  }

  private static int hide(Scan scan, int start, KeyRule rule) {
    if (scan.charAt(start) == '(') {
      return NOTHING;
    }
    if (scan.charAt(start) != '$') {
      return ValueFinder.hide(scan, start, rule);
    }
    int limit = Math.min(scan.length(), start + MAX_ENTRY);
    int close = scan.substring(start + 2, limit).indexOf("$$");
    int end = close < 0 ? limit : start + 2 + close;
    scan.hide(start + 2, end, rule.type());
    return end;
  }

  /** Every literal up to the bracket; none of them is looked at again. */
  private int list(Scan scan, int from, KeyRule rule) {
    int depth = 1;
    int i = from;
    while (i < scan.length() && depth > 0) {
      char c = scan.charAt(i);
      if (c == '\'') {
        int close = ValueBounds.closing(scan, i);
        scan.hide(i + 1, close, rule.type());
        i = close;
      }
      depth += c == '(' ? 1 : c == ')' ? -1 : 0;
      i++;
    }
    scan.markScanned(this, i);
    return NOTHING;
  }

  /** {@code Duplicate entry 'x' for key 'users.api_key'}. */
  private int duplicate(Scan scan, int name, int at) {
    KeyRule rule = keys.ruleBefore(scan.text(), ValueBounds.quoteEnd(scan, name), false);
    int from = Math.max(0, at - MAX_ENTRY);
    int entry = scan.substring(from, at).toLowerCase(Locale.ROOT).lastIndexOf(DUPLICATE);
    int start = from + entry + DUPLICATE.length();
    if (rule == null || entry < 0 || scan.charAt(start) != '\'') {
      return NOTHING;
    }
    scan.hide(start + 1, Math.min(at, ValueBounds.quoteEnd(scan, start)), rule.type());
    return NOTHING;
  }
}
