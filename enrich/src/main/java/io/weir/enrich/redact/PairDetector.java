package io.weir.enrich.redact;

import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * The value of a sensitive key: {@code password=x}, {@code "token": "x"} (quotes escaped or not),
 * {@code password := x}, {@code :password => x}, {@code (password)=(x)}, and {@code
 * "name":"DB_PASSWORD","value":"x"}.
 */
final class PairDetector implements Detector {
  private static final int MAX_BETWEEN = 24;
  private static final int MAX_NAME = 64;

  /** What parsers and validators say of tokens. */
  private static final Set<String> BEFORE_TOKENS =
      Set.of("unexpected", "mismatched", "illegal", "invalid", "expected", "bad", "next");

  private static final int VALUE_LENGTH = "value".length();

  private final SensitiveKeys keys;

  PairDetector(SensitiveKeys keys) {
    this.keys = keys;
  }

  @Override
  public List<Gate> gates() {
    CharSet letters = keys.lastLetters().or(CharSet.of("eE"));
    CharSet signs = CharSet.QUOTES.or(CharSet.BLANKS).or(CharSet.of(")]"));
    // A colon between digits is that of a time.
    return List.of(
        new Gate(letters.or(signs), CharSet.of("="), CharSet.EDGES.not()),
        new Gate(letters.or(signs), CharSet.of(":"), CharSet.DIGITS.or(CharSet.EDGES).not()),
        new Gate(letters.and(CharSet.DIGITS.not()).or(signs), CharSet.of(":"), CharSet.DIGITS));
  }

  @Override
  public int find(String text, int at, Spans spans) {
    int keyEnd = keyEnd(text, at);
    KeyRule rule = keys.ruleBefore(text, keyEnd, false);
    if (rule == null) {
      rule = ruleOfName(text, keyEnd);
    }
    if (rule == null) {
      return at;
    }
    int start = afterSign(text, at);
    if (isDirectory(text, keyEnd, start) || isProse(text, at, keyEnd)) {
      return at;
    }
    boolean inQuery = isInQuery(text, keyEnd);
    return isBlock(text, start)
        ? block(text, start, keyEnd, rule, spans, at)
        : Values.hide(text, start, rule, inQuery, spans, at);
  }

  /** {@code unexpected token: EOF}. */
  private static boolean isProse(String text, int at, int keyEnd) {
    int key = SensitiveKeys.start(text, keyEnd);
    if (text.charAt(at) != ':' || key == 0 || text.charAt(key - 1) != ' ' || keyEnd - key != 5) {
      return false;
    }
    int before = key - 1;
    return text.startsWith("token", key)
        && BEFORE_TOKENS.contains(
            text.substring(SensitiveKeys.start(text, before), before).toLowerCase(Locale.ROOT));
  }

  /** {@code PWD=/app}, where a shell says in which directory it is. */
  private static boolean isDirectory(String text, int keyEnd, int start) {
    int key = SensitiveKeys.start(text, keyEnd);
    return Values.charAt(text, start) == '/'
        && keyEnd - key <= "OLDPWD".length()
        && text.regionMatches(true, keyEnd - 3, "PWD", 0, 3)
        && (keyEnd - key == 3 || text.startsWith("OLDPWD", key));
  }

  private static boolean isInQuery(String text, int keyEnd) {
    char before = Values.charAt(text, SensitiveKeys.start(text, keyEnd) - 1);
    return before == '?' || before == '&';
  }

  /** Before the sign come blanks, a bracket, a quote, maybe with backslashes. */
  private static int keyEnd(String text, int at) {
    int end = at;
    while (end > 0 && at - end < 2 && Chars.isBlank(text.charAt(end - 1))) {
      end--;
    }
    if (end > 0 && (text.charAt(end - 1) == ')' || text.charAt(end - 1) == ']')) {
      end--;
    }
    if (end > 0 && Chars.isQuote(text.charAt(end - 1))) {
      end--;
      while (end > 0 && at - end < 8 && text.charAt(end - 1) == '\\') {
        end--;
      }
    }
    return end;
  }

  /** Behind {@code =>}, {@code :=}, {@code ==} and blanks. */
  private static int afterSign(String text, int at) {
    int start = at + 1;
    char second = Values.charAt(text, start);
    if (second == '>' || second == '=') {
      start++;
    }
    while (Chars.isBlank(Values.charAt(text, start))) {
      start++;
    }
    return start;
  }

  /** What the key says that is the value of the pair before: only of a key {@code value}. */
  private KeyRule ruleOfName(String text, int keyEnd) {
    int from = keyEnd - VALUE_LENGTH;
    if (from < 0
        || !SensitiveKeys.isValue(text.substring(from, keyEnd))
        || SensitiveKeys.isKey(Values.charAt(text, from - 1))) {
      return null;
    }
    int nameEnd = skipBack(text, from);
    int name = Math.max(SensitiveKeys.start(text, nameEnd), nameEnd - MAX_NAME);
    int labelEnd = skipBack(text, name);
    int label = SensitiveKeys.start(text, labelEnd);
    boolean named = labelEnd < name && SensitiveKeys.isName(text.substring(label, labelEnd));
    return named ? keys.ruleBefore(text, nameEnd, false) : null;
  }

  private static int skipBack(String text, int from) {
    int end = from;
    while (end > 0 && from - end < MAX_BETWEEN && !SensitiveKeys.isKey(text.charAt(end - 1))) {
      end--;
    }
    return end;
  }

  /** YAML's {@code |} or {@code >} with nothing but signs behind it on its line. */
  private static boolean isBlock(String text, int start) {
    char c = Values.charAt(text, start);
    if (c != '|' && c != '>') {
      return false;
    }
    int end = start + 1;
    while ("+-0123456789".indexOf(Values.charAt(text, end)) >= 0) {
      end++;
    }
    return Values.charAt(text, end) == '\n';
  }

  /** The lines that are further in than the key. */
  private static int block(String text, int start, int keyEnd, KeyRule rule, Spans spans, int at) {
    int indent = indent(text, text.lastIndexOf('\n', keyEnd - 1) + 1);
    int first = text.indexOf('\n', start) + 1;
    int end = first;
    int line = first;
    while (line < text.length() && indent(text, line) > indent) {
      int next = text.indexOf('\n', line);
      end = next < 0 ? text.length() : next;
      line = end + 1;
    }
    if (end == first || !rule.fits(text.substring(first, end).trim(), false)) {
      return at;
    }
    spans.add(first + indent(text, first), end, rule.type());
    return end;
  }

  private static int indent(String text, int line) {
    int at = line;
    while (Values.charAt(text, at) == ' ') {
      at++;
    }
    return at - line;
  }
}
