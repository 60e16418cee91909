package io.weir.enrich.redact;

import java.util.List;

/**
 * Passwords that are told by their place in a command or protocol, in the phrases of {@code
 * command-phrases.txt}: {@code AUTH x}, {@code CONFIG SET requirepass x}, {@code net user ana x};
 * and {@code ENV DB_PASSWORD x} of container files.
 */
final class CommandDetector implements Detector {
  private static final int COLUMNS = 2;
  private static final int MAX_VALUE = 256;
  private static final int MAX_BLANKS = 32;
  private static final List<String> READERS =
      List.of(
          "chpasswd", "--password-stdin", "sudo -S", "passwd --stdin", "kinit", "-passin stdin");

  /**
   * @param likely what follows has to look like a password
   * @param words before the password, in capitals if they have to be; a * is any one word, ^ the
   *     start of a line, a prompt or a quote
   */
  private record Phrase(boolean likely, List<String> words) {
    static Phrase of(List<String> columns) {
      return new Phrase(columns.get(0).equals("likely"), List.of(columns.get(1).split("\\+", -1)));
    }

    boolean endsFirstWord(char c) {
      char last = words.get(0).charAt(words.get(0).length() - 1);
      return c == last || c == Character.toUpperCase(last);
    }
  }

  /** By the last character of the first word, in both cases. */
  private final Phrase[][] byLast = new Phrase[CharSet.SIZE][];

  private final SensitiveKeys keys;

  CommandDetector(SensitiveKeys keys) {
    this.keys = keys;
    List<Phrase> all = Table.rows("command-phrases.txt", COLUMNS).stream().map(Phrase::of).toList();
    for (int slot = 0; slot < CharSet.BEYOND_ASCII; slot++) {
      char last = (char) slot;
      byLast[slot] = all.stream().filter(it -> it.endsFirstWord(last)).toArray(Phrase[]::new);
    }
  }

  /** At the blank behind the first word of a phrase. */
  @Override
  public List<Gate> gates() {
    StringBuilder last = new StringBuilder("Vo");
    for (char c = 0; c < CharSet.BEYOND_ASCII; c++) {
      last.append(byLast[c].length > 0 ? c : "");
    }
    CharSet value = CharSet.BLANKS.or(CharSet.EDGES).or(CharSet.of(":=\n")).not();
    return List.of(new Gate(CharSet.of(last.toString()), CharSet.of(" "), value));
  }

  @Override
  public int find(String text, int at, Spans spans) {
    if (spans.isPassed(this, at)) {
      return at;
    }
    for (Phrase phrase : byLast[text.charAt(at - 1)]) {
      int start = valueStart(text, at, phrase);
      if (start > 0) {
        boolean meant = !phrase.likely() || WordDetector.isPassword(word(text, start));
        return meant ? hide(text, start, KeyRule.PASSWORD, spans, at) : at;
      }
    }
    if (text.startsWith("echo", at - 4)) {
      return echoed(text, at + 1, spans, at);
    }
    return text.startsWith("ENV", at - 3) && isStart(text, at - 3) ? variable(text, at, spans) : at;
  }

  /** Where the password begins, or -1 if this is not the phrase. */
  private static int valueStart(String text, int at, Phrase phrase) {
    String first = phrase.words().get(0);
    int start = at - first.length();
    if (first.charAt(0) == '^') {
      start++;
      if (!isStart(text, start)) {
        return -1;
      }
    }
    String word = first.charAt(0) == '^' ? first.substring(1) : first;
    if (start < 0
        || !text.regionMatches(!Chars.isUpper(word.charAt(0)), start, word, 0, word.length())
        || !Chars.startsWord(text, start)) {
      return -1;
    }
    int next = afterBlanks(text, at);
    for (String expected : phrase.words().subList(1, phrase.words().size())) {
      int end = wordEnd(text, next);
      boolean fits =
          expected.equals("*")
              ? end > next
              : end - next == expected.length()
                  && text.regionMatches(
                      !Chars.isUpper(expected.charAt(0)), next, expected, 0, expected.length());
      if (!fits || end == text.length()) {
        return -1;
      }
      next = afterBlanks(text, end);
    }
    return next;
  }

  /** Also the ends of lines, as in a netrc. */
  private static int afterBlanks(String text, int from) {
    int limit = Math.min(text.length(), from + MAX_BLANKS);
    int at = from;
    while (at < limit && text.charAt(at) <= ' ') {
      at++;
    }
    return at;
  }

  private static String word(String text, int start) {
    return text.substring(start, wordEnd(text, start));
  }

  private static int wordEnd(String text, int from) {
    int limit = Math.min(text.length(), from + MAX_VALUE);
    int end = from;
    while (end < limit && text.charAt(end) > ' ') {
      end++;
    }
    return end;
  }

  private static boolean isStart(String text, int at) {
    char before = Chars.at(text, at - 1);
    boolean prompt = before == ' ' && "#>".indexOf(Chars.at(text, at - 2)) >= 0;
    return at == 0 || before == '\n' || before == ']' || Chars.isQuote(before) || prompt;
  }

  /** {@code echo x | sudo -S}: what reads a password from its input. */
  private int echoed(String text, int start, Spans spans, int at) {
    int limit = Math.min(text.length(), start + MAX_VALUE);
    String line = text.substring(start, limit);
    int pipe = line.indexOf('|');
    boolean read = pipe > 0 && READERS.stream().anyMatch(it -> line.indexOf(it, pipe) > 0);
    return read ? hide(text, start, KeyRule.PASSWORD, spans, at) : at;
  }

  private int variable(String text, int at, Spans spans) {
    int end = wordEnd(text, at + 1);
    KeyRule rule = Chars.at(text, end) == ' ' ? keys.ruleBefore(text, end, false) : null;
    return rule == null ? at : hide(text, end + 1, rule, spans, at);
  }

  private int hide(String text, int start, KeyRule rule, Spans spans, int at) {
    // What stands before the value has not been looked at; the value need not be once more.
    spans.pass(this, Values.hide(text, start, rule, false, spans, at));
    return at;
  }
}
