package io.weir.enrich.redact.key;

import io.weir.enrich.redact.scan.CharSet;
import io.weir.enrich.redact.scan.Chars;
import io.weir.enrich.redact.scan.Reference;
import io.weir.enrich.redact.scan.Scan;
import java.util.Locale;
import java.util.Set;

/** What is written like a sensitive key and its value, and is something else. */
final class PairExclusions {
  /** What parsers and validators say of tokens. */
  private static final Set<String> BEFORE_TOKENS =
      Set.of("unexpected", "mismatched", "illegal", "invalid", "expected", "bad", "next");

  private static final Set<String> VARIABLES = Set.of("pw", "pwd");
  private static final int MAX_VARIABLE = 8;
  private static final String TOKEN = "token";

  /** Begins the name of a resource of AWS. */
  private static final String ARN = "arn:aws";

  private static final int MAX_ARN = 160;

  private PairExclusions() {}

  /** {@code PASS: TestX} of a run of tests, {@code arn:aws:secretsmanager:...:secret:x}. */
  static boolean is(Scan scan, int at, int keyEnd, int start) {
    int key = scan.keyStart(keyEnd);
    boolean resource = scan.at(key - 1) == ':' && start == at + 1;
    return scan.startsWith("PASS: Test", start - 6)
        || isTyped(scan, key, start)
        || isVariable(scan, at, start)
        || isModule(scan, key, start)
        || scan.startsWith(" :'", at - 1)
        || isPartOfReference(scan, key)
        || isTally(scan, key, start)
        || (resource && scan.substring(Math.max(0, key - MAX_ARN), key).contains(ARN));
  }

  /** {@code ${PASSWORD:?text}}, {@code ${PASSWORD:-${PGPASSWORD}}}. */
  private static boolean isPartOfReference(Scan scan, int key) {
    return scan.startsWith("${", key - 2) && Reference.at(scan.text(), key - 2) != null;
  }

  /** {@code {password: pwd}} of a program: the short names that variables of passwords have. */
  private static boolean isVariable(Scan scan, int at, int start) {
    int end = scan.skip(start, start + MAX_VARIABLE, CharSet.LETTERS);
    return scan.charAt(at) == ':'
        && scan.at(start - 1) == ' '
        && (end == scan.length() || ")}".indexOf(scan.at(end)) >= 0 || scan.startsWith(", ", end))
        && VARIABLES.contains(scan.substring(start, end));
  }

  /** {@code $pw: String!} of GraphQL. */
  private static boolean isTyped(Scan scan, int key, int start) {
    int type = start + (scan.at(start) == '[' ? 1 : 0);
    int end = scan.skip(type, CharSet.LETTERS);
    return scan.at(key - 1) == '$'
        && scan.at(start - 1) == ' '
        && Chars.isUpper(scan.at(type))
        && "!,)]=".indexOf(scan.at(end)) >= 0;
  }

  /** {@code pam_unix(passwd:chauthtok)}. */
  private static boolean isModule(Scan scan, int key, int start) {
    int end = start;
    while (Character.isLowerCase(scan.at(end))) {
      end++;
    }
    int module = scan.keyStart(key - 1);
    boolean named =
        scan.startsWith("pam_", module)
            || scan.text().regionMatches(module, scan.text(), key, key - 1 - module);
    return scan.at(key - 1) == '('
        && module < key - 1
        && named
        && scan.at(start - 1) == ':'
        && scan.at(end) == ')';
  }

  /** {@code pass: 12 fail: 0}. */
  private static boolean isTally(Scan scan, int key, int start) {
    int end = scan.skip(start, CharSet.DIGITS);
    end += scan.at(end) == ',' ? 1 : 0;
    return end > start && scan.startsWith("pass", key) && scan.startsWith(" fail", end);
  }

  /** {@code unexpected token: EOF}: a parser's, unless it looks like a secret. */
  static boolean isReadToken(Scan scan, int at, int keyEnd) {
    int key = keyEnd - TOKEN.length();
    return scan.charAt(at) == ':' && scan.startsWith(TOKEN, key) && isReadBefore(scan, key);
  }

  /** The word before the key is one that parsers have before what they have read. */
  static boolean isReadBefore(Scan scan, int key) {
    int before = key - 1;
    return scan.at(before) == ' '
        && BEFORE_TOKENS.contains(
            scan.substring(scan.keyStart(before), before).toLowerCase(Locale.ROOT));
  }

  /** {@code PWD=/app}, where a shell says in which directory it is. */
  static boolean isDirectory(Scan scan, int at, int keyEnd, int start) {
    int key = scan.keyStart(keyEnd);
    boolean variable = keyEnd - key == 3 || scan.startsWith("OLDPWD", key);
    return variable
        && scan.at(start) == '/'
        && (scan.startsWith("PWD=", at - 3) || isPath(scan, start))
        && !KeyValueDetector.isInQuery(scan, keyEnd);
  }

  /** Two or more names in small letters. */
  private static boolean isPath(Scan scan, int start) {
    int end = start;
    int slashes = 0;
    while (Character.isLowerCase(scan.at(end)) || scan.at(end) == '/') {
      slashes += scan.charAt(end) == '/' ? 1 : 0;
      end++;
    }
    return slashes > 1 && scan.at(end) <= ' ';
  }
}
