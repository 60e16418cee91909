package io.weir.enrich.redact;

import java.util.Locale;
import java.util.Set;

/**
 * Where a value ends, as programs write values behind a key: in quotes or brackets, escaped or not,
 * or up to what ends a word. In doubt it goes on: too much hidden is better than too little.
 */
final class Values {
  private static final Set<String> NOTHING =
      Set.of(
          "~",
          "filtered",
          "[filtered]",
          "[redacted]",
          "<none>",
          "<token>",
          "<unset>",
          "include",
          "omit",
          "null",
          "nil",
          "none",
          "true",
          "false",
          "undefined",
          "str",
          "string",
          "bytes",
          "secretstr",
          "void",
          "empty",
          "yes",
          "no",
          "not",
          "required",
          "invalid",
          "missing",
          "must",
          "found",
          "expired",
          "incorrect",
          "optional",
          "?",
          "enabled",
          "disabled",
          "unchanged",
          "rejected",
          "redacted",
          "masked",
          "hidden",
          "%s",
          "%v",
          "%d");

  private static final int LONGEST_NOTHING = 10;
  private static final int MAX_KEY = 64;
  private static final int MAX_CALL = 32;
  private static final int MIN_SECRET = 5;
  private static final int MAX_ENDING = 5;
  private static final int MAX_QUOTED = 1_024;

  /** So much of a value is enough to see whether it is meant, where not every value is. */
  static final int JUDGED = 128;

  private Values() {}

  /**
   * Adds the value that starts at a place, unless it is none.
   *
   * @param inQuery the value is part of a URL
   * @return the end of the value, or {@code at} if nothing was added
   */
  static int hide(String text, int from, KeyRule rule, boolean inQuery, Spans spans, int at) {
    int quote = from;
    while (charAt(text, quote) == '\\') {
      quote++;
    }
    char open = charAt(text, quote);
    boolean quoted = Chars.isQuote(open);
    boolean listed = open == '[' || open == '(';
    if (open == '{') {
      return braced(text, quote + 1, rule, spans, at);
    }
    if (open == 0) {
      return at;
    }
    int start = quoted || listed ? quote + 1 : from;
    int judged = rule.kind() == KeyRule.Kind.ALWAYS ? text.length() : start + JUDGED;
    int end = end(text, quote, start, inQuery, Math.min(text.length(), judged));
    if (!quoted && !listed && !inQuery && isOpened(text, start, end)) {
      String call = text.substring(start, end);
      boolean method = call.indexOf('.') > 0 || call.indexOf("::") > 0;
      if (method && isVariable(text, end + 1, quoteEnd(text, end))) {
        // os.getenv("DB_PASSWORD") is the line of a program.
        return at;
      }
      // crypt('x', …), Some("x"), N'x': what counts is in the quotes.
      return hide(text, end, rule, false, spans, at);
    }
    if (listed) {
      start = trimmedStart(text, start, end);
      end = trimmedEnd(text, start, end);
    }
    if (isNothing(text, start, end)
        || (listed && isMasked(text, start, end))
        || (!inQuery && isCount(text, start, end, rule))
        || isFile(text, start, end)
        || isAddress(text, start, rule)
        || isOwnName(text, start, end, from)
        || !rule.fits(text.substring(start, end), inQuery)) {
      return at;
    }
    if (end == judged) {
      end = end(text, quote, start, inQuery, text.length());
    }
    spans.add(start, end, rule.type());
    return end;
  }

  /** {@code PWD={x};} of ODBC; any other brace opens an object. */
  private static int braced(String text, int start, KeyRule rule, Spans spans, int at) {
    int limit = Math.min(text.length(), start + JUDGED);
    int end = start;
    while (end < limit && "{}:=\"'\n ".indexOf(text.charAt(end)) < 0) {
      end++;
    }
    boolean closed = charAt(text, end) == '}' && charAt(text, end + 1) == ';';
    if (!closed || isNothing(text, start, end) || !rule.fits(text.substring(start, end), false)) {
      return at;
    }
    spans.add(start, end, rule.type());
    return end;
  }

  /** The end of the value that starts at a place, behind its opening sign if it has one. */
  private static int end(String text, int quote, int start, boolean inQuery, int limit) {
    char open = text.charAt(quote);
    if (Chars.isQuote(open)) {
      return closingQuote(text, quote, start, limit);
    }
    if (open == '[' || open == '(') {
      return listEnd(text, start, open == '[' ? ']' : ')', limit);
    }
    return inQuery ? queryEnd(text, start, limit) : wordEnd(text, start, limit);
  }

  /** {@code secrets: 12 synced}. */
  private static boolean isCount(String text, int start, int end, KeyRule rule) {
    boolean few = end - start < MIN_SECRET && rule.type().equals(SensitiveClass.SECRET);
    for (int i = start; i < end && few; i++) {
      few = Chars.isDigit(text.charAt(i));
    }
    return few;
  }

  /** {@code token = token}, {@code password=:password} and {@code %(password)s} of programs. */
  private static boolean isOwnName(String text, int start, int end, int from) {
    int name =
        text.charAt(start) == ':' ? start + 1 : text.startsWith("%(", start) ? start + 2 : start;
    int nameEnd = name == start + 2 && text.startsWith(")s", end - 2) ? end - 2 : end;
    nameEnd -= text.charAt(nameEnd - 1) == ';' ? 1 : 0;
    int key = from;
    while (key > 0 && from - key < 4 && !SensitiveKeys.isKey(text.charAt(key - 1))) {
      key--;
    }
    int length = nameEnd - name;
    return length > 0
        && text.regionMatches(name, text, key - length, length)
        && (charAt(text, key - length - 1) == '.'
            || !SensitiveKeys.isKey(charAt(text, key - length - 1)))
        && !Chars.isQuote(charAt(text, start - 1));
  }

  /** {@code proxy_pass: http://upstream}; credentials within it are found by their form. */
  private static boolean isAddress(String text, int start, KeyRule rule) {
    return rule.type().equals(SensitiveClass.PASSWORD)
        && (text.startsWith("http://", start) || text.startsWith("https://", start));
  }

  /** {@code /etc/gcp/key.json} is where a secret is. */
  private static boolean isFile(String text, int start, int end) {
    int dot = end - 1;
    while (dot > start && end - dot <= MAX_ENDING && Character.isLowerCase(text.charAt(dot))) {
      dot--;
    }
    return text.charAt(start) == '/'
        && text.charAt(dot) == '.'
        && dot < end - 2
        && text.lastIndexOf('/', dot) > start;
  }

  private static boolean isOpened(String text, int start, int end) {
    if (end - start == 0 || end - start > MAX_CALL || !Chars.isQuote(charAt(text, end))) {
      return false;
    }
    char last = text.charAt(end - 1);
    return last == '('
        || (last == '[' && text.substring(start, end).indexOf('.') > 0)
        || (end - start == 1 && "NEnebr".indexOf(last) >= 0);
  }

  private static int listEnd(String text, int start, char close, int limit) {
    int end = start;
    while (end < limit && text.charAt(end) != close && text.charAt(end) != '\n') {
      end++;
    }
    return end;
  }

  private static int trimmedStart(String text, int from, int end) {
    int start = from;
    while (start < end && isAround(text.charAt(start))) {
      start++;
    }
    return start;
  }

  private static int trimmedEnd(String text, int start, int from) {
    int end = from;
    while (end > start && isAround(text.charAt(end - 1))) {
      end--;
    }
    return end;
  }

  private static boolean isAround(char c) {
    return Chars.isQuote(c) || Chars.isBlank(c) || c == '\\';
  }

  /** What has been redacted before stays as it is. */
  private static boolean isMasked(String text, int start, int end) {
    return SensitiveClass.known(text.substring(start, end)).isPresent();
  }

  /**
   * The end of the value before its closing quote, which has as many backslashes before it as the
   * opening one; a quote that is doubled, as SQL has it, is part of the value.
   */
  /** Also that of a header. */
  private static boolean isVariable(String text, int start, int end) {
    boolean small = false;
    boolean digit = false;
    for (int i = start; i < end; i++) {
      char c = text.charAt(i);
      if (!Chars.isAlphanumeric(c) && c != '_' && c != '-') {
        return false;
      }
      digit |= Chars.isDigit(c);
      small |= c >= 'a';
    }
    return Chars.isUpper(charAt(text, start)) && !(small && digit);
  }

  /** Where the quote closes that opens at a place, if not too far away. */
  static int quoteEnd(String text, int open) {
    return closingQuote(text, open, open + 1, Math.min(text.length(), open + MAX_QUOTED));
  }

  private static int closingQuote(String text, int open, int start, int limit) {
    char quote = text.charAt(open);
    int escapes = 0;
    while (charAt(text, open - 1 - escapes) == '\\') {
      escapes++;
    }
    int backslashes = 0;
    for (int i = start; i < limit; i++) {
      char c = text.charAt(i);
      if (c == '\\') {
        backslashes++;
        continue;
      }
      if (c == quote && backslashes <= escapes) {
        boolean doubled = quote == '\'' && charAt(text, i + 1) == quote;
        if (!doubled) {
          return i - backslashes;
        }
        i++;
      }
      backslashes = 0;
    }
    return limit;
  }

  /** The end of a value without quotes. */
  static int wordEnd(String text, int start, int limit) {
    int end = start;
    while (end < limit && !endsWord(text, end)) {
      end++;
    }
    while (end > start && text.charAt(end - 1) == '\\') {
      end--;
    }
    return end;
  }

  /** A sign within a password is no end; one before a blank or before the next key is. */
  private static boolean endsWord(String text, int at) {
    char c = text.charAt(at);
    if (c <= ' ' || Chars.isQuote(c) || c == '<' || c == '>') {
      return true;
    }
    if (",;&|)]}".indexOf(c) < 0) {
      return false;
    }
    char behind = charAt(text, at + 1);
    if (behind <= ' ' || Chars.isQuote(behind) || ",;)]}\\".indexOf(behind) >= 0) {
      return true;
    }
    int next = at + 1;
    int limit = Math.min(text.length(), next + MAX_KEY);
    while (next < limit && SensitiveKeys.isKey(text.charAt(next))) {
      next++;
    }
    char sign = charAt(text, next);
    return sign == '=' || sign == ':';
  }

  private static int queryEnd(String text, int start, int limit) {
    int end = start;
    while (end < limit && text.charAt(end) > ' ' && "&#;\"'`<>\\".indexOf(text.charAt(end)) < 0) {
      end++;
    }
    return end;
  }

  /** No value: empty, or a word that says so. */
  static boolean isNothing(String text, int start, int end) {
    return start >= end
        || isPlaceholder(text, start, end)
        || (end - start <= LONGEST_NOTHING
            && NOTHING.contains(text.substring(start, end).toLowerCase(Locale.ROOT)));
  }

  /** {@code $1}, {@code $DB_PASSWORD}, {@code ${DB_PASSWORD}}, asterisks. */
  private static boolean isPlaceholder(String text, int start, int end) {
    char first = text.charAt(start);
    if (first != '$' && first != '*') {
      return false;
    }
    if (isSubstitution(text, start) || (text.startsWith("${", start) && endsName(text, end))) {
      return true;
    }
    boolean number = Chars.isDigit(charAt(text, start + 1));
    boolean same = end - start > 1;
    for (int i = start + 1; i < end && same; i++) {
      char c = text.charAt(i);
      // Digits among letters are more like a password.
      boolean named = number ? Chars.isDigit(c) : Chars.isUpper(c) || c == '_';
      same = first == '*' ? c == '*' : named;
    }
    return same;
  }

  /** {@code $(cat /run/secret)} of a shell. */
  private static boolean isSubstitution(String text, int start) {
    int limit = Math.min(text.length(), start + JUDGED);
    return text.startsWith("$(", start) && text.substring(start, limit).indexOf(')') > 0;
  }

  private static boolean endsName(String text, int end) {
    return text.charAt(end - 1) == '}' || charAt(text, end) == '}';
  }

  /** The character at a place; 0 outside of the text. */
  static char charAt(String text, int at) {
    return at >= 0 && at < text.length() ? text.charAt(at) : 0;
  }
}
