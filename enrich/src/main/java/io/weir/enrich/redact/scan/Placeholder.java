package io.weir.enrich.redact.scan;

/** What is in the place of a value that is filled in elsewhere, or has been taken out. */
public final class Placeholder {
  private static final int MAX_SUBSTITUTION = 128;

  private Placeholder() {}

  /**
   * {@code $1}, {@code $DB_PASSWORD}, {@code %PASSWORD%}, {@code %(password)s}, asterisks, and
   * every {@link Reference}.
   */
  public static boolean is(String text, int start, int end) {
    char first = text.charAt(start);
    if (isMask(text, start, end) || isTemplate(text, start, end) || isPythons(text, start, end)) {
      return true;
    }
    Reference reference = Reference.at(text, start);
    if (reference != null && reference.end() >= end && reference.fallback() < 0) {
      return true;
    }
    if (first != '$') {
      return false;
    }
    if (isSubstitution(text, start)) {
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

  /** {@code %(password)s}. */
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

  /** {@code $(cat /run/secret)} of a shell, which begins with a command. */
  private static boolean isSubstitution(String text, int start) {
    if (!text.startsWith("$(", start)
        || text.startsWith("echo ", start + 2)
        || text.startsWith("printf ", start + 2)) {
      return false;
    }
    int limit = Math.min(text.length(), start + MAX_SUBSTITUTION);
    int at = start + 2;
    while (at < limit && Character.isLowerCase(text.charAt(at))) {
      at++;
    }
    boolean command = at > start + 2 && Chars.at(text, at) == ' ';
    return command && text.substring(at, Math.max(at, limit)).indexOf(')') >= 0;
  }
}
