package io.weir.enrich.redact.key;

import io.weir.enrich.redact.scan.CharSet;
import io.weir.enrich.redact.scan.Chars;
import io.weir.enrich.redact.scan.Detector;
import io.weir.enrich.redact.scan.Scan;
import io.weir.enrich.redact.scan.SensitiveClass;
import io.weir.enrich.redact.scan.Trigger;
import java.util.List;

/**
 * The value of a sensitive key: {@code password=x}, {@code "token": "x"} (quotes escaped or not),
 * {@code password := x}, {@code :password => x}, {@code (password)=(x)}, and {@code
 * "name":"DB_PASSWORD","value":"x"}.
 */
final class KeyValueDetector implements Detector {
  private static final int MAX_BETWEEN = 24;

  /** Assignments are written one below the other, their signs too. */
  private static final int MAX_BLANKS = 48;

  private static final int MAX_NAME = 64;

  /** What the keys of values and of inputs end with. */
  private static final String LAST_OF_VALUES = "elvtELVT";

  /** As they are typed among Chinese and Japanese characters. */
  private static final String WIDE_SIGNS = "：＝";

  /** Before a {@code =} they are part of the sign: {@code ?=} of make, {@code .=} of PHP. */
  private static final String ASSIGNING = "?.:+|";

  private static final int MAX_SIGN = 4;
  private static final int MAX_PARAMETER = 512;
  private static final String STRING = "string(";

  private final SensitiveKeys keys;

  KeyValueDetector(SensitiveKeys keys) {
    this.keys = keys;
  }

  @Override
  public List<Trigger> triggers() {
    CharSet letters = keys.lastLetters().or(CharSet.of("eE"));
    CharSet signs = CharSet.QUOTES.or(CharSet.BLANKS).or(CharSet.of(")]"));
    // A colon between digits is that of a time.
    return List.of(
        new Trigger(letters.or(signs), CharSet.of("="), CharSet.EDGES.not()),
        new Trigger(CharSet.of(ASSIGNING), CharSet.of("="), CharSet.EDGES.not()),
        new Trigger(letters.or(signs), CharSet.of(":"), CharSet.DIGITS.or(CharSet.EDGES).not()),
        new Trigger(letters.and(CharSet.DIGITS.not()).or(signs), CharSet.of(":"), CharSet.DIGITS),
        new Trigger(
            letters.or(signs).or(CharSet.of("-")),
            CharSet.FOREIGN.or(CharSet.of(">")),
            CharSet.EDGES.not()));
  }

  @Override
  public int find(Scan scan, int at) {
    char sign = scan.charAt(at);
    boolean wide = sign >= CharSet.BEYOND_ASCII;
    if ((wide && WIDE_SIGNS.indexOf(sign) < 0) || (sign == '>' && scan.charAt(at - 1) != '-')) {
      return NOTHING;
    }
    int keyEnd = keyEnd(scan, signStart(scan, at));
    KeyRule rule = keys.ruleBefore(scan.text(), keyEnd, sign == ':');
    if (rule == null && sign == '=') {
      keyEnd = Declarations.nameEnd(scan, keyEnd);
      rule = keys.ruleBefore(scan.text(), keyEnd, false);
    }
    if (rule == null) {
      rule = ruleOfName(scan, keyEnd);
    }
    if (rule == null) {
      return sign == '=' ? FormPart.hide(scan, at, keyEnd, keys) : NOTHING;
    }
    int start = afterSign(scan, at);
    if (PairExclusions.isDirectory(scan, at, keyEnd, start)
        || PairExclusions.is(scan, at, keyEnd, start)) {
      return NOTHING;
    }
    if (PairExclusions.isReadToken(scan, at, keyEnd)) {
      rule = new KeyRule(rule.type(), KeyRule.Kind.RANDOM);
    }
    if (rule.type().equals(SensitiveClass.AUTHORIZATION) && beginsWithScheme(scan, start)) {
      return HeaderDetector.credentials(scan, keyEnd, start, sign == '=' && start == at + 1);
    }
    if (sign == ':' && scan.at(start) == '\n') {
      return YamlValues.hideBelow(scan, start + 1, keyEnd, rule);
    }
    boolean inQuery = isInQuery(scan, keyEnd) || (sign == '=' && beginsQuery(scan, keyEnd, start));
    if (YamlValues.isBlock(scan, start)) {
      return YamlValues.hideBlock(scan, start, keyEnd, rule);
    }
    int end = new ValueFinder(scan, rule, inQuery).hide(start);
    int next = end == NOTHING ? NOTHING : changed(scan, end);
    return next == NOTHING ? end : Math.max(end, ValueFinder.hide(scan, next, rule));
  }

  /** Where a sign of several characters begins: {@code ->}, {@code ?=}, {@code ::=}. */
  private static int signStart(Scan scan, int at) {
    if (scan.charAt(at) == '>') {
      return at - 1;
    }
    int start = at;
    while (scan.charAt(at) == '=' && at - start < MAX_SIGN && isAssigning(scan.at(start - 1))) {
      start--;
    }
    return start;
  }

  private static boolean isAssigning(char c) {
    return c != 0 && ASSIGNING.indexOf(c) >= 0;
  }

  /** A word, a blank, and then the credentials. */
  private static boolean beginsWithScheme(Scan scan, int start) {
    int end = scan.keyEnd(start, scan.length());
    return end > start && scan.at(end) == ' ';
  }

  /** Where the new value is in {@code password = "x" -> "y"}; -1 if there is none. */
  private static int changed(Scan scan, int end) {
    int arrow = end + (Chars.isQuote(scan.at(end)) ? 1 : 0);
    boolean quoted = scan.startsWith(" -> ", arrow) && Chars.isQuote(scan.at(arrow + 4));
    return quoted ? arrow + 4 : -1;
  }

  static boolean isInQuery(Scan scan, int keyEnd) {
    char before = scan.at(scan.keyStart(keyEnd) - 1);
    return before == '?' || before == '&';
  }

  /** {@code "code=x&state=ok"}: a query by itself. */
  private static boolean beginsQuery(Scan scan, int keyEnd, int start) {
    char before = scan.at(scan.keyStart(keyEnd) - 1);
    if (!Chars.isQuote(before) && before > ' ') {
      return false;
    }
    int end = ValueBounds.queryEnd(scan, start, Math.min(scan.length(), start + MAX_PARAMETER));
    int next = scan.at(end) == '&' ? scan.keyEnd(end + 1, scan.length()) : end;
    return next > end + 1 && scan.at(next) == '=';
  }

  /** Before the sign come blanks, a bracket, a quote, maybe with backslashes. */
  private static int keyEnd(Scan scan, int at) {
    int end = at;
    while (end > 0 && at - end < MAX_BLANKS && Chars.isBlank(scan.charAt(end - 1))) {
      end--;
    }
    char close = scan.at(end - 1);
    if (close == ')' || close == ']') {
      end--;
      if (close == ']' && !opens(scan, end)) {
        return 0;
      }
    }
    if (end > 0 && Chars.isQuote(scan.charAt(end - 1))) {
      end--;
      int quote = end;
      while (end > 0 && quote - end < 8 && scan.charAt(end - 1) == '\\') {
        end--;
      }
    }
    return end;
  }

  /** {@code gdm-password]:} closes what another word has opened. */
  private static boolean opens(Scan scan, int end) {
    boolean quoted = end > 0 && Chars.isQuote(scan.charAt(end - 1));
    int key = scan.keyStart(quoted ? end - 1 : end);
    return scan.at(key - 1) == '[' || scan.at(key - 2) == '[';
  }

  /** After {@code =>}, {@code :=}, {@code ==} and blanks. */
  private static int afterSign(Scan scan, int at) {
    int start = at + 1;
    while (scan.at(start) == ':' && ":=".indexOf(scan.at(start + 1)) >= 0) {
      start++;
    }
    char second = scan.at(start);
    start += second == '>' || second == '=' ? 1 : 0;
    start += second == '=' && scan.at(start) == '=' ? 1 : 0;
    if (second == '>' || (second == ':' && scan.at(start + 1) == ' ')) {
      return afterDump(scan, second == ':' ? start + 1 : start);
    }
    while (Chars.isBlank(scan.at(start))) {
      start++;
    }
    return scan.startsWith("\"\"\"", start) ? start + 2 : start;
  }

  /** {@code ["password"]=> string(6) "x"} of PHP, maybe on the next line; {@code ::} of LDIF. */
  private static int afterDump(Scan scan, int from) {
    int start = from;
    while (start - from < MAX_BLANKS && scan.at(start) <= ' ' && start < scan.length()) {
      start++;
    }
    int close = start + STRING.length();
    while (scan.startsWith(STRING, start) && Chars.isDigit(scan.at(close))) {
      close++;
    }
    return scan.startsWith(") ", close) ? close + 2 : start;
  }

  /** What the key says that is the value of the pair before: only of a key {@code value}. */
  private KeyRule ruleOfName(Scan scan, int keyEnd) {
    if (LAST_OF_VALUES.indexOf(scan.at(keyEnd - 1)) < 0) {
      return null;
    }
    int from = scan.keyStart(keyEnd);
    if (SensitiveKeys.isInput(scan.text(), from, keyEnd)) {
      return keys.nearestBefore(scan.text(), from);
    }
    if (!SensitiveKeys.isValue(scan.text(), from, keyEnd)) {
      return null;
    }
    int nameEnd = skipBack(scan, from);
    int name = Math.max(scan.keyStart(nameEnd), nameEnd - MAX_NAME);
    int labelEnd = skipBack(scan, name);
    int label = scan.keyStart(labelEnd);
    boolean named =
        (labelEnd < name && SensitiveKeys.isName(scan.text(), label, labelEnd))
            || scan.startsWith("ARGS:", name - 5);
    return named ? keys.ruleBefore(scan.text(), nameEnd, false) : null;
  }

  private static int skipBack(Scan scan, int from) {
    int end = from;
    while (end > 0 && from - end < MAX_BETWEEN && !Chars.isKey(scan.charAt(end - 1))) {
      end--;
    }
    return end;
  }
}
