package io.weir.enrich.redact;

import java.util.Locale;
import java.util.Set;

/** What is written like a sensitive key and its value, and is something else. */
final class NoPair {
  /** What parsers and validators say of tokens. */
  private static final Set<String> BEFORE_TOKENS =
      Set.of("unexpected", "mismatched", "illegal", "invalid", "expected", "bad", "next");

  private static final String TOKEN = "token";

  /** Begins the name of a resource of AWS. */
  private static final String ARN = "arn:aws";

  private static final int MAX_ARN = 160;

  private NoPair() {}

  /** {@code PASS: TestX} of a run of tests, {@code arn:aws:secretsmanager:...:secret:x}. */
  static boolean is(String text, int at, int keyEnd, int start) {
    int key = SensitiveKeys.start(text, keyEnd);
    boolean resource = Chars.at(text, key - 1) == ':' && start == at + 1;
    return text.startsWith("PASS: Test", start - 6)
        || isModule(text, key, start)
        || text.startsWith(" :'", at - 1)
        || (text.startsWith("${", key - 2) && text.startsWith(":?", at))
        || isTally(text, key, start)
        || (resource && text.substring(Math.max(0, key - MAX_ARN), key).contains(ARN));
  }

  /** {@code pam_unix(passwd:chauthtok)}. */
  private static boolean isModule(String text, int key, int start) {
    int end = start;
    while (Character.isLowerCase(Chars.at(text, end))) {
      end++;
    }
    int module = SensitiveKeys.start(text, key - 1);
    boolean named =
        text.startsWith("pam_", module) || text.regionMatches(module, text, key, key - 1 - module);
    return Chars.at(text, key - 1) == '('
        && module < key - 1
        && named
        && Chars.at(text, start - 1) == ':'
        && Chars.at(text, end) == ')';
  }

  /** {@code pass: 12 fail: 0}. */
  private static boolean isTally(String text, int key, int start) {
    int end = start;
    while (Chars.isDigit(Chars.at(text, end))) {
      end++;
    }
    end += Chars.at(text, end) == ',' ? 1 : 0;
    return end > start && text.startsWith("pass", key) && text.startsWith(" fail", end);
  }

  /** {@code unexpected token: EOF}: a parser's, unless it looks like one that was given. */
  static boolean isReadToken(String text, int at, int keyEnd) {
    int key = keyEnd - TOKEN.length();
    return text.charAt(at) == ':' && text.startsWith(TOKEN, key) && isReadBefore(text, key);
  }

  /** The word before the key is one that parsers have before what they have read. */
  static boolean isReadBefore(String text, int key) {
    int before = key - 1;
    return Chars.at(text, before) == ' '
        && BEFORE_TOKENS.contains(
            text.substring(SensitiveKeys.start(text, before), before).toLowerCase(Locale.ROOT));
  }

  /** {@code PWD=/app}, where a shell says in which directory it is. */
  static boolean isDirectory(String text, int at, int keyEnd, int start) {
    int key = SensitiveKeys.start(text, keyEnd);
    boolean variable = keyEnd - key == 3 || text.startsWith("OLDPWD", key);
    return variable
        && Chars.at(text, start) == '/'
        && (text.startsWith("PWD=", at - 3) || isPath(text, start))
        && !PairDetector.isInQuery(text, keyEnd);
  }

  /** Two or more names in small letters. */
  private static boolean isPath(String text, int start) {
    int end = start;
    int slashes = 0;
    while (Character.isLowerCase(Chars.at(text, end)) || Chars.at(text, end) == '/') {
      slashes += text.charAt(end) == '/' ? 1 : 0;
      end++;
    }
    return slashes > 1 && Chars.at(text, end) <= ' ';
  }
}
