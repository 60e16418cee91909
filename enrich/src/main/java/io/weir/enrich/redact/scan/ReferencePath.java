package io.weir.enrich.redact.scan;

import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * A name and what is read of it, as programs write it: {@code process.env.X}, {@code
 * os.environ.get("X", "y")}, {@code ENV['X']}, {@code .Values.db.password}.
 */
final class ReferencePath {
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

  private final ReferenceCursor cursor;
  private int fallback = -1;

  ReferencePath(ReferenceCursor cursor) {
    this.cursor = cursor;
  }

  /** Where the quote of the value is that is taken if there is none to read; -1 if nowhere. */
  int fallback() {
    return fallback;
  }

  /** Whether the arguments of a function are names, at least the first one. */
  static boolean takesNames(String function) {
    return READERS.contains(function) || GETTERS.contains(function);
  }

  /** Passes a path; false, and somewhere in it, if there is none. */
  boolean path() {
    return path(false);
  }

  /** The same, if it begins with what programs read values from. */
  boolean knownPath() {
    return path(true);
  }

  private boolean path(boolean known) {
    cursor.skipAll("@.:$");
    cursor.skip("std::");
    String root = cursor.name();
    if (root == null) {
      return false;
    }
    int first = cursor.at();
    String function = root.toLowerCase(Locale.ROOT);
    boolean reader = READERS.contains(function) && cursor.here() == '(';
    boolean opened = false;
    boolean more = true;
    while (more && !cursor.isAtLimit()) {
      if (cursor.skip("[")) {
        if (!argument(false) || !cursor.skip("]")) {
          return false;
        }
        opened = true;
      } else if (cursor.skip("(")) {
        if (!arguments(function)) {
          return false;
        }
        opened = true;
      } else {
        int before = cursor.at();
        boolean sign = skipSign();
        boolean call = sign && cursor.here() == '(';
        String next = sign && !call ? cursor.name() : null;
        function = next == null ? function : next.toLowerCase(Locale.ROOT);
        more = call || next != null;
        cursor.moveTo(more ? cursor.at() : before);
      }
    }
    boolean source = SOURCES.contains(root) || (opened && OPENED_SOURCES.contains(root));
    return !known || ((source || reader) && cursor.at() > first);
  }

  private boolean skipSign() {
    boolean macro = cursor.startsWith("!(") && cursor.skip("!");
    return macro || cursor.skip("?.") || cursor.skip(".") || cursor.skip("::") || cursor.skip("->");
  }

  /** After the bracket, of a function of that name. */
  private boolean arguments(String function) {
    boolean isValue = !takesNames(function);
    cursor.skipBlanks();
    while (!cursor.isAtLimit() && !cursor.skip(")")) {
      if (!argument(isValue)) {
        return false;
      }
      isValue |= !WITH_NAMES.contains(function);
      cursor.skipBlanks();
      if (cursor.skip(",")) {
        cursor.skipBlanks();
      } else if (cursor.here() != ')') {
        return false;
      }
    }
    return cursor.here(-1) == ')';
  }

  /** Passes a name, in quotes or not, or an index; as a value, whatever is in the quotes. */
  boolean argument(boolean isValue) {
    int start = cursor.at();
    cursor.skipAll("\\");
    char quote = cursor.here();
    if (!Chars.isQuote(quote)) {
      cursor.moveTo(start);
      return cursor.skipDigits() || path(false);
    }
    int open = cursor.at() + 1;
    cursor.moveTo(open);
    int close = cursor.closing(quote);
    if (close < 0) {
      return false;
    }
    int end = cursor.withoutBackslashes(open, close);
    boolean named = !isValue && cursor.isName(open, end);
    if (!named && end > open) {
      if (!isValue || fallback >= 0) {
        return false;
      }
      fallback = start;
    }
    cursor.moveTo(close + 1);
    return true;
  }
}
