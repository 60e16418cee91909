package io.weir.enrich.redact.scan;

import java.util.List;
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
  private static final int MAX_NAME = 128;

  /** Begin the names of what programs read values from. */
  private static final Set<String> SOURCES =
      Set.copyOf(
          List.of(
              ("var local module data each this self process os env environ settings config req"
                      + " request rails params secrets import viper random_password random_string"
                      + " vars inputs")
                  .split(" ")));

  /** The same, where something in brackets must follow: {@code System.Admin} is a password. */
  private static final Set<String> OPENED_SOURCES =
      Set.of("ENV", "System", "Environment", "Deno", "Rails", "_ENV", "_SERVER");

  /** Read what their first argument names, in small letters. */
  private static final Set<String> READERS =
      Set.of("getenv", "env", "get_env", "lookup", "hiera", "getproperty", "fromenv");

  /** The same, where a source or a template says that they read; others make a value of it. */
  private static final Set<String> GETTERS =
      Set.copyOf(
          List.of(
              ("get fetch var getenvironmentvariable include template ref index key tpl query"
                      + " config getstring getparameter getheader getattribute getvalue require"
                      + " get_required dig")
                  .split(" ")));

  /** Of these all arguments are names; of others the second one is a value. */
  private static final Set<String> WITH_NAMES = Set.of("lookup", "include", "template", "ref");

  /** A literal after one of them is a value. */
  private static final Set<String> FALLBACKS =
      Set.of("default", "or", "coalesce", "ternary", "printf", "print", "d");

  /** What {@code ${env:X}} names before the colon; after other names a value follows. */
  private static final Set<String> LOOKUPS = Set.of("env", "sys", "opt", "self", "cf");

  /** The same, if a path or a constant follows: {@code ${secret:letmein}} of Spring is a value. */
  private static final Set<String> STORES =
      Set.of("file", "ssm", "vault", "secret", "secrets", "k8s");

  private final String text;
  private final int limit;
  private int at;
  private int fallback = -1;

  private Reference(String text, int start, int limit) {
    this.text = text;
    this.at = start;
    this.limit = limit;
  }

  /** The reference that begins at a place; null if none does. */
  public static Reference at(String text, int start) {
    char first = Chars.at(text, start);
    if ("$#%{<_".indexOf(first) < 0 && !Character.isLetter(first)) {
      return null;
    }
    Reference reference = new Reference(text, start, Math.min(text.length(), start + MAX_LENGTH));
    return reference.isRead() && reference.endsValue() ? reference : null;
  }

  /** After its last character. */
  public int end() {
    return at;
  }

  /** Where the quote of the value is that is taken if there is none to read; -1 if nowhere. */
  public int fallback() {
    return fallback;
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
    char next = Chars.at(text, at);
    return next <= ' ' || ",;)]}&|<\"'`\\".indexOf(next) >= 0;
  }

  private boolean isRead() {
    if (skip("${{")) {
      return template();
    }
    if (skip("${")) {
      return lookup();
    }
    if (skip("{{")) {
      return template();
    }
    if (skip("<%")) {
      skip("=");
      skipBlanks();
      boolean path = path(false);
      skipBlanks();
      return path && (skip("%>") || skip("-%>"));
    }
    if (skip("#{") || skip("%{")) {
      skipBlanks();
      boolean path = path(false);
      skipBlanks();
      return path && skip("}");
    }
    if (skip("$env:")) {
      return name() != null;
    }
    if (skip("$ENV{")) {
      return name() != null && skip("}");
    }
    if (skip("$(")) {
      return path(false) && skip(")");
    }
    skip("$");
    return path(true) && readsFallback();
  }

  /** {@code process.env.X || 'y'}: what is taken if there is none to read. */
  private boolean readsFallback() {
    int end = at;
    boolean more = true;
    while (more && fallback < 0 && skipOperator()) {
      if (!Chars.isQuote(Chars.at(text, at))) {
        // Counts only if a literal follows: it may be a key of another value.
        more = path(false);
      } else if (argument(true)) {
        end = at;
      } else {
        return false;
      }
    }
    at = end;
    return true;
  }

  private boolean skipOperator() {
    int end = at;
    skipBlanks();
    boolean operator =
        skip("||") || skip("??") || skip("?:") || skip("&&") || (at > end && skip("or "));
    skipBlanks();
    return operator;
  }

  /** {@code env:X}, {@code db.password}, {@code X:-}, {@code X:-${Y}}. */
  private boolean lookup() {
    int start = at;
    if (!path(false)) {
      return false;
    }
    String source = Chars.at(text, at) == ':' ? text.substring(start, at) : "";
    if (LOOKUPS.contains(source) || STORES.contains(source)) {
      int name = ++at;
      while (at < limit && (isInName(text.charAt(at)) && text.charAt(at) != ':')) {
        at++;
      }
      if (!isName(name, at) || (STORES.contains(source) && !isPlace(name, at))) {
        return false;
      }
    }
    if (skip(":?")) {
      while (at < limit && text.charAt(at) != '}') {
        at++;
      }
    } else if ((skip(":-") || skip(":")) && skip("${") && !lookup()) {
      return false;
    }
    return skip("}");
  }

  /** Up to the closing braces: words, names in quotes, and what is done with them. */
  private boolean template() {
    boolean word = false;
    boolean fallsBack = false;
    boolean named = false;
    while (at < limit && !skip("}}")) {
      char c = text.charAt(at);
      boolean root = c == '.' && " })".indexOf(Chars.at(text, at + 1)) >= 0;
      if (root || " |-(),\\$".indexOf(c) >= 0) {
        named &= c != '|';
        at++;
      } else if (Chars.isQuote(c)) {
        if (!argument(fallsBack || !named)) {
          return false;
        }
      } else if (Chars.isDigit(c)) {
        if (fallsBack || !argument(false)) {
          return false;
        }
      } else {
        int start = at;
        if (!path(false)) {
          return false;
        }
        String function = text.substring(start, at).toLowerCase(Locale.ROOT);
        fallsBack |= FALLBACKS.contains(function);
        named |= READERS.contains(function) || GETTERS.contains(function);
        word = true;
      }
    }
    skip("}");
    return word && text.startsWith("}}", at - 2);
  }

  /**
   * A name and what is read of it.
   *
   * @param known only what programs read values from is one
   */
  private boolean path(boolean known) {
    while (at < limit && "@.:$".indexOf(text.charAt(at)) >= 0) {
      at++;
    }
    skip("std::");
    String root = name();
    if (root == null) {
      return false;
    }
    String last = root.toLowerCase(Locale.ROOT);
    boolean source = SOURCES.contains(root);
    boolean opened = false;
    boolean reader = READERS.contains(last) && Chars.at(text, at) == '(';
    int first = at;
    boolean more = true;
    while (more && at < limit) {
      if (skip("[")) {
        if (!argument(false) || !skip("]")) {
          return false;
        }
        opened = true;
      } else if (skip("(")) {
        if (!arguments(last)) {
          return false;
        }
        opened = true;
      } else {
        int before = at;
        boolean macro = text.startsWith("!(", at) && skip("!");
        boolean sign = macro || skip("?.") || skip(".") || skip("::") || skip("->");
        boolean call = sign && Chars.at(text, at) == '(';
        String next = sign && !call ? name() : null;
        last = next == null ? last : next.toLowerCase(Locale.ROOT);
        more = call || next != null;
        at = more ? at : before;
      }
    }
    source |= opened && OPENED_SOURCES.contains(root);
    return !known || ((source || reader) && at > first);
  }

  /** After the bracket, of a function of that name. */
  private boolean arguments(String function) {
    boolean isValue = !READERS.contains(function) && !GETTERS.contains(function);
    skipBlanks();
    while (at < limit && !skip(")")) {
      if (!argument(isValue)) {
        return false;
      }
      isValue |= !WITH_NAMES.contains(function);
      skipBlanks();
      if (skip(",")) {
        skipBlanks();
      } else if (Chars.at(text, at) != ')') {
        return false;
      }
    }
    return Chars.at(text, at - 1) == ')';
  }

  /** A name, in quotes or not, or an index; as a value, whatever is in the quotes. */
  private boolean argument(boolean isValue) {
    int start = at;
    while (Chars.at(text, at) == '\\') {
      at++;
    }
    char quote = Chars.at(text, at);
    if (!Chars.isQuote(quote)) {
      at = start;
      while (at < limit && Chars.isDigit(text.charAt(at))) {
        at++;
      }
      return at > start || path(false);
    }
    int open = at++;
    int close = text.indexOf(quote, at);
    if (close < 0 || close > limit) {
      return false;
    }
    int end = close;
    while (end > open + 1 && text.charAt(end - 1) == '\\') {
      end--;
    }
    boolean named = !isValue && isName(at, end);
    if (!named && end > at) {
      if (!isValue || fallback >= 0) {
        return false;
      }
      fallback = start;
    }
    at = close + 1;
    return true;
  }

  /** A name at this place, which no digit begins; null if there is none. */
  private String name() {
    int start = at;
    int end = start;
    while (end < limit && (Chars.isAlphanumeric(text.charAt(end)) || text.charAt(end) == '_')) {
      end++;
    }
    if (end == start || Chars.isDigit(text.charAt(start)) || !isName(start, end)) {
      return null;
    }
    at = end;
    return text.substring(start, end);
  }

  private boolean isName(int start, int end) {
    boolean small = false;
    boolean digit = false;
    for (int i = start; i < end; i++) {
      char c = text.charAt(i);
      if (!isInName(c)) {
        return false;
      }
      digit |= Chars.isDigit(c);
      small |= Character.isLowerCase(c);
    }
    return end > start && end - start <= MAX_NAME && !(digit && small);
  }

  /** {@code /run/secrets/db}, {@code db/password}, {@code DB_PASSWORD}. */
  private boolean isPlace(int start, int end) {
    String name = text.substring(start, end);
    return name.indexOf('/') >= 0
        || (name.indexOf('_') > 0 && name.chars().noneMatch(Character::isLowerCase));
  }

  private static boolean isInName(char c) {
    return Chars.isAlphanumeric(c) || "_-./:#".indexOf(c) >= 0;
  }

  private boolean skip(String part) {
    boolean found = text.startsWith(part, at);
    at += found ? part.length() : 0;
    return found;
  }

  private void skipBlanks() {
    while (at < limit && Chars.isBlank(text.charAt(at))) {
      at++;
    }
  }
}
