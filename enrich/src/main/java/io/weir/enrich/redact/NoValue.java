package io.weir.enrich.redact;

import java.util.Locale;
import java.util.Set;

/** What stands behind a sensitive key and is no value of it. */
final class NoValue {
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
  private static final int MIN_SECRET = 5;
  private static final int MAX_ENDING = 5;
  private static final int MAX_SUBSTITUTION = 128;

  private NoValue() {}

  /** No value: empty, or a word that says so. */
  static boolean is(String text, int start, int end) {
    return start >= end
        || isPlaceholder(text, start, end)
        || (end - start <= LONGEST_NOTHING
            && NOTHING.contains(text.substring(start, end).toLowerCase(Locale.ROOT)));
  }

  /**
   * No value of that key: a count, a place where one is, or the name of a variable.
   *
   * @param from where the value begins with its opening sign
   */
  static boolean isOf(KeyRule rule, String text, int from, int start, int end, boolean inQuery) {
    return (!inQuery && isCount(text, start, end, rule))
        || isFile(text, start, end)
        || isAddress(text, start, rule)
        || isOwnName(text, start, end, from);
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
    boolean number = Chars.isDigit(Chars.at(text, start + 1));
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
    int limit = Math.min(text.length(), start + MAX_SUBSTITUTION);
    return text.startsWith("$(", start) && text.substring(start, limit).indexOf(')') > 0;
  }

  private static boolean endsName(String text, int end) {
    return text.charAt(end - 1) == '}' || Chars.at(text, end) == '}';
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
        && (Chars.at(text, key - length - 1) == '.'
            || !SensitiveKeys.isKey(Chars.at(text, key - length - 1)))
        && !Chars.isQuote(Chars.at(text, start - 1));
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

  /** What has been redacted before stays as it is. */
  static boolean isMasked(String text, int start, int end) {
    return SensitiveClass.known(text.substring(start, end)).isPresent();
  }
}
