package io.weir.enrich.redact;

import java.util.List;
import java.util.Locale;
import java.util.Set;

/** What stands behind a sensitive key and is no value of it. */
final class ValueExclusions {
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
  private static final int MIN_SECRET = 4;
  private static final int MAX_ENDING = 5;

  /** What is longer is a value, whatever it begins with. */
  private static final int MAX_JUDGED = 256;

  private ValueExclusions() {}

  /** No value: empty, or a word that says so. */
  static boolean is(String text, int start, int end) {
    if (start >= end || Placeholder.is(text, start, end)) {
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
    while (key > 0 && from - key < 4 && !Chars.isKey(text.charAt(key - 1))) {
      key--;
    }
    int length = nameEnd - name;
    boolean capitals = Chars.isUpper(text.charAt(end - 1));
    return length > 0
        && text.regionMatches(capitals, name, text, key - length, length)
        && (".-".indexOf(Chars.at(text, key - length - 1)) >= 0
            || !Chars.isKey(Chars.at(text, key - length - 1)))
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
