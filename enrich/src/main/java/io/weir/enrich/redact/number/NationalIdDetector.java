package io.weir.enrich.redact.number;

import io.weir.enrich.redact.scan.CharSet;
import io.weir.enrich.redact.scan.Chars;
import io.weir.enrich.redact.scan.Detector;
import io.weir.enrich.redact.scan.Scan;
import io.weir.enrich.redact.scan.Trigger;
import java.util.List;
import java.util.function.Predicate;

/** Numbers that states issue to people, in the forms of {@code national-ids.txt}. */
final class NationalIdDetector implements Detector {
  private static final int MAX_RUN = 18;
  private static final int MAX_LETTERS = 6;

  private static final CharSet SIGN = CharSet.of(" -.");
  private static final DigitMask[] NO_FORMS = {};

  /** Without leading letters: by how many digits are together at the start, and what follows. */
  private final DigitMask[][][] byRun = new DigitMask[MAX_RUN + 1][CharSet.SIZE][];

  private final DigitMask[][] byLetters = new DigitMask[MAX_LETTERS + 1][];

  NationalIdDetector() {
    List<DigitMask> all = DigitMask.of(NationalIdRule.all());
    for (int letters = 1; letters <= MAX_LETTERS; letters++) {
      int count = letters;
      byLetters[letters] = forms(all, form -> form.leadingLetters() == count);
    }
    List<DigitMask> numbers = all.stream().filter(form -> form.leadingLetters() == 0).toList();
    for (int i = 0; i <= MAX_RUN; i++) {
      for (int j = 0; j < CharSet.SIZE; j++) {
        int run = i;
        int slot = j;
        byRun[i][j] = forms(numbers, form -> form.beginsWith(run, slot));
      }
    }
  }

  private static DigitMask[] forms(List<DigitMask> all, Predicate<DigitMask> wanted) {
    List<DigitMask> found = all.stream().filter(wanted).toList();
    return found.isEmpty() ? NO_FORMS : found.toArray(DigitMask[]::new);
  }

  /** At the first digit of all. */
  @Override
  public List<Trigger> triggers() {
    CharSet after = CharSet.DIGITS.or(SIGN);
    CharSet before = CharSet.NO_WORD.and(CharSet.of(":").not());
    return List.of(
        new Trigger(before, CharSet.DIGITS, after),
        new Trigger(CharSet.of(":"), CharSet.DIGITS, CharSet.DIGITS),
        new Trigger(CharSet.UPPER, CharSet.DIGITS, CharSet.DIGITS.or(CharSet.UPPER).or(SIGN)));
  }

  @Override
  public int find(Scan scan, int at) {
    char before = scan.at(at - 1);
    if (isInside(before, scan.at(at - 2))) {
      return NOTHING;
    }
    boolean apart = Chars.isSeparator(before);
    int lettersEnd = apart ? at - 1 : at;
    int start = lettersEnd;
    while (start > 0 && lettersEnd - start < MAX_LETTERS && Chars.isUpper(scan.charAt(start - 1))) {
      start--;
    }
    if (start < lettersEnd) {
      int end = find(scan, start, byLetters[lettersEnd - start]);
      if (end > 0 || !apart) {
        return end;
      }
    }
    int run = 0;
    while (run <= MAX_RUN && Chars.isDigit(scan.at(at + run))) {
      run++;
    }
    if (run > MAX_RUN) {
      return NOTHING;
    }
    int after = at + run < scan.length() ? CharSet.slot(scan.charAt(at + run)) : CharSet.EDGE;
    return find(scan, at, byRun[run][after]);
  }

  /**
   * In the middle of a date, an address, a fraction: such places are most of those it is called at.
   * Only capital letters can begin a number whose digits come after a sign.
   */
  private static boolean isInside(char before, char first) {
    return (before == '-' || before == '.') && Chars.isAlphanumeric(first) && !Chars.isUpper(first);
  }

  /** The end of what was found, or -1. */
  private static int find(Scan scan, int start, DigitMask[] candidates) {
    boolean joined = isJoined(scan, start);
    if (candidates.length == 0 || (joined && !mayBeginPart(scan.at(start - 1)))) {
      return -1;
    }
    for (DigitMask form : candidates) {
      int end = form.end(scan, start);
      if (end > 0 && !Chars.isAlphanumeric(scan.at(end))) {
        String number = number(scan, start, end);
        boolean alone = !joined && !continues(scan, end);
        for (NationalIdRule format : form.formats()) {
          boolean named = format.isNamed(scan.text(), start) || number.length() < end - start;
          if ((alone || isPart(scan, start, end, format))
              && format.isMeant(scan.text(), start, end, number)
              && !isUniform(number, named)) {
            scan.hide(start, end, format.type());
            return end;
          }
        }
      }
    }
    return -1;
  }

  private static String number(Scan scan, int start, int end) {
    StringBuilder number = new StringBuilder(end - start);
    for (int i = start; i < end; i++) {
      if (Chars.isAlphanumeric(scan.charAt(i))) {
        number.append(scan.charAt(i));
      }
    }
    return number.toString();
  }

  /** Zeros and the like pass many a check. */
  private static boolean isUniform(String number, boolean named) {
    return number.chars().distinct().count() <= (named ? 1 : 2);
  }

  /**
   * A part of a path, or of the name of a file: {@code /nino/AB123456C/}, {@code x_AB123456C.csv}.
   */
  private static boolean isPart(Scan scan, int start, int end, NationalIdRule format) {
    char before = scan.at(start - 1);
    char after = scan.at(end);
    boolean number = after == '.' && Chars.isDigit(scan.at(end + 1));
    return mayBeginPart(before)
        && after != '-'
        && !number
        && (before != '-' || format.isPlainAfterHyphen(scan.text(), start))
        && format.isPlain(scan.text(), start);
  }

  /** Before it is neither a word nor a number that continues. */
  private static boolean mayBeginPart(char before) {
    return !Chars.isAlphanumeric(before) && before != '.';
  }

  /** Inside a longer number, word or hyphenated id. */
  private static boolean isJoined(Scan scan, int start) {
    char before = scan.at(start - 1);
    return Chars.isAlphanumeric(before)
        || before == '_'
        || ("-./".indexOf(before) >= 0 && Chars.isAlphanumeric(scan.at(start - 2)));
  }

  private static boolean continues(Scan scan, int end) {
    char c = scan.at(end);
    return Chars.isAlphanumeric(c)
        || c == '_'
        || ("-./".indexOf(c) >= 0 && Chars.isAlphanumeric(scan.at(end + 1)));
  }
}
