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
  /** As they are typed among Chinese and Japanese characters. */
  private static final String WIDE_SIGNS = "：＝";

  private static final int MAX_PARAMETER = 512;

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
        new Trigger(CharSet.of(AssignmentSign.ASSIGNING), CharSet.of("="), CharSet.EDGES.not()),
        new Trigger(letters.or(signs), CharSet.of(":"), CharSet.DIGITS.or(CharSet.EDGES).not()),
        new Trigger(letters.and(CharSet.DIGITS.not()).or(signs), CharSet.of(":"), CharSet.DIGITS),
        new Trigger(letters.or(signs), CharSet.of("<"), CharSet.of("-")),
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
    if (sign == '<' && !Chars.isQuote(scan.at(AssignmentSign.valueStart(scan, at)))) {
      // A channel is read; what R and OCaml assign this way is in quotes.
      return NOTHING;
    }
    int keyEnd = AssignmentSign.keyEnd(scan, at);
    KeyRule rule = keys.ruleBefore(scan.text(), keyEnd, sign == ':');
    if (rule == null && sign == '=') {
      keyEnd = Declarations.nameEnd(scan, keyEnd);
      rule = keys.ruleBefore(scan.text(), keyEnd, false);
    }
    if (rule == null) {
      rule = NamedPair.ruleOf(scan, keyEnd, keys);
    }
    if (rule == null) {
      return sign == '=' ? FormPart.hide(scan, at, keyEnd, keys) : NOTHING;
    }
    return hide(scan, at, keyEnd, rule);
  }

  /** Hides the value after the sign of a sensitive key, unless the pair is none. */
  private static int hide(Scan scan, int at, int keyEnd, KeyRule rule) {
    int start = AssignmentSign.valueStart(scan, at);
    if (PairExclusions.isDirectory(scan, at, keyEnd, start)
        || PairExclusions.is(scan, at, keyEnd, start)) {
      return NOTHING;
    }
    KeyRule meant =
        PairExclusions.isReadToken(scan, at, keyEnd)
            ? new KeyRule(rule.type(), KeyRule.Kind.RANDOM)
            : rule;
    boolean equals = scan.charAt(at) == '=';
    if (meant.type().equals(SensitiveClass.AUTHORIZATION) && beginsWithScheme(scan, start)) {
      return HeaderDetector.credentials(scan, keyEnd, start, equals && start == at + 1);
    }
    if (scan.charAt(at) == ':' && scan.at(start) == '\n') {
      return YamlValues.hideBelow(scan, start + 1, keyEnd, meant);
    }
    if (YamlValues.isBlock(scan, start)) {
      return YamlValues.hideBlock(scan, start, keyEnd, meant);
    }
    boolean inQuery = isInQuery(scan, keyEnd) || (equals && beginsQuery(scan, keyEnd, start));
    int end = new ValueFinder(scan, meant, inQuery).hide(start);
    int next = end == NOTHING ? NOTHING : AssignmentSign.changedValue(scan, end);
    return next == NOTHING ? end : Math.max(end, ValueFinder.hide(scan, next, meant));
  }

  /** A word, a blank, and then the credentials. */
  private static boolean beginsWithScheme(Scan scan, int start) {
    int end = scan.keyEnd(start, scan.length());
    return end > start && scan.at(end) == ' ';
  }

  /** True of a key after {@code ?} or {@code &}. */
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
}
