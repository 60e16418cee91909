package io.weir.enrich.redact.key;

import io.weir.enrich.redact.scan.Chars;
import io.weir.enrich.redact.scan.Scan;
import io.weir.enrich.redact.scan.SensitiveClass;
import java.util.List;
import java.util.Set;

/**
 * What follows a key, before it is known whether it is a value.
 *
 * @param from where it begins with its opening sign
 * @param start where it begins without
 */
record KeyedValue(Scan scan, int from, int start, int end) {
  /** Begin the names of what programs read values from. */
  private static final Set<String> SOURCES =
      Set.copyOf(
          List.of(
              "var local module this self process os settings config req request env rails params"
                  .split(" ")));

  /** What programs call variables that hold one. */
  private static final Set<String> PASSWORD_NAMES =
      Set.of("pwd", "pw", "pass", "passwd", "password", "passphrase");

  private static final String BYTES = " bytes";
  private static final int MIN_SECRET = 4;
  private static final int MAX_ENDING = 5;

  /** What is longer is a value, whatever it begins with. */
  private static final int MAX_JUDGED = 256;

  /** No value of that key: a count, a place where one is, or the name of a variable. */
  boolean isExcluded(KeyRule rule, boolean inQuery) {
    return end - start <= MAX_JUDGED
        && ((!inQuery && isCount(rule))
            || isFile()
            || isAddress(rule)
            || isOwnName()
            || isRead()
            || isOtherName(rule)
            || isSessionHandle(rule)
            || ValueExclusions.isComplaint(scan.text(), start, end)
            || isSentence(rule));
  }

  private boolean isSessionHandle(KeyRule rule) {
    return rule.type().equals(SensitiveClass.SESSION_ID)
        && ValueExclusions.isHandle(scan.text(), start, end);
  }

  /** {@code password: pwd} in a program. */
  private boolean isOtherName(KeyRule rule) {
    return rule.type().equals(SensitiveClass.PASSWORD)
        && scan.at(start - 1) == ' '
        && scan.at(start - 2) == ':'
        && "),}".indexOf(scan.at(scan.at(end) == ' ' ? end + 1 : end)) >= 0
        && PASSWORD_NAMES.contains(scan.substring(start, end));
  }

  /** {@code process.env.DB_PASSWORD}, {@code var.password} of programs. */
  private boolean isRead() {
    int dot = start;
    while (dot < end && Character.isLetter(scan.charAt(dot))) {
      dot++;
    }
    boolean source =
        dot < end && scan.charAt(dot) == '.' && SOURCES.contains(scan.substring(start, dot));
    for (int i = dot; i < end && source; i++) {
      char c = scan.charAt(i);
      source = Character.isLetter(c) || "._?[]();".indexOf(c) >= 0;
    }
    return source;
  }

  /** {@code secret: open /etc/x: no such file}: no secret is a short word in a sentence. */
  private boolean isSentence(KeyRule rule) {
    boolean word =
        rule.type().equals(SensitiveClass.SECRET)
            && end - start <= ValueExclusions.LONGEST_NOTHING
            && scan.at(start - 1) == ' '
            && scan.at(end) == ' '
            && (Character.isLetter(scan.at(end + 1)) || scan.at(end + 1) == '/');
    for (int i = start; i < end && word; i++) {
      word = Character.isLetter(scan.charAt(i));
    }
    return word;
  }

  /** {@code secrets: 12 synced}, {@code SESSION_ID=71}, {@code password: 16 bytes} of kubectl. */
  private boolean isCount(KeyRule rule) {
    boolean counted =
        rule.type().equals(SensitiveClass.SECRET) || rule.type().equals(SensitiveClass.SESSION_ID);
    boolean few = (end - start < MIN_SECRET && counted) || isSize();
    for (int i = start; i < end && few; i++) {
      few = Chars.isDigit(scan.charAt(i));
    }
    return few;
  }

  /** Before nothing else in its line: {@code bytes=512} of logfmt is another pair. */
  private boolean isSize() {
    return scan.startsWith(BYTES, end) && "\0\r\n".indexOf(scan.at(end + BYTES.length())) >= 0;
  }

  /** {@code token = token}, {@code password=:password} and {@code %(password)s} of programs. */
  private boolean isOwnName() {
    int name =
        ":$".indexOf(scan.charAt(start)) >= 0
            ? start + 1
            : scan.startsWith("%(", start) ? start + 2 : start;
    int nameEnd = name == start + 2 && scan.startsWith(")s", end - 2) ? end - 2 : end;
    nameEnd -= scan.charAt(nameEnd - 1) == ';' ? 1 : 0;
    int key = from;
    while (key > 0 && from - key < 4 && !Chars.isKey(scan.charAt(key - 1))) {
      key--;
    }
    int length = nameEnd - name;
    boolean capitals = Chars.isUpper(scan.charAt(end - 1));
    return length > 0
        && scan.text().regionMatches(capitals, name, scan.text(), key - length, length)
        && (".-".indexOf(scan.at(key - length - 1)) >= 0 || !Chars.isKey(scan.at(key - length - 1)))
        && !Chars.isQuote(scan.at(start - 1));
  }

  /** {@code proxy_pass: http://upstream}; credentials within it are found by their form. */
  private boolean isAddress(KeyRule rule) {
    return rule.type().equals(SensitiveClass.PASSWORD)
        && (scan.startsWith("http://", start) || scan.startsWith("https://", start));
  }

  /** {@code /etc/gcp/key.json} is where a secret is. */
  private boolean isFile() {
    int dot = end - 1;
    while (dot > start && end - dot <= MAX_ENDING && Character.isLowerCase(scan.charAt(dot))) {
      dot--;
    }
    boolean path = scan.charAt(start) == '/' || scan.startsWith("./", start);
    return path && scan.charAt(dot) == '.' && dot < end - 2 && scan.lastIndexOf('/', dot) > start;
  }
}
