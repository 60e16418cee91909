package io.weir.enrich.redact.key;

import io.weir.enrich.redact.scan.CharSet;
import io.weir.enrich.redact.scan.Chars;
import io.weir.enrich.redact.scan.Detector;
import io.weir.enrich.redact.scan.Reference;
import io.weir.enrich.redact.scan.Scan;

/**
 * Hides the value after a key. In doubt it hides more: too much is better than too little. What is
 * no value, or not one that the key means, stays.
 */
public final class ValueFinder {
  private static final int MAX_CALL = 32;

  /** So much of a value is enough to see whether it is meant, where not every value is. */
  static final int JUDGED = 128;

  /** No password that people think of is of these alone before a bracket. */
  private static final CharSet FUNCTION =
      CharSet.LETTERS.and(CharSet.UPPER.not()).or(CharSet.of("_"));

  private static final CharSet SCHEME = CharSet.UPPER.or(CharSet.DIGITS);

  private final Scan scan;
  private final KeyRule rule;
  private final boolean inQuery;

  /**
   * @param rule what the key says
   * @param inQuery key and value are part of a URL
   */
  ValueFinder(Scan scan, KeyRule rule, boolean inQuery) {
    this.scan = scan;
    this.rule = rule;
    this.inQuery = inQuery;
  }

  /** Hides the value that starts at a place outside of a URL, as {@link #hide(int)} does. */
  public static int hide(Scan scan, int from, KeyRule rule) {
    return new ValueFinder(scan, rule, false).hide(from);
  }

  /**
   * Hides the value that starts at a place, unless it is none.
   *
   * @return the end of the value, or {@link Detector#NOTHING}
   */
  int hide(int from) {
    Reference reference = inQuery ? null : Reference.at(scan.text(), from);
    if (reference != null) {
      return reference.fallback() < 0 ? reference.end() : hide(reference.fallback());
    }
    int quote = from;
    while (scan.at(quote) == '\\') {
      quote++;
    }
    return switch (scan.at(quote)) {
      case 0 -> Detector.NOTHING;
      case '"', '\'', '`' -> quoted(from, quote);
      case '[', '(' -> listed(from, quote);
      case '{' -> object(from, quote);
      // $'x' of shells.
      case '$' -> isShellQuote(quote) ? hide(quote + 1) : plain(from);
      // <<"x">> of Erlang.
      case '<' -> scan.startsWith("<\"", quote + 1) ? hide(quote + 2) : plain(from);
      default -> plain(from);
    };
  }

  private boolean isShellQuote(int at) {
    return !inQuery && scan.at(at + 1) == '\'' && scan.at(at - 1) == '=';
  }

  private int quoted(int from, int quote) {
    int start = quote + 1;
    int end = ValueBounds.closingQuote(scan, quote, judgedEnd(start));
    boolean cut = end == judgedEnd(start);
    return isMeant(new KeyedValue(scan, from, start, end))
        ? hidden(start, cut ? ValueBounds.closing(scan, quote) : end)
        : Detector.NOTHING;
  }

  /** In brackets, and maybe in quotes within them. */
  private int listed(int from, int bracket) {
    int first = bracket + 1;
    int limit = judgedEnd(first);
    if (ValueExclusions.isComplaint(scan.text(), first, Math.min(scan.length(), first + JUDGED))) {
      return Detector.NOTHING;
    }
    char close = scan.charAt(bracket) == '[' ? ']' : ')';
    int bound = ValueBounds.listEnd(scan, first, close, limit);
    int start = ValueBounds.trimmedStart(scan, first, bound);
    int end = ValueBounds.trimmedEnd(scan, start, bound);
    if (ValueExclusions.isMasked(scan.text(), start, end)
        || !isMeant(new KeyedValue(scan, from, start, end))) {
      return Detector.NOTHING;
    }
    return hidden(
        start, end == limit ? ValueBounds.listEnd(scan, start, close, scan.length()) : end);
  }

  private int plain(int start) {
    int code = rule.kind() == KeyRule.Kind.CODE ? ValueBounds.codeEnd(scan, start) : -1;
    if (code > start) {
      return hidden(start, code);
    }
    int limit = judgedEnd(start);
    // Of what is computed in brackets all goes, also what is in quotes there.
    int close = inQuery ? -1 : Reference.closing(scan.text(), start);
    int end = Math.max(close, plainEnd(start, limit));
    if (!inQuery && isOpened(start, end)) {
      return called(start, end);
    }
    if (!inQuery && isOfPlace(start, end)) {
      return Detector.NOTHING;
    }
    return isMeant(new KeyedValue(scan, start, start, end))
        ? hidden(start, end == limit ? Math.max(end, plainEnd(start, scan.length())) : end)
        : Detector.NOTHING;
  }

  private int plainEnd(int start, int limit) {
    return inQuery
        ? ValueBounds.queryEnd(scan, start, limit)
        : ValueBounds.wordEnd(scan, start, limit);
  }

  /** {@code crypt('x', …)}, {@code Some("x")}, {@code N'x'}: the value is in the quotes. */
  private int called(int start, int quote) {
    String call = scan.substring(start, quote);
    boolean method = call.indexOf('.') > 0 || call.indexOf("::") > 0;
    // os.getenv("DB_PASSWORD") is the line of a program.
    return method && isVariable(quote + 1, ValueBounds.quoteEnd(scan, quote))
        ? Detector.NOTHING
        : hide(scan, quote, rule);
  }

  /** {@code crypt($1, …)}, {@code md5(?)}: a function of a value that is bound elsewhere. */
  private boolean isOfPlace(int start, int end) {
    int open = scan.skip(start, Math.min(end, start + MAX_CALL), FUNCTION);
    if (scan.startsWith("md5", start) || scan.startsWith("sha", start)) {
      open = scan.skip(open, CharSet.DIGITS);
    }
    int place = open + 1;
    if (open == start || scan.at(open) != '(' || place >= end) {
      return false;
    }
    int digits = scan.skip(place + 1, CharSet.DIGITS);
    return scan.charAt(place) == '$'
        ? digits > place + 1 && digits == end
        : scan.charAt(place) == '?' && place + 1 == end;
  }

  private int judgedEnd(int start) {
    boolean every = rule.kind() == KeyRule.Kind.ALWAYS;
    return every ? scan.length() : Math.min(scan.length(), start + JUDGED);
  }

  private boolean isMeant(KeyedValue value) {
    return !ValueExclusions.isNothing(scan.text(), value.start(), value.end())
        && !value.isExcluded(rule, inQuery)
        && rule.fits(scan.substring(value.start(), value.end()), inQuery);
  }

  private int hidden(int start, int end) {
    scan.hide(start, end, rule.type());
    return end;
  }

  private int object(int from, int brace) {
    if (isScheme(brace) || Reference.closing(scan.text(), brace) > brace) {
      return plain(from);
    }
    boolean whole = rule.kind() == KeyRule.Kind.ALWAYS && ObjectValues.isObject(scan, brace);
    return whole ? ObjectValues.hide(scan, brace, rule) : braced(brace + 1);
  }

  /** {@code PWD={x};} of ODBC; any other brace opens an object. */
  private int braced(int start) {
    int limit = Math.min(scan.length(), start + JUDGED);
    int key = scan.keyStart(start - 2);
    boolean listed = scan.at(start - 2) == '=' && scan.at(key - 1) == ';';
    int end = listed ? doubledEnd(start, limit) : start;
    while (!listed && end < limit && "{}:=\"'\n ".indexOf(scan.charAt(end)) < 0) {
      end++;
    }
    boolean last = listed && (end + 1 == scan.length() || Chars.isQuote(scan.at(end + 1)));
    boolean closed = scan.at(end) == '}' && (last || scan.at(end + 1) == ';');
    boolean meant =
        closed
            && !ValueExclusions.isNothing(scan.text(), start, end)
            && rule.fits(scan.substring(start, end), false);
    return meant ? hidden(start, end) : Detector.NOTHING;
  }

  /** Among other pairs whatever is in the braces; a brace of the value is doubled. */
  private int doubledEnd(int start, int limit) {
    int end = start;
    while (end < limit && scan.charAt(end) != '\n') {
      if (scan.charAt(end) == '}') {
        if (scan.at(end + 1) != '}') {
          return end;
        }
        end++;
      }
      end++;
    }
    return end;
  }

  /** {@code {SSHA}} of RFC 2307, after which the hash is. */
  private boolean isScheme(int brace) {
    int end = scan.skip(brace + 1, SCHEME);
    return end > brace + 2 && scan.at(end) == '}' && Chars.isBase64(scan.at(end + 1));
  }

  private boolean isOpened(int start, int end) {
    if (end - start == 0 || end - start > MAX_CALL || !Chars.isQuote(scan.at(end))) {
      return false;
    }
    char last = scan.charAt(end - 1);
    return last == '('
        || (last == '[' && scan.substring(start, end).indexOf('.') > 0)
        || (end - start == 1 && "NEnebr".indexOf(last) >= 0);
  }

  /** The name of a variable or of a header. */
  private boolean isVariable(int start, int end) {
    boolean small = false;
    boolean digit = false;
    for (int i = start; i < end; i++) {
      char c = scan.charAt(i);
      if (!Chars.isAlphanumeric(c) && c != '_' && c != '-') {
        return false;
      }
      digit |= Chars.isDigit(c);
      small |= c >= 'a';
    }
    return Chars.isUpper(scan.at(start)) && !(small && digit);
  }
}
