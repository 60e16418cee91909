package io.weir.enrich.redact;

import java.util.List;
import java.util.Locale;
import java.util.Set;

/** What stands behind a sensitive key and is no value of it. */
final class NoValue {
  /** Also in brackets. */
  private static final Set<String> NOTHING =
      Set.copyOf(
          List.of(
              ("~ filtered none null nil undefined true false void empty yes no not unset omit include"
                      + " required invalid missing must found expired incorrect optional enabled"
                      + " disabled unchanged rejected redacted protected masked hidden sensitive str"
                      + " string bytes secretstr ? %s %v %d")
                  .split(" ")));

  private static final Set<String> ONLY_IN_BRACKETS =
      Set.of("token", "value", "sensitive value", "object object");

  /** Begin the names of what programs read values from. */
  private static final Set<String> SOURCES =
      Set.copyOf(
          List.of(
              "var local module this self process os settings config req request env rails params"
                  .split(" ")));

  /** Begin what validators say of a value. */
  private static final Set<String> COMPLAINTS =
      Set.copyOf(
          List.of("this is size must should ensure may can't cannot password too".split(" ")));

  /** Without one of them they say nothing. */
  private static final List<String> FAULTS =
      List.of(
          "too short",
          "too long",
          "too common",
          "required",
          "must ",
          "not be ",
          "at least ",
          "at most ",
          "invalid",
          "incorrect",
          "match",
          "blank",
          "characters");

  private static final int LONGEST_NOTHING = 17;
  private static final int MIN_SECRET = 5;
  private static final int MAX_ENDING = 5;
  private static final int MAX_SUBSTITUTION = 128;

  /** What is longer is a value, whatever it begins with. */
  private static final int MAX_JUDGED = 256;

  private NoValue() {}

  /** No value: empty, or a word that says so. */
  static boolean is(String text, int start, int end) {
    if (start >= end || isPlaceholder(text, start, end)) {
      return true;
    }
    if (end - start > LONGEST_NOTHING) {
      return false;
    }
    boolean open = "[<(".indexOf(text.charAt(start)) >= 0;
    boolean closed = "]>)".indexOf(text.charAt(end - 1)) >= 0;
    int from = open ? start + 1 : start;
    String word =
        text.substring(from, closed ? Math.max(from, end - 1) : end).toLowerCase(Locale.ROOT);
    boolean bracket = open || "[<(".indexOf(Chars.at(text, start - 1)) >= 0;
    return NOTHING.contains(word) || (bracket && ONLY_IN_BRACKETS.contains(word));
  }

  /**
   * No value of that key: a count, a place where one is, or the name of a variable.
   *
   * @param from where the value begins with its opening sign
   */
  static boolean isOf(KeyRule rule, String text, int from, int start, int end, boolean inQuery) {
    if (end - start > MAX_JUDGED) {
      return false;
    }
    return (!inQuery && isCount(text, start, end, rule))
        || isFile(text, start, end)
        || isAddress(text, start, rule)
        || isOwnName(text, start, end, from)
        || isRead(text, start, end)
        || isComplaint(text, start, end)
        || isSentence(text, start, end, rule);
  }

  /** {@code $1}, {@code $DB_PASSWORD}, {@code ${DB_PASSWORD}}, asterisks. */
  private static boolean isPlaceholder(String text, int start, int end) {
    char first = text.charAt(start);
    if (isMask(text, start, end) || isTemplate(text, start, end)) {
      return true;
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
      boolean named = number ? Chars.isDigit(c) : Chars.isUpper(c) || c == '_';
      same = named;
    }
    return same;
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

  /** {@code $(cat /run/secret)} of a shell, which begins with a command; {@code ${NAME:?text}}. */
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
        && (command ? text.charAt(at) == ' ' : "}:".indexOf(text.charAt(at)) >= 0)
        && (command || text.startsWith("${", start));
  }

  private static boolean isName(char c) {
    return Chars.isUpper(c) || Chars.isDigit(c) || c == '_';
  }

  /** {@code ${db.password}}: the name of a property has no digits and capitals together. */
  private static boolean endsName(String text, int start, int end) {
    boolean capital = false;
    boolean small = false;
    for (int i = start + 2; i < end && i < start + MAX_JUDGED; i++) {
      capital |= Chars.isUpper(text.charAt(i)) || Chars.isDigit(text.charAt(i));
      small |= Character.isLowerCase(text.charAt(i));
    }
    return (text.charAt(end - 1) == '}' || Chars.at(text, end) == '}') && !(capital && small);
  }

  /** {@code process.env.DB_PASSWORD}, {@code var.password} of programs. */
  private static boolean isRead(String text, int start, int end) {
    int dot = start;
    while (dot < end && Character.isLetter(text.charAt(dot))) {
      dot++;
    }
    boolean source =
        dot < end
            && text.charAt(dot) == '.'
            && SOURCES.contains(text.substring(start, dot).toLowerCase(Locale.ROOT));
    for (int i = dot; i < end && source; i++) {
      char c = text.charAt(i);
      source = Character.isLetter(c) || "._?[]();".indexOf(c) >= 0;
    }
    return source;
  }

  /** What a validator says: {@code ["is too short"]}. */
  static boolean isComplaint(String text, int start, int end) {
    int blank = start;
    while (blank < end && text.charAt(blank) != ' ') {
      blank++;
    }
    String rest = text.substring(Math.min(blank, end), end);
    return COMPLAINTS.contains(text.substring(start, blank).toLowerCase(Locale.ROOT))
        && FAULTS.stream().anyMatch(rest::contains);
  }

  /** {@code secret: open /etc/x: no such file}: no secret is a short word in a sentence. */
  private static boolean isSentence(String text, int start, int end, KeyRule rule) {
    boolean word =
        rule.type().equals(SensitiveClass.SECRET)
            && end - start <= LONGEST_NOTHING
            && Chars.at(text, start - 1) == ' '
            && Chars.at(text, end) == ' '
            && (Character.isLetter(Chars.at(text, end + 1)) || Chars.at(text, end + 1) == '/');
    for (int i = start; i < end && word; i++) {
      word = Character.isLetter(text.charAt(i));
    }
    return word;
  }

  /** {@code secrets: 12 synced}, {@code SESSION_ID=71}. */
  private static boolean isCount(String text, int start, int end, KeyRule rule) {
    boolean counted =
        rule.type().equals(SensitiveClass.SECRET) || rule.type().equals(SensitiveClass.SESSION_ID);
    boolean few = end - start < MIN_SECRET && counted;
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
    boolean capitals = Chars.isUpper(text.charAt(end - 1));
    return length > 0
        && text.regionMatches(capitals, name, text, key - length, length)
        && (".-".indexOf(Chars.at(text, key - length - 1)) >= 0
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
    boolean path = text.charAt(start) == '/' || text.startsWith("./", start);
    return path && text.charAt(dot) == '.' && dot < end - 2 && text.lastIndexOf('/', dot) > start;
  }

  /** What has been redacted before stays as it is. */
  static boolean isMasked(String text, int start, int end) {
    return SensitiveClass.known(text.substring(start, end)).isPresent();
  }
}
