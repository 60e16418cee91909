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

  /** Assignments are written one below the other, their signs too. */
  private static final int MAX_BLANKS = 48;

  private static final int MAX_NAME = 64;

  /** What the keys of values and of inputs end with. */
  private static final String LAST_OF_VALUES = "elvtELVT";

  /** As they are typed among Chinese and Japanese characters. */
  private static final String WIDE_SIGNS = "：＝";

  /** What parsers and validators say of tokens. */
  static final Set<String> BEFORE_TOKENS =
      Set.of("unexpected", "mismatched", "illegal", "invalid", "expected", "bad", "next");

  private static final int MAX_ARN = 160;

  private static final String TOKEN = "token";
  private static final String STRING = "string(";

  /** Begins the name of a resource of AWS. */
  private static final String ARN = "arn:aws";

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
        new Gate(letters.and(CharSet.DIGITS.not()).or(signs), CharSet.of(":"), CharSet.DIGITS),
        new Gate(
            letters.or(signs).or(CharSet.of("-")),
            CharSet.FOREIGN.or(CharSet.of(">")),
            CharSet.EDGES.not()));
  }

  @Override
  public int find(String text, int at, Spans spans) {
    char sign = text.charAt(at);
    boolean wide = sign >= CharSet.BEYOND_ASCII;
    if ((wide && WIDE_SIGNS.indexOf(sign) < 0) || (sign == '>' && text.charAt(at - 1) != '-')) {
      return at;
    }
    int keyEnd = keyEnd(text, sign == '>' ? at - 1 : at);
    KeyRule rule = keys.ruleBefore(text, keyEnd, sign == ':');
    if (rule == null) {
      rule = ruleOfName(text, keyEnd);
    }
    if (rule == null) {
      return sign == '=' ? part(text, at, keyEnd, spans) : at;
    }
    int start = afterSign(text, at);
    if (isDirectory(text, at, keyEnd, start) || isProse(text, at, keyEnd, start)) {
      return at;
    }
    if (isReadToken(text, at, keyEnd)) {
      rule = new KeyRule(rule.type(), KeyRule.Kind.RANDOM);
    }
    if (rule.type().equals(SensitiveClass.AUTHORIZATION) && beginsWithScheme(text, start)) {
      return HeaderDetector.credentials(text, keyEnd, start, start == at + 1, spans, at);
    }
    if (sign == ':' && Chars.at(text, start) == '\n') {
      return below(text, start + 1, keyEnd, rule, spans, at);
    }
    boolean inQuery = isInQuery(text, keyEnd);
    if (isBlock(text, start)) {
      return block(text, start, keyEnd, rule, spans, at);
    }
    int end = Values.hide(text, start, rule, inQuery, spans, at);
    int next = end > at ? changed(text, end) : -1;
    return next < 0 ? end : Values.hide(text, next, rule, false, spans, end);
  }

  /** A word, a blank, and then the credentials. */
  private static boolean beginsWithScheme(String text, int start) {
    int end = start;
    while (SensitiveKeys.isKey(Chars.at(text, end))) {
      end++;
    }
    return end > start && Chars.at(text, end) == ' ';
  }

  /** Where the new value stands in {@code password = "x" -> "y"}; -1 if there is none. */
  private static int changed(String text, int end) {
    int arrow = end + (Chars.isQuote(Chars.at(text, end)) ? 1 : 0);
    boolean quoted = text.startsWith(" -> ", arrow) && Chars.isQuote(Chars.at(text, arrow + 4));
    return quoted ? arrow + 4 : -1;
  }

  /**
   * The part of a form that bears a name: {@code name="password"}, an empty line, and the value up
   * to the end of its line (RFC 7578).
   */
  private int part(String text, int at, int nameEnd, Spans spans) {
    int open = at + 1;
    boolean named = text.startsWith("name", nameEnd - 4) && Chars.isQuote(Chars.at(text, open));
    int close = named ? ValueEnds.quoteEnd(text, open) : -1;
    int start = close < 0 ? -1 : afterEmptyLine(text, close + 1);
    KeyRule rule = start < 0 ? null : keys.ruleBefore(text, close, false);
    if (rule == null) {
      return at;
    }
    int end = start;
    while (end < text.length() && text.charAt(end) != '\n' && text.charAt(end) != '\r') {
      end++;
    }
    if (!NoValue.is(text, start, end) && rule.fits(text.substring(start, end), false)) {
      spans.add(start, end, rule.type());
    }
    return Math.max(at, end);
  }

  private static int afterEmptyLine(String text, int from) {
    String line = text.startsWith("\r\n", from) ? "\r\n" : "\n";
    return text.startsWith(line + line, from) ? from + 2 * line.length() : -1;
  }

  /** {@code PASS: TestX} of a run of tests, {@code arn:aws:secretsmanager:...:secret:x}. */
  private static boolean isProse(String text, int at, int keyEnd, int start) {
    int key = SensitiveKeys.start(text, keyEnd);
    boolean resource = Chars.at(text, key - 1) == ':' && start == at + 1;
    return text.startsWith("PASS: Test", start - 6)
        || isModule(text, key, start)
        || text.startsWith(" :'", at - 1)
        || text.startsWith("${", key - 2)
        || isTally(text, key, start)
        || (resource && text.substring(Math.max(0, key - MAX_ARN), key).contains(ARN));
  }

  /** {@code pam_unix(passwd:chauthtok)}. */
  private static boolean isModule(String text, int key, int start) {
    int end = start;
    while (Character.isLowerCase(Chars.at(text, end))) {
      end++;
    }
    return Chars.at(text, key - 1) == '('
        && Character.isLetter(Chars.at(text, key - 2))
        && Chars.at(text, start - 1) == ':'
        && Chars.at(text, end) == ')';
  }

  /** {@code pass: 12 fail: 0}. */
  private static boolean isTally(String text, int key, int start) {
    int end = start;
    while (Chars.isDigit(Chars.at(text, end))) {
      end++;
    }
    end += Chars.at(text, end) == ',' ? 1 : 0;
    return end > start && text.startsWith("pass", key) && text.startsWith(" fail", end);
  }

  /** Two or more names in small letters. */
  private static boolean isPath(String text, int start) {
    int end = start;
    int slashes = 0;
    while (Character.isLowerCase(Chars.at(text, end)) || Chars.at(text, end) == '/') {
      slashes += text.charAt(end) == '/' ? 1 : 0;
      end++;
    }
    return slashes > 1 && Chars.at(text, end) <= ' ';
  }

  /** {@code unexpected token: EOF}: a parser's, unless it looks like one that was given. */
  private static boolean isReadToken(String text, int at, int keyEnd) {
    int key = keyEnd - TOKEN.length();
    int before = key - 1;
    return text.charAt(at) == ':'
        && Chars.at(text, before) == ' '
        && text.startsWith(TOKEN, key)
        && BEFORE_TOKENS.contains(
            text.substring(SensitiveKeys.start(text, before), before).toLowerCase(Locale.ROOT));
  }

  /** {@code PWD=/app}, where a shell says in which directory it is. */
  private static boolean isDirectory(String text, int at, int keyEnd, int start) {
    int key = SensitiveKeys.start(text, keyEnd);
    boolean variable = keyEnd - key == 3 || text.startsWith("OLDPWD", key);
    return variable
        && Chars.at(text, start) == '/'
        && (text.startsWith("PWD=", at - 3) || isPath(text, start))
        && !isInQuery(text, keyEnd);
  }

  private static boolean isInQuery(String text, int keyEnd) {
    char before = Chars.at(text, SensitiveKeys.start(text, keyEnd) - 1);
    return before == '?' || before == '&';
  }

  /** Before the sign come blanks, a bracket, a quote, maybe with backslashes. */
  private static int keyEnd(String text, int at) {
    int end = at;
    while (end > 0 && at - end < MAX_BLANKS && Chars.isBlank(text.charAt(end - 1))) {
      end--;
    }
    char close = Chars.at(text, end - 1);
    if (close == ')' || close == ']') {
      end--;
      if (!opens(text, end, close)) {
        return 0;
      }
    }
    if (end > 0 && Chars.isQuote(text.charAt(end - 1))) {
      end--;
      int quote = end;
      while (end > 0 && quote - end < 8 && text.charAt(end - 1) == '\\') {
        end--;
      }
    }
    return end;
  }

  /** The bracket, with a quote or without, opens right before the key. */
  private static boolean opens(String text, int end, char close) {
    boolean quoted = end > 0 && Chars.isQuote(text.charAt(end - 1));
    int key = SensitiveKeys.start(text, quoted ? end - 1 : end);
    char open = close == ')' ? '(' : '[';
    return Chars.at(text, key - 1) == open || Chars.at(text, key - 2) == open;
  }

  /** Behind {@code =>}, {@code :=}, {@code ==} and blanks. */
  private static int afterSign(String text, int at) {
    int start = at + 1;
    char second = Chars.at(text, start);
    start += second == '>' || second == '=' ? 1 : 0;
    start += second == '=' && Chars.at(text, start) == '=' ? 1 : 0;
    if (second == '>' || (second == ':' && Chars.at(text, start + 1) == ' ')) {
      return afterDump(text, second == ':' ? start + 1 : start);
    }
    while (Chars.isBlank(Chars.at(text, start))) {
      start++;
    }
    return text.startsWith("\"\"\"", start) ? start + 2 : start;
  }

  /** {@code ["password"]=> string(6) "x"} of PHP, maybe on the next line; {@code ::} of LDIF. */
  private static int afterDump(String text, int from) {
    int start = from;
    while (start - from < MAX_BLANKS && Chars.at(text, start) <= ' ' && start < text.length()) {
      start++;
    }
    int close = start + STRING.length();
    while (text.startsWith(STRING, start) && Chars.isDigit(Chars.at(text, close))) {
      close++;
    }
    return text.startsWith(") ", close) ? close + 2 : start;
  }

  /** What the key says that is the value of the pair before: only of a key {@code value}. */
  private KeyRule ruleOfName(String text, int keyEnd) {
    if (LAST_OF_VALUES.indexOf(Chars.at(text, keyEnd - 1)) < 0) {
      return null;
    }
    int from = SensitiveKeys.start(text, keyEnd);
    if (SensitiveKeys.isInput(text, from, keyEnd)) {
      return keys.nearestBefore(text, from);
    }
    if (!SensitiveKeys.isValue(text, from, keyEnd)) {
      return null;
    }
    int nameEnd = skipBack(text, from);
    int name = Math.max(SensitiveKeys.start(text, nameEnd), nameEnd - MAX_NAME);
    int labelEnd = skipBack(text, name);
    int label = SensitiveKeys.start(text, labelEnd);
    boolean named =
        (labelEnd < name && SensitiveKeys.isName(text, label, labelEnd))
            || text.startsWith("ARGS:", name - 5);
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
    char c = Chars.at(text, start);
    if (c != '|' && c != '>') {
      return false;
    }
    int end = start + 1;
    while ("+-0123456789".indexOf(Chars.at(text, end)) >= 0) {
      end++;
    }
    return Chars.at(text, end) == '\n';
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

  /** One word that is alone on the next line, further in than the key, and looks like a value. */
  private static int below(String text, int line, int keyEnd, KeyRule rule, Spans spans, int at) {
    int start = line + indent(text, line);
    int end = start;
    int limit = Math.min(text.length(), start + Values.JUDGED);
    while (end < limit && text.charAt(end) > ' ') {
      end++;
    }
    boolean alone = end == text.length() || Chars.at(text, end) == '\n';
    boolean inside = start - line > indent(text, text.lastIndexOf('\n', keyEnd - 1) + 1);
    String value = text.substring(start, end);
    if (!alone || !inside || !WordDetector.isPassword(value) || value.indexOf(':') >= 0) {
      return at;
    }
    spans.add(start, end, rule.type());
    return end;
  }

  private static int indent(String text, int line) {
    int at = line;
    while (Chars.at(text, at) == ' ') {
      at++;
    }
    return at - line;
  }
}
