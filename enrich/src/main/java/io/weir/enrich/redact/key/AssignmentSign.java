package io.weir.enrich.redact.key;

import io.weir.enrich.redact.scan.Chars;
import io.weir.enrich.redact.scan.Scan;

/**
 * Where a key ends before a sign that assigns a value to it, and where the value starts after it:
 * {@code =}, {@code :}, {@code :=}, {@code =>}, {@code ?=}, {@code ->}, {@code <-}, with blanks,
 * quotes and brackets around.
 */
final class AssignmentSign {
  /** Before a {@code =} they are part of the sign: {@code ?=} of make, {@code .=} of PHP. */
  static final String ASSIGNING = "?.:+|";

  /** Assignments are written one below the other, their signs too. */
  private static final int MAX_BLANKS = 48;

  private static final int MAX_SIGN = 4;
  private static final int MAX_BACKSLASHES = 8;
  private static final String STRING = "string(";
  private static final String LONG_QUOTE = "\"\"\"";

  private AssignmentSign() {}

  /** The end of the key before a sign; before it come blanks, a bracket, a quote. */
  static int keyEnd(Scan scan, int at) {
    int end = beforeBlanks(scan, signStart(scan, at));
    char close = scan.at(end - 1);
    if (close == ')' || close == ']') {
      end--;
      if (close == ']' && !opens(scan, end)) {
        return 0;
      }
    }
    return end > 0 && Chars.isQuote(scan.charAt(end - 1)) ? beforeBackslashes(scan, end - 1) : end;
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

  private static int beforeBlanks(Scan scan, int from) {
    int end = from;
    while (end > 0 && from - end < MAX_BLANKS && Chars.isBlank(scan.charAt(end - 1))) {
      end--;
    }
    return end;
  }

  private static int beforeBackslashes(Scan scan, int quote) {
    int end = quote;
    while (end > 0 && quote - end < MAX_BACKSLASHES && scan.charAt(end - 1) == '\\') {
      end--;
    }
    return end;
  }

  /** {@code gdm-password]:} closes what another word has opened. */
  private static boolean opens(Scan scan, int end) {
    boolean quoted = end > 0 && Chars.isQuote(scan.charAt(end - 1));
    int key = scan.keyStart(quoted ? end - 1 : end);
    return scan.at(key - 1) == '[' || scan.at(key - 2) == '[';
  }

  /** The start of the value: after {@code =>}, {@code :=}, {@code ==} and blanks. */
  static int valueStart(Scan scan, int at) {
    int start = at + (scan.charAt(at) == '<' ? 2 : 1);
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
    return scan.startsWith(LONG_QUOTE, start) ? start + 2 : start;
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

  /** Where the new value is in {@code password = "x" -> "y"}; -1 if there is none. */
  static int changedValue(Scan scan, int end) {
    int arrow = end + (Chars.isQuote(scan.at(end)) ? 1 : 0);
    boolean quoted = scan.startsWith(" -> ", arrow) && Chars.isQuote(scan.at(arrow + 4));
    return quoted ? arrow + 4 : -1;
  }
}
