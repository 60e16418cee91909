package io.weir.enrich.redact;

import java.util.List;

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

  private static final String STRING = "string(";

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
      return sign == '=' ? FormPart.hide(text, at, keyEnd, keys, spans) : at;
    }
    int start = afterSign(text, at);
    if (NoPair.isDirectory(text, at, keyEnd, start) || NoPair.is(text, at, keyEnd, start)) {
      return at;
    }
    if (NoPair.isReadToken(text, at, keyEnd)) {
      rule = new KeyRule(rule.type(), KeyRule.Kind.RANDOM);
    }
    if (rule.type().equals(SensitiveClass.AUTHORIZATION) && beginsWithScheme(text, start)) {
      return HeaderDetector.credentials(text, keyEnd, start, start == at + 1, spans, at);
    }
    if (sign == ':' && Chars.at(text, start) == '\n') {
      return YamlValues.hideBelow(text, start + 1, keyEnd, rule, spans, at);
    }
    boolean inQuery = isInQuery(text, keyEnd);
    if (YamlValues.isBlock(text, start)) {
      return YamlValues.hideBlock(text, start, keyEnd, rule, spans, at);
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

  static boolean isInQuery(String text, int keyEnd) {
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
      if (close == ']' && !opens(text, end)) {
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

  /** {@code gdm-password]:} closes what another word has opened. */
  private static boolean opens(String text, int end) {
    boolean quoted = end > 0 && Chars.isQuote(text.charAt(end - 1));
    int key = SensitiveKeys.start(text, quoted ? end - 1 : end);
    return Chars.at(text, key - 1) == '[' || Chars.at(text, key - 2) == '[';
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
}
