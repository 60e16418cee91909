package io.weir.enrich.redact.scan;

import java.util.Locale;
import java.util.Set;

/**
 * An expression in the place of a value that says where the value is read from: {@code
 * #{ENV['DB_PASSWORD']}}, {@code {{ .Values.db.password }}}, {@code <%= ENV['X'] %>}, {@code ${{
 * secrets.X }}}, {@code ${env:X}}, {@code process.env.X}, {@code os.environ.get("X")}. Names with
 * digits among small letters are none, as they are more like a password. Reads each character once,
 * and no more than some hundred.
 */
public final class Reference {
  private static final int MAX_LENGTH = 256;

  /** A literal after one of them is a value. */
  private static final Set<String> FALLBACKS =
      Set.of("default", "or", "coalesce", "ternary", "printf", "print", "d");

  /** What {@code ${env:X}} names before the colon; after other names a value follows. */
  private static final Set<String> LOOKUPS = Set.of("env", "sys", "opt", "self", "cf");

  /** The same, if a path or a constant follows: {@code ${secret:letmein}} of Spring is a value. */
  private static final Set<String> STORES =
      Set.of("file", "ssm", "vault", "secret", "secrets", "k8s");

  private final ReferenceCursor cursor;
  private final ReferencePath path;

  private Reference(ReferenceCursor cursor) {
    this.cursor = cursor;
    this.path = new ReferencePath(cursor);
  }

  /** The reference that begins at a place; null if none does. */
  public static Reference at(String text, int start) {
    char first = Chars.at(text, start);
    if ("$#%{<_".indexOf(first) < 0 && !Character.isLetter(first)) {
      return null;
    }
    Reference reference = new Reference(new ReferenceCursor(text, start));
    return reference.isRead() && reference.endsValue() ? reference : null;
  }

  /** After its last character. */
  public int end() {
    return cursor.at();
  }

  /** Where the quote of the value is that is taken if there is none to read; -1 if nowhere. */
  public int fallback() {
    return path.fallback();
  }

  /**
   * The end of what a bracket opens at a place where an expression would begin; -1 if it is not
   * closed, or closes what is outside of it.
   */
  public static int closing(String text, int start) {
    String close =
        text.startsWith("{{", start)
            ? "}}"
            : text.startsWith("<%", start) ? "%>" : text.startsWith("$(", start) ? ")" : "}";
    boolean opened =
        close.length() > 1
            || close.equals(")")
            || ("$#%".indexOf(Chars.at(text, start)) >= 0 && Chars.at(text, start + 1) == '{');
    boolean even = true;
    int limit = opened ? Math.min(text.length(), start + MAX_LENGTH) : 0;
    for (int i = start + 2; i < limit && text.charAt(i) != '\n'; i++) {
      if (even && text.startsWith(close, i)) {
        return i + close.length();
      }
      even ^= text.charAt(i) == '"' || text.charAt(i) == '\'';
    }
    return -1;
  }

  private boolean endsValue() {
    char next = cursor.here();
    return next <= ' ' || ",;)]}&|<\"'`\\".indexOf(next) >= 0;
  }

  private boolean isRead() {
    if (cursor.skip("${{")) {
      return template();
    }
    if (cursor.skip("${")) {
      return lookup();
    }
    if (cursor.skip("{{")) {
      return template();
    }
    if (cursor.skip("<%")) {
      cursor.skip("=");
      cursor.skipBlanks();
      boolean read = path.path();
      cursor.skipBlanks();
      return read && (cursor.skip("%>") || cursor.skip("-%>"));
    }
    if (cursor.skip("#{") || cursor.skip("%{")) {
      cursor.skipBlanks();
      boolean read = path.path();
      cursor.skipBlanks();
      return read && cursor.skip("}");
    }
    if (cursor.skip("$env:")) {
      return cursor.name() != null;
    }
    if (cursor.skip("$ENV{")) {
      return cursor.name() != null && cursor.skip("}");
    }
    if (cursor.skip("$(")) {
      return path.path() && cursor.skip(")");
    }
    cursor.skip("$");
    return path.knownPath() && readsFallback();
  }

  /** {@code process.env.X || 'y'}: what is taken if there is none to read. */
  private boolean readsFallback() {
    int end = cursor.at();
    boolean more = true;
    while (more && path.fallback() < 0 && skipOperator()) {
      if (!Chars.isQuote(cursor.here())) {
        // Counts only if a literal follows: it may be a key of another value.
        more = path.path();
      } else if (path.argument(true)) {
        end = cursor.at();
      } else {
        return false;
      }
    }
    cursor.moveTo(end);
    return true;
  }

  private boolean skipOperator() {
    int end = cursor.at();
    cursor.skipBlanks();
    boolean operator =
        cursor.skip("||")
            || cursor.skip("??")
            || cursor.skip("?:")
            || cursor.skip("&&")
            || (cursor.at() > end && cursor.skip("or "));
    cursor.skipBlanks();
    return operator;
  }

  /** {@code env:X}, {@code db.password}, {@code X:-}, {@code X:-${Y}}. */
  private boolean lookup() {
    int start = cursor.at();
    if (!path.path()) {
      return false;
    }
    String source = cursor.here() == ':' ? cursor.since(start) : "";
    if ((LOOKUPS.contains(source) || STORES.contains(source)) && !isNamed(source)) {
      return false;
    }
    if (cursor.skip(":?")) {
      cursor.skipTo('}');
    } else if ((cursor.skip(":-") || cursor.skip(":")) && cursor.skip("${") && !lookup()) {
      return false;
    }
    return cursor.skip("}");
  }

  /** After the colon what is read there: {@code /run/secrets/db}, {@code DB_PASSWORD}. */
  private boolean isNamed(String source) {
    cursor.skip(":");
    int start = cursor.at();
    if (!cursor.skipPathName()) {
      return false;
    }
    String name = cursor.since(start);
    return !STORES.contains(source)
        || name.indexOf('/') >= 0
        || (name.indexOf('_') > 0 && name.chars().noneMatch(Character::isLowerCase));
  }

  /** Up to the closing braces: words, names in quotes, and what is done with them. */
  private boolean template() {
    boolean word = false;
    boolean fallsBack = false;
    boolean named = false;
    while (!cursor.isAtLimit() && !cursor.skip("}}")) {
      char c = cursor.here();
      boolean root = c == '.' && " })".indexOf(cursor.here(1)) >= 0;
      if (root || " |-(),\\$".indexOf(c) >= 0) {
        named &= c != '|';
        cursor.moveTo(cursor.at() + 1);
      } else if (Chars.isQuote(c)) {
        if (!path.argument(fallsBack || !named)) {
          return false;
        }
      } else if (Chars.isDigit(c)) {
        if (fallsBack || !path.argument(false)) {
          return false;
        }
      } else {
        int start = cursor.at();
        if (!path.path()) {
          return false;
        }
        String function = cursor.since(start).toLowerCase(Locale.ROOT);
        fallsBack |= FALLBACKS.contains(function);
        named |= ReferencePath.takesNames(function);
        word = true;
      }
    }
    cursor.skip("}");
    return word && cursor.here(-2) == '}' && cursor.here(-1) == '}';
  }
}
