package io.weir.enrich.redact;

import java.util.List;
import java.util.Map;

/**
 * Keys and values that stand side by side without a sign of their own: pairs of strings ({@code
 * ('password', 'x')}, {@code ["password", "x"]}), the rows of a table ({@code | password | x |})
 * and its columns ({@code password x1}). Names stand side by side as well, so that a value has to
 * look like one.
 */
final class CellDetector implements Detector {
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

  CellDetector(SensitiveKeys keys) {
    this.keys = keys;
  }

  @Override
  public List<Gate> gates() {
    return List.of(
        new Gate(CharSet.QUOTES, CharSet.of(","), CharSet.BLANKS.or(CharSet.QUOTES)),
        new Gate(CharSet.BLANKS, CharSet.of("|"), CharSet.BLANKS),
        new Gate(keys.lastLetters(), CharSet.BLANKS, CharSet.BLANKS));
  }

  @Override
  public int find(String text, int at, Spans spans) {
    return switch (text.charAt(at)) {
      case ',' -> pair(text, at, spans);
      case '|' -> row(text, at, spans);
      default -> columns(text, at, spans);
    };
  }

  private int pair(String text, int at, Spans spans) {
    int keyEnd = at - 1;
    int quote = escapes(text, keyEnd);
    int key = SensitiveKeys.start(text, quote);
    char open = Chars.at(text, key - 1);
    int bracket = key - 2 - (keyEnd - quote);
    boolean first = "([{".indexOf(Chars.at(text, bracket)) >= 0 && open == text.charAt(keyEnd);
    KeyRule rule = open == text.charAt(keyEnd) ? keys.ruleBefore(text, quote, false) : null;
    boolean called = rule == null && isPasswordOfCall(text, at);
    if (rule == null && !called) {
      return at;
    }
    int start = at + 1;
    while (Chars.isBlank(Chars.at(text, start))) {
      start++;
    }
    int opening = start;
    while (Chars.at(text, opening) == '\\') {
      opening++;
    }
    if (!Chars.isQuote(Chars.at(text, opening))) {
      return at;
    }
    if (called) {
      return Values.hide(text, start, KeyRule.PASSWORD, false, spans, at);
    }
    int end = ValueEnds.quoteEnd(text, opening);
    String value = text.substring(opening + 1, end);
    boolean closed = ")]}".indexOf(Chars.at(text, end + 1 + opening - start)) >= 0;
    // Of a longer list the key may be just a name, and what follows another.
    boolean meant =
        (first && closed) ? holdsDigitOrSign(value) && isValue(value, rule) : isRandom(value, rule);
    return meant ? Values.hide(text, start, rule, false, spans, at) : at;
  }

  /**
   * {@code auth('ana', 'x')}, {@code new PDO('mysql:...', 'ana', 'x')}, by the argument's place.
   */
  private static boolean isPasswordOfCall(String text, int comma) {
    int limit = Math.max(0, comma - MAX_CALL);
    int open = comma - 1;
    int place = 1;
    while (open > limit && text.charAt(open) != '(' && text.charAt(open) != ')') {
      place += text.charAt(open) == ',' ? 1 : 0;
      open--;
    }
    if (text.charAt(open) != '(') {
      return false;
    }
    int nameEnd = open - (Chars.at(text, open - 1) == '=' ? 1 : 0);
    String name = text.substring(Math.max(0, nameEnd - MAX_NAME), nameEnd);
    int argument = place;
    return CALLS.entrySet().stream()
        .anyMatch(call -> call.getValue() == argument && name.endsWith(call.getKey()));
  }

  private static int escapes(String text, int quote) {
    int end = quote;
    while (end > 0 && text.charAt(end - 1) == '\\') {
      end--;
    }
    return end;
  }

  private static boolean isValue(String value, KeyRule rule) {
    return !NoValue.is(value, 0, value.length()) && rule.fits(value, false);
  }

  private static boolean isRandom(String value, KeyRule rule) {
    return rule.kind() == KeyRule.Kind.ALWAYS && Randomness.isRandom(value);
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

  private int row(String text, int at, Spans spans) {
    int keyEnd = skipBlanksBack(text, at);
    KeyRule rule = keyEnd == at ? null : keys.ruleBefore(text, keyEnd, true);
    int start = skipBlanks(text, at + 1);
    int limit = Math.min(text.length(), start + MAX_VALUE);
    int end = start;
    while (end < limit && text.charAt(end) != '|' && text.charAt(end) != '\n') {
      end++;
    }
    end = skipBlanksBack(text, end);
    return rule == null ? at : hide(text, start, end, rule, spans, at);
  }

  /** Only where the key begins its line and the value is all that is left of it. */
  private int columns(String text, int at, Spans spans) {
    KeyRule rule = keys.ruleBefore(text, at, false);
    int key = rule == null ? at : SensitiveKeys.start(text, at);
    if (rule == null || (key > 0 && text.charAt(key - 1) != '\n')) {
      return at;
    }
    int start = skipBlanks(text, at);
    int end = ValueEnds.wordEnd(text, start, Math.min(text.length(), start + MAX_VALUE));
    boolean last = end == text.length() || text.charAt(end) == '\n' || text.charAt(end) == '\r';
    return last ? hide(text, start, end, rule, spans, at) : at;
  }

  private static int hide(String text, int start, int end, KeyRule rule, Spans spans, int at) {
    if (end <= start) {
      return at;
    }
    String value = text.substring(start, end);
    if (!holdsDigitOrSign(value) || !isValue(value, rule)) {
      return at;
    }
    spans.add(start, end, rule.type());
    return Math.max(end, at);
  }

  private static int skipBlanks(String text, int from) {
    int at = from;
    while (Chars.isBlank(Chars.at(text, at))) {
      at++;
    }
    return at;
  }

  private static int skipBlanksBack(String text, int from) {
    int limit = Math.max(0, from - MAX_VALUE);
    int at = from;
    while (at > limit && Chars.isBlank(text.charAt(at - 1))) {
      at--;
    }
    return at;
  }
}
