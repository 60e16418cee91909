package io.weir.enrich.redact;

import java.util.List;

/** Numbers that states give to people, in the forms of {@code national-ids.txt}. */
final class NationalIdDetector implements Detector {
  private static final int MAX_RUN = 18;
  private static final int MAX_LETTERS = 6;

  /** Without leading letters, by how many digits stand together at the start. */
  private final IdFormat[][] byRun = new IdFormat[MAX_RUN + 1][];

  private final IdFormat[][] byLetters = new IdFormat[MAX_LETTERS + 1][];

  NationalIdDetector() {
    List<IdFormat> all = IdFormat.all();
    for (int i = 0; i <= MAX_RUN; i++) {
      int run = i;
      byRun[i] = all.stream().filter(it -> it.firstRuns().contains(run)).toArray(IdFormat[]::new);
    }
    for (int i = 1; i <= MAX_LETTERS; i++) {
      int letters = i;
      byLetters[i] =
          all.stream().filter(it -> it.leadingLetters() == letters).toArray(IdFormat[]::new);
    }
  }

  /** At the first digit of all. */
  @Override
  public List<Gate> gates() {
    CharSet behind = CharSet.DIGITS.or(CharSet.of(" -."));
    CharSet before = CharSet.NO_WORD.and(CharSet.of("_:").not());
    return List.of(
        new Gate(before, CharSet.DIGITS, behind),
        new Gate(CharSet.of(":"), CharSet.DIGITS, CharSet.DIGITS),
        new Gate(CharSet.UPPER, CharSet.DIGITS, CharSet.DIGITS));
  }

  @Override
  public int find(String text, int at, Spans spans) {
    char before = Values.charAt(text, at - 1);
    boolean apart = IdFormat.isSign(before);
    int lettersEnd = apart ? at - 1 : at;
    int start = lettersEnd;
    while (start > 0 && lettersEnd - start < MAX_LETTERS && Chars.isUpper(text.charAt(start - 1))) {
      start--;
    }
    if (start < lettersEnd) {
      int end = find(text, start, byLetters[lettersEnd - start], spans);
      if (end > 0 || !apart) {
        return Math.max(end, at);
      }
    }
    int run = 0;
    while (run <= MAX_RUN && Chars.isDigit(Values.charAt(text, at + run))) {
      run++;
    }
    return run > MAX_RUN ? at : Math.max(at, find(text, at, byRun[run], spans));
  }

  /** The end of what was found, or -1. */
  private static int find(String text, int start, IdFormat[] candidates, Spans spans) {
    if (candidates.length == 0 || isJoined(text, start)) {
      return -1;
    }
    for (IdFormat format : candidates) {
      int end = format.end(text, start);
      if (end > 0 && !continues(text, end)) {
        spans.add(start, end, format.type());
        return end;
      }
    }
    return -1;
  }

  /** Inside a longer number, word or hyphenated id. */
  private static boolean isJoined(String text, int start) {
    char before = Values.charAt(text, start - 1);
    return Chars.isAlphanumeric(before)
        || before == '_'
        || ("-./".indexOf(before) >= 0 && Chars.isAlphanumeric(Values.charAt(text, start - 2)));
  }

  private static boolean continues(String text, int end) {
    char c = Values.charAt(text, end);
    return Chars.isAlphanumeric(c)
        || c == '_'
        || ("-./".indexOf(c) >= 0 && Chars.isAlphanumeric(Values.charAt(text, end + 1)));
  }
}
