package io.weir.enrich.redact.key;

import io.weir.enrich.redact.scan.CharSet;
import io.weir.enrich.redact.scan.Chars;
import io.weir.enrich.redact.scan.Detector;
import io.weir.enrich.redact.scan.Entropy;
import io.weir.enrich.redact.scan.Scan;
import io.weir.enrich.redact.scan.Trigger;
import java.util.List;
import java.util.Map;

/**
 * Keys and values that are next to each other without a sign of their own: pairs of strings ({@code
 * ('password', 'x')}, {@code ["password", "x"]}, {@code "password" "x"}), the rows of a table
 * ({@code | password | x |}) and its columns ({@code password x1}). Names are next to each other as
 * well, so that a value has to look like one.
 */
final class AdjacentValueDetector implements Detector {
  private static final int MAX_VALUE = 512;
  private static final int MAX_CALL = 160;
  private static final int MAX_NAME = 24;

  /** Which argument of a call is a password, the first being 0. */
  private static final Map<String, Integer> CALLS =
      Map.of(
          "auth", 1,
          "Auth", 1,
          ".login", 1,
          "Credentials", 1,
          "PDO", 2,
          "PDO->__construct", 2,
          "PDO::__construct", 2,
          "mysqli_connect", 2,
          "mysqli::__construct", 2,
          "getConnection", 2);

  private final SensitiveKeys keys;

  AdjacentValueDetector(SensitiveKeys keys) {
    this.keys = keys;
  }

  @Override
  public List<Trigger> triggers() {
    return List.of(
        new Trigger(CharSet.QUOTES, CharSet.of(","), CharSet.BLANKS.or(CharSet.QUOTES)),
        new Trigger(keys.lastLetters(), CharSet.of(","), CharSet.of("<\"")),
        new Trigger(CharSet.BLANKS, CharSet.of("|"), CharSet.BLANKS),
        new Trigger(CharSet.QUOTES, CharSet.of(" "), CharSet.QUOTES),
        new Trigger(keys.lastLetters(), CharSet.BLANKS, CharSet.BLANKS));
  }

  @Override
  public int find(Scan scan, int at) {
    return switch (scan.charAt(at)) {
      case ',' -> Chars.isQuote(scan.at(at - 1)) ? pair(scan, at) : tuple(scan, at);
      case '|' -> row(scan, at);
      default -> Chars.isQuote(scan.at(at - 1)) ? pair(scan, at) : columns(scan, at);
    };
  }

  private int pair(Scan scan, int at) {
    int keyEnd = at - 1;
    int quote = escapes(scan, keyEnd);
    int key = scan.keyStart(quote);
    char open = scan.at(key - 1);
    int bracket = key - 2 - (keyEnd - quote);
    boolean first = "([{".indexOf(scan.at(bracket)) >= 0 && open == scan.charAt(keyEnd);
    KeyRule rule = open == scan.charAt(keyEnd) ? keys.ruleBefore(scan.text(), quote, false) : null;
    boolean called = rule == null && isPasswordOfCall(scan, at);
    if (rule == null && !called) {
      return NOTHING;
    }
    int start = scan.skip(at + 1, CharSet.BLANKS);
    int opening = start;
    while (scan.at(opening) == '\\') {
      opening++;
    }
    if (!Chars.isQuote(scan.at(opening))) {
      return NOTHING;
    }
    if (called) {
      return ValueFinder.hide(scan, start, KeyRule.PASSWORD);
    }
    int end = ValueBounds.quoteEnd(scan, opening);
    String value = scan.substring(opening + 1, end);
    boolean closed = ")]}".indexOf(scan.at(end + 1 + opening - start)) >= 0;
    // Of a longer list the key may be just a name, and what follows another.
    boolean alone = (first && closed) || scan.charAt(at) == ' ';
    boolean meant = alone ? holdsDigitOrSign(value) && isValue(value, rule) : isRandom(value, rule);
    return meant ? ValueFinder.hide(scan, start, rule) : NOTHING;
  }

  /** {@code {password,<<"x">>}} and {@code {password,"x"}} of Erlang. */
  private int tuple(Scan scan, int at) {
    boolean first = scan.at(scan.keyStart(at) - 1) == '{';
    KeyRule rule = first ? keys.ruleBefore(scan.text(), at, false) : null;
    int quote = scan.startsWith("<<", at + 1) ? at + 3 : at + 1;
    return rule == null || scan.at(quote) != '"' ? NOTHING : ValueFinder.hide(scan, quote, rule);
  }

  /**
   * {@code auth('ana', 'x')}, {@code new PDO('mysql:...', 'ana', 'x')}, by the argument's place.
   */
  private static boolean isPasswordOfCall(Scan scan, int comma) {
    int limit = Math.max(0, comma - MAX_CALL);
    int open = comma - 1;
    int place = 1;
    while (open > limit && scan.charAt(open) != '(' && scan.charAt(open) != ')') {
      place += scan.charAt(open) == ',' ? 1 : 0;
      open--;
    }
    if (scan.charAt(open) != '(') {
      return false;
    }
    int nameEnd = open - (scan.at(open - 1) == '=' ? 1 : 0);
    String name = scan.substring(Math.max(0, nameEnd - MAX_NAME), nameEnd);
    int argument = place;
    return CALLS.entrySet().stream()
        .anyMatch(call -> call.getValue() == argument && name.endsWith(call.getKey()));
  }

  private static int escapes(Scan scan, int quote) {
    int end = quote;
    while (end > 0 && scan.charAt(end - 1) == '\\') {
      end--;
    }
    return end;
  }

  private static boolean isValue(String value, KeyRule rule) {
    return !ValueExclusions.isNothing(value, 0, value.length()) && rule.fits(value, false);
  }

  private static boolean isRandom(String value, KeyRule rule) {
    return rule.kind() == KeyRule.Kind.ALWAYS && Entropy.isRandom(value);
  }

  /** The names of keys are of letters. */
  private static boolean holdsDigitOrSign(String value) {
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      if (!Character.isLetter(c) && c != '_' && c != '-' && c != '.' && c != ' ') {
        return true;
      }
    }
    return false;
  }

  private int row(Scan scan, int at) {
    int keyEnd = skipBlanksBack(scan, at);
    KeyRule rule = keyEnd == at ? null : keys.ruleBefore(scan.text(), keyEnd, true);
    int start = skipBlanks(scan, at + 1);
    int limit = Math.min(scan.length(), start + MAX_VALUE);
    int end = start;
    while (end < limit && scan.charAt(end) != '|' && scan.charAt(end) != '\n') {
      end++;
    }
    end = skipBlanksBack(scan, end);
    return rule == null ? at : hide(scan, start, end, rule);
  }

  /** Only where the key begins its line and the value is all that is left of it. */
  private int columns(Scan scan, int at) {
    KeyRule rule = keys.ruleBefore(scan.text(), at, false);
    int key = rule == null ? at : scan.keyStart(at);
    if (rule == null || (key > 0 && scan.charAt(key - 1) != '\n')) {
      return NOTHING;
    }
    int start = skipBlanks(scan, at);
    int end = ValueBounds.wordEnd(scan, start, Math.min(scan.length(), start + MAX_VALUE));
    boolean last = end == scan.length() || scan.charAt(end) == '\n' || scan.charAt(end) == '\r';
    return last ? hide(scan, start, end, rule) : NOTHING;
  }

  private static int hide(Scan scan, int start, int end, KeyRule rule) {
    if (end <= start) {
      return NOTHING;
    }
    String value = scan.substring(start, end);
    if (!holdsDigitOrSign(value) || !isValue(value, rule)) {
      return NOTHING;
    }
    scan.hide(start, end, rule.type());
    return end;
  }

  private static int skipBlanks(Scan scan, int from) {
    int at = scan.skip(from, CharSet.BLANKS);
    return at;
  }

  private static int skipBlanksBack(Scan scan, int from) {
    int limit = Math.max(0, from - MAX_VALUE);
    int at = from;
    while (at > limit && Chars.isBlank(scan.charAt(at - 1))) {
      at--;
    }
    return at;
  }
}
