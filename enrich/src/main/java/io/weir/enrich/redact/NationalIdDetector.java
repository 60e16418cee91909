package io.weir.enrich.redact;

import java.util.List;
import java.util.function.Predicate;

/** Numbers that states give to people, in the forms of {@code national-ids.txt}. */
final class NationalIdDetector implements Detector {
  private static final int MAX_RUN = 18;
  private static final int MAX_LETTERS = 6;

  private static final IdForm[] NO_FORMS = {};

  /** Without leading letters: by how many digits stand together at the start, and what follows. */
  private final IdForm[][][] byRun = new IdForm[MAX_RUN + 1][CharSet.SIZE][];

  private final IdForm[][] byLetters = new IdForm[MAX_LETTERS + 1][];

  NationalIdDetector() {
    List<IdForm> all = IdForm.of(IdFormat.all());
    for (int letters = 1; letters <= MAX_LETTERS; letters++) {
      int count = letters;
      byLetters[letters] = forms(all, form -> form.leadingLetters() == count);
    }
    List<IdForm> numbers = all.stream().filter(form -> form.leadingLetters() == 0).toList();
    for (int i = 0; i <= MAX_RUN; i++) {
      for (int j = 0; j < CharSet.SIZE; j++) {
        int run = i;
        int slot = j;
        byRun[i][j] = forms(numbers, form -> form.beginsWith(run, slot));
      }
    }
  }

  private static IdForm[] forms(List<IdForm> all, Predicate<IdForm> wanted) {
    List<IdForm> found = all.stream().filter(wanted).toList();
    return found.isEmpty() ? NO_FORMS : found.toArray(IdForm[]::new);
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
    char before = Chars.at(text, at - 1);
    boolean apart = IdForm.isSign(before);
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
    while (run <= MAX_RUN && Chars.isDigit(Chars.at(text, at + run))) {
      run++;
    }
    if (run > MAX_RUN) {
      return at;
    }
    int behind = at + run < text.length() ? CharSet.slot(text.charAt(at + run)) : CharSet.EDGE;
    return Math.max(at, find(text, at, byRun[run][behind], spans));
  }

  /** The end of what was found, or -1. */
  private static int find(String text, int start, IdForm[] candidates, Spans spans) {
    if (candidates.length == 0 || isJoined(text, start)) {
      return -1;
    }
    for (IdForm form : candidates) {
      int end = form.end(text, start);
      if (end > 0 && !continues(text, end)) {
        String number = number(text, start, end);
        for (IdFormat format : form.formats()) {
          boolean signed = number.length() < end - start;
          if (format.isMeant(text, start, number) && !isUniform(number, signed)) {
            spans.add(start, end, format.type());
            return end;
          }
        }
      }
    }
    return -1;
  }

  private static String number(String text, int start, int end) {
    StringBuilder number = new StringBuilder(end - start);
    for (int i = start; i < end; i++) {
      if (Chars.isAlphanumeric(text.charAt(i))) {
        number.append(text.charAt(i));
      }
    }
    return number.toString();
  }

  /** Zeros and the like pass many a check. */
  private static boolean isUniform(String number, boolean signed) {
    return number.chars().distinct().count() <= (signed ? 1 : 2);
  }

  /** Inside a longer number, word or hyphenated id. */
  private static boolean isJoined(String text, int start) {
    char before = Chars.at(text, start - 1);
    return Chars.isAlphanumeric(before)
        || before == '_'
        || ("-./".indexOf(before) >= 0 && Chars.isAlphanumeric(Chars.at(text, start - 2)));
  }

  private static boolean continues(String text, int end) {
    char c = Chars.at(text, end);
    return Chars.isAlphanumeric(c)
        || c == '_'
        || ("-./".indexOf(c) >= 0 && Chars.isAlphanumeric(Chars.at(text, end + 1)));
  }
}
