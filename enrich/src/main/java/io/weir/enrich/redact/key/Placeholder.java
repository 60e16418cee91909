package io.weir.enrich.redact.key;

import io.weir.enrich.redact.scan.CharSet;
import io.weir.enrich.redact.scan.Chars;

/** What is in the place of a value that is filled in elsewhere, or has been taken out. */
final class Placeholder {
  private static final int MAX_SUBSTITUTION = 128;
  private static final int MAX_NAME = 128;

  private Placeholder() {}

  /**
   * {@code $1}, {@code $DB_PASSWORD}, {@code ${DB_PASSWORD}}, {@code #{db.password}}, {@code
   * %(password)s}, asterisks.
   */
  static boolean is(String text, int start, int end) {
    char first = text.charAt(start);
    if (isMask(text, start, end) || isTemplate(text, start, end)) {
      return true;
    }
    if (first == '#' || first == '%') {
      return isReference(text, start, end);
    }
    if (first != '$') {
      return false;
    }
    if (isSubstitution(text, start)
        || (text.startsWith("${", start) && endsName(text, start, end))) {
      return true;
    }
    boolean number = Chars.isDigit(Chars.at(text, start + 1));
    boolean same = end - start > 1;
    for (int i = start + 1; i < end && same; i++) {
      char c = text.charAt(i);
      // Digits among letters are more like a password.
      same = number ? Chars.isDigit(c) : Chars.isUpper(c) || c == '_';
    }
    return same;
  }

  /** {@code #{db.password}} of Spring and Ruby, {@code %(password)s} of Python. */
  private static boolean isReference(String text, int start, int end) {
    return isPythons(text, start, end)
        || (text.startsWith("#{", start) && endsName(text, start, end));
  }

  private static boolean isPythons(String text, int start, int end) {
    boolean named = text.startsWith("%(", start) && text.startsWith(")s", end - 2);
    for (int i = start + 2; i < end - 2 && named; i++) {
      char c = text.charAt(i);
      named = Character.isLowerCase(c) || c == '_' || c == '.';
    }
    return named && end > start + 4;
  }

  /** {@code xxxxx}, {@code ••••}. */
  private static boolean isMask(String text, int start, int end) {
    char first = text.charAt(start);
    boolean same = end - start > 1 && (first >= CharSet.BEYOND_ASCII || "*xX#".indexOf(first) >= 0);
    for (int i = start + 1; i < end && same; i++) {
      same = text.charAt(i) == first;
    }
    return same;
  }

  /** {@code %PASSWORD%}, {@code %{TOKEN}}. */
  private static boolean isTemplate(String text, int start, int end) {
    boolean named = text.startsWith("%{", start) || text.charAt(end - 1) == '%';
    for (int i = start + 1; i < end && named; i++) {
      char c = text.charAt(i);
      named = Chars.isUpper(c) || "_{}%".indexOf(c) >= 0;
    }
    return named && text.charAt(start) == '%';
  }

  /**
   * {@code $(cat /run/secret)} of a shell, which begins with a command; {@code ${NAME:?text}}, but
   * not {@code ${NAME:-x}}, which brings a value.
   */
  private static boolean isSubstitution(String text, int start) {
    int limit = Math.min(text.length(), start + MAX_SUBSTITUTION);
    int at = start + 2;
    boolean command = text.startsWith("$(", start);
    while (at < limit
        && (command ? Character.isLowerCase(text.charAt(at)) : isName(text.charAt(at)))) {
      at++;
    }
    int close = text.substring(Math.min(at, limit), limit).indexOf(command ? ')' : '}');
    return at > start + 2
        && close >= 0
        && (command ? text.charAt(at) == ' ' : text.charAt(at) == '}' || text.startsWith(":?", at))
        && (command || text.startsWith("${", start));
  }

  private static boolean isName(char c) {
    return Chars.isUpper(c) || Chars.isDigit(c) || c == '_';
  }

  /**
   * {@code ${db.password}}: the name of a property has no digits and capitals among small letters,
   * and no colon, which a value follows.
   */
  private static boolean endsName(String text, int start, int end) {
    boolean capital = false;
    boolean small = false;
    for (int i = start + 2; i < end && i < start + MAX_NAME; i++) {
      if (text.charAt(i) == ':') {
        return false;
      }
      capital |= Chars.isUpper(text.charAt(i)) || Chars.isDigit(text.charAt(i));
      small |= Character.isLowerCase(text.charAt(i));
    }
    return (text.charAt(end - 1) == '}' || Chars.at(text, end) == '}') && !(capital && small);
  }
}
