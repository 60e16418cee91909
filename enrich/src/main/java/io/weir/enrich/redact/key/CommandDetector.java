package io.weir.enrich.redact.key;

import io.weir.enrich.redact.scan.CharSet;
import io.weir.enrich.redact.scan.Chars;
import io.weir.enrich.redact.scan.Detector;
import io.weir.enrich.redact.scan.ResourceTable;
import io.weir.enrich.redact.scan.Scan;
import io.weir.enrich.redact.scan.Trigger;
import java.util.List;
import java.util.Set;

/**
 * Passwords that are known by their place in a command or protocol, in the phrases of {@code
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

  /** Follow the word in a sentence about it: {@code requirepass is not set}. */
  private static final Set<String> PROSE = Set.of("is", "was", "not", "must", "has", "and", "or");

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
    List<Phrase> all =
        ResourceTable.rows(CommandDetector.class, "command-phrases.txt", COLUMNS).stream()
            .map(Phrase::of)
            .toList();
    for (int slot = 0; slot < CharSet.BEYOND_ASCII; slot++) {
      char last = (char) slot;
      byLast[slot] = all.stream().filter(it -> it.endsFirstWord(last)).toArray(Phrase[]::new);
    }
  }

  /** At the blank after the first word of a phrase. */
  @Override
  public List<Trigger> triggers() {
    StringBuilder last = new StringBuilder("Vo");
    for (char c = 0; c < CharSet.BEYOND_ASCII; c++) {
      last.append(byLast[c].length > 0 ? c : "");
    }
    CharSet value = CharSet.BLANKS.or(CharSet.EDGES).or(CharSet.of(":=\n")).not();
    return List.of(new Trigger(CharSet.of(last.toString()), CharSet.of(" "), value));
  }

  @Override
  public int find(Scan scan, int at) {
    if (scan.isScanned(this, at)) {
      return NOTHING;
    }
    for (Phrase phrase : byLast[scan.charAt(at - 1)]) {
      int start = valueStart(scan, at, phrase);
      if (start > 0 && isMeant(phrase, word(scan, start))) {
        return hide(scan, start, KeyRule.PASSWORD);
      }
    }
    if (scan.startsWith("echo", at - 4)) {
      return echoed(scan, at + 1);
    }
    return scan.startsWith("ENV", at - 3) && isStart(scan, at - 3) ? variable(scan, at) : NOTHING;
  }

  private static boolean isMeant(Phrase phrase, String word) {
    return phrase.likely()
        ? Passwords.looksLikeOne(word) && word.charAt(0) != '\\'
        : !PROSE.contains(word);
  }

  /** Where the password begins, or -1 if this is not the phrase. */
  private static int valueStart(Scan scan, int at, Phrase phrase) {
    String first = phrase.words().get(0);
    int start = at - first.length();
    if (first.charAt(0) == '^') {
      start++;
      if (!isStart(scan, start)) {
        return -1;
      }
    }
    String word = first.charAt(0) == '^' ? first.substring(1) : first;
    if (start < 0
        || !scan.text().regionMatches(!Chars.isUpper(word.charAt(0)), start, word, 0, word.length())
        || !scan.startsWord(start)
        || (scan.at(start - 1) == '/' && word.charAt(0) != '/')) {
      return -1;
    }
    int next = afterBlanks(scan, at);
    for (String expected : phrase.words().subList(1, phrase.words().size())) {
      int end = wordEnd(scan, next);
      boolean fits =
          expected.equals("*")
              ? end > next
              : end - next == expected.length()
                  && scan.text()
                      .regionMatches(
                          !Chars.isUpper(expected.charAt(0)), next, expected, 0, expected.length());
      if (!fits || end == scan.length()) {
        return -1;
      }
      next = afterBlanks(scan, end);
    }
    return next;
  }

  /** Also the ends of lines, as in a netrc. */
  private static int afterBlanks(Scan scan, int from) {
    int limit = Math.min(scan.length(), from + MAX_BLANKS);
    int at = from;
    while (at < limit && scan.charAt(at) <= ' ') {
      at++;
    }
    return at;
  }

  private static String word(Scan scan, int start) {
    return scan.substring(start, wordEnd(scan, start));
  }

  private static int wordEnd(Scan scan, int from) {
    int limit = Math.min(scan.length(), from + MAX_VALUE);
    int end = from;
    while (end < limit && scan.charAt(end) > ' ') {
      end++;
    }
    return end;
  }

  private static boolean isStart(Scan scan, int at) {
    char before = scan.at(at - 1);
    boolean prompt = before == ' ' && "#>".indexOf(scan.at(at - 2)) >= 0;
    // What a client has sent, as transcripts of protocols show it.
    boolean client = scan.startsWith("C: ", at - 3);
    return at == 0 || before == '\n' || before == ']' || Chars.isQuote(before) || prompt || client;
  }

  /** {@code echo x | sudo -S}: what reads a password from its input. */
  private int echoed(Scan scan, int start) {
    int limit = Math.min(scan.length(), start + MAX_VALUE);
    String line = scan.substring(start, limit);
    int pipe = line.indexOf('|');
    boolean read = pipe > 0 && READERS.stream().anyMatch(it -> line.indexOf(it, pipe) > 0);
    return read ? hide(scan, start, KeyRule.PASSWORD) : NOTHING;
  }

  private int variable(Scan scan, int at) {
    int end = wordEnd(scan, at + 1);
    KeyRule rule = scan.at(end) == ' ' ? keys.ruleBefore(scan.text(), end, false) : null;
    return rule == null ? at : hide(scan, end + 1, rule);
  }

  private int hide(Scan scan, int start, KeyRule rule) {
    // What is before the value has not been looked at; the value need not be once more.
    scan.markScanned(this, ValueFinder.hide(scan, start, rule));
    return NOTHING;
  }
}
