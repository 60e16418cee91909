package io.weir.enrich.redact;

import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Literals that a keyword of SQL says to be sensitive: {@code IDENTIFIED WITH x BY 'y'}, {@code
 * PASSWORD E'x'}, {@code PASSWORD $$x$$}, {@code SET PASSWORD FOR ana = 'x'}, {@code token IN ('x',
 * 'y')}, {@code token LIKE 'x%'}, and the entry that MySQL calls a duplicate for such a key.
 */
final class StatementDetector implements Detector {
  private static final Set<String> OPERATORS = Set.of("in", "like", "ilike", "not", "any");
  private static final String CALL = "PASSWORD('";
  private static final String MONITORED = "\"AUTH\"";
  private static final String REJECTED = "rejected value";
  private static final String DUPLICATE = "duplicate entry ";
  private static final int MAX_STATEMENT = 160;
  private static final int MAX_ENTRY = 512;

  private final SensitiveKeys keys;

  StatementDetector(SensitiveKeys keys) {
    this.keys = keys;
  }

  /** At the blank before a literal, and before the list behind IN. */
  @Override
  public List<Gate> gates() {
    CharSet last = CharSet.LETTERS.or(CharSet.of("=\"`]"));
    return List.of(new Gate(last, CharSet.of(" "), CharSet.of("'\"($ENP[")));
  }

  @Override
  public int find(String text, int at, Spans spans) {
    if (text.charAt(at + 1) == '[') {
      return complaint(text, at, spans);
    }
    if (text.startsWith(MONITORED, at - MONITORED.length())) {
      return monitored(text, at + 1, spans, at);
    }
    int start = literal(text, at + 1);
    if (start < 0) {
      return at;
    }
    int wordStart = wordStart(text, at);
    String word = text.substring(wordStart, at).toLowerCase(Locale.ROOT);
    if (word.equals("by") || word.equals("as")) {
      return holds(text, wordStart, "identified")
          ? hide(text, start, KeyRule.PASSWORD, spans, at)
          : at;
    }
    if (word.equals("password")) {
      return hide(text, start, KeyRule.PASSWORD, spans, at);
    }
    if (text.charAt(at - 1) == '=') {
      boolean set = holds(text, at - 1, "set password for");
      return set ? hide(text, start, KeyRule.PASSWORD, spans, at) : at;
    }
    if (word.equals("key")) {
      return text.startsWith("for ", Math.max(0, wordStart - 4))
          ? duplicate(text, start, at, spans)
          : at;
    }
    boolean operator = OPERATORS.contains(word) && !spans.isPassed(this, at);
    KeyRule rule = operator ? ruleBefore(text, wordStart) : null;
    if (rule == null) {
      return at;
    }
    return text.charAt(start) == '('
        ? list(text, start + 1, rule, spans, at)
        : hide(text, start, rule, spans, at);
  }

  /** Where the quote, bracket or dollar sign of a literal is; -1 if there is none. */
  private static int literal(String text, int from) {
    char first = text.charAt(from);
    if (first == 'E' || first == 'N') {
      return Chars.at(text, from + 1) == '\'' ? from + 1 : -1;
    }
    if (first == 'P') {
      return text.startsWith(CALL, from) ? from + CALL.length() - 1 : -1;
    }
    return first != '$' || text.startsWith("$$", from) ? from : -1;
  }

  /** {@code on field 'password': rejected value [x]} of validators. */
  private int complaint(String text, int at, Spans spans) {
    boolean rejected = text.startsWith(REJECTED, at - REJECTED.length());
    KeyRule rule = rejected ? keys.nearestBefore(text, at - REJECTED.length()) : null;
    return rule == null ? at : Values.hide(text, at + 1, rule, false, spans, at);
  }

  /** {@code "AUTH" "ana" "x"} as Redis's MONITOR writes it. */
  private static int monitored(String text, int first, Spans spans, int at) {
    int close = ValueEnds.quoteEnd(text, first);
    int last = text.startsWith("\" \"", close) ? close + 2 : first;
    Values.hide(text, last, KeyRule.PASSWORD, false, spans, at);
    return at;
  }

  private static int wordStart(String text, int end) {
    int start = end;
    while (start > 0 && CharSet.LETTERS.hasSlot(CharSet.slot(text.charAt(start - 1)))) {
      start--;
    }
    return start;
  }

  private static boolean holds(String text, int end, String phrase) {
    String before = text.substring(Math.max(0, end - MAX_STATEMENT), end);
    return before.toLowerCase(Locale.ROOT).contains(phrase);
  }

  /** Of the column before the operator, which may have a NOT before it. */
  private KeyRule ruleBefore(String text, int operator) {
    int end = operator;
    for (int words = 0; words < 2; words++) {
      while (end > 0 && Chars.isBlank(text.charAt(end - 1)) && operator - end < MAX_STATEMENT) {
        end--;
      }
      if (end > 0 && "\"`]".indexOf(text.charAt(end - 1)) >= 0) {
        end--;
      }
      int start = wordStart(text, end);
      if (!OPERATORS.contains(text.substring(start, end).toLowerCase(Locale.ROOT))) {
        break;
      }
      end = start;
    }
    KeyRule rule = keys.ruleBefore(text, end, false);
    return rule == null || rule.kind() != KeyRule.Kind.ALWAYS ? null : rule;
  }

  private static int hide(String text, int start, KeyRule rule, Spans spans, int at) {
    if (text.charAt(start) == '(') {
      return at;
    }
    if (text.charAt(start) != '$') {
      return Values.hide(text, start, rule, false, spans, at);
    }
    int limit = Math.min(text.length(), start + MAX_ENTRY);
    int close = text.substring(start + 2, limit).indexOf("$$");
    int end = close < 0 ? limit : start + 2 + close;
    spans.add(start + 2, end, rule.type());
    return Math.max(end, at);
  }

  /** Every literal up to the bracket; none of them is looked at again. */
  private int list(String text, int from, KeyRule rule, Spans spans, int at) {
    int depth = 1;
    int i = from;
    while (i < text.length() && depth > 0) {
      char c = text.charAt(i);
      if (c == '\'') {
        int close = ValueEnds.closing(text, i);
        spans.add(i + 1, close, rule.type());
        i = close;
      }
      depth += c == '(' ? 1 : c == ')' ? -1 : 0;
      i++;
    }
    spans.pass(this, i);
    return at;
  }

  /** {@code Duplicate entry 'x' for key 'users.api_key'}. */
  private int duplicate(String text, int name, int at, Spans spans) {
    KeyRule rule = keys.ruleBefore(text, ValueEnds.quoteEnd(text, name), false);
    int from = Math.max(0, at - MAX_ENTRY);
    int entry = text.substring(from, at).toLowerCase(Locale.ROOT).lastIndexOf(DUPLICATE);
    int start = from + entry + DUPLICATE.length();
    if (rule == null || entry < 0 || text.charAt(start) != '\'') {
      return at;
    }
    spans.add(start + 1, Math.min(at, ValueEnds.quoteEnd(text, start)), rule.type());
    return at;
  }
}
