package io.weir.enrich.redact;

import java.util.List;

/** Numbers that people have: social security, national insurance, telephone. */
final class PersonNumberDetectors {
  private PersonNumberDetectors() {}

  static List<Detector> all() {
    return List.of(new Ssn(), new Nino(), new Phone());
  }

  private static char at(String text, int i) {
    return i >= 0 && i < text.length() ? text.charAt(i) : 0;
  }

  private static boolean areDigits(String text, int from, int to) {
    for (int i = from; i < to; i++) {
      if (!Chars.isDigit(at(text, i))) {
        return false;
      }
    }
    return true;
  }

  /** Inside a longer number, word or hyphenated id. */
  private static boolean isPartOfMore(String text, int start, int end) {
    char before = at(text, start - 1);
    char behind = at(text, end);
    boolean joined = (before == '-' || before == '.') && Chars.isAlphanumeric(at(text, start - 2));
    boolean goesOn = (behind == '-' || behind == '.') && Chars.isAlphanumeric(at(text, end + 1));
    return joined
        || goesOn
        || Chars.isAlphanumeric(before)
        || Chars.isAlphanumeric(behind)
        || before == '_'
        || behind == '_';
  }

  /**
   * {@code 219-09-9999}, without the areas, groups and serials that were never given out.
   *
   * @see <a href="https://www.ssa.gov/employer/randomization.html">SSA on randomisation</a>
   */
  private static final class Ssn implements Detector {
    private static final int BEFORE = 3;
    private static final int LENGTH = 11;

    @Override
    public String triggers() {
      return "-";
    }

    @Override
    public int find(String text, int hyphen, Spans spans) {
      int start = hyphen - BEFORE;
      int end = start + LENGTH;
      boolean formed =
          at(text, start + 6) == '-'
              && areDigits(text, start, start + 3)
              && areDigits(text, start + 4, start + 6)
              && areDigits(text, start + 7, end);
      if (!formed || isPartOfMore(text, start, end) || !isGivenOut(text, start)) {
        return hyphen;
      }
      spans.add(start, end, SensitiveClass.US_SSN);
      return end;
    }

    private static boolean isGivenOut(String text, int start) {
      return text.charAt(start) != '9'
          && !text.startsWith("000", start)
          && !text.startsWith("666", start)
          && !text.startsWith("00", start + 4)
          && !text.startsWith("0000", start + 7);
    }
  }

  /**
   * Two letters, six digits, a letter from A to D, with or without blanks.
   *
   * @see <a href="https://www.gov.uk/hmrc-internal-manuals/national-insurance-manual/nim39110">HMRC
   *     on the format</a>
   */
  private static final class Nino implements Detector {
    private static final String NOT_FIRST = "DFIQUV";
    private static final String NOT_SECOND = "DFIQUVO";
    private static final List<String> NOT_GIVEN_OUT =
        List.of("BG", "GB", "NK", "KN", "TN", "NT", "ZZ");
    private static final int DIGITS = 6;

    @Override
    public String triggers() {
      return "ABCD";
    }

    /** Called at the last letter. */
    @Override
    public int find(String text, int last, Spans spans) {
      int i = last - 1;
      int digits = 0;
      while (i >= 0 && digits < DIGITS) {
        char c = text.charAt(i);
        if (Chars.isDigit(c)) {
          digits++;
        } else if (c != ' ' || digits % 2 != 0 || at(text, i + 1) == ' ') {
          return last;
        }
        i--;
      }
      i -= at(text, i) == ' ' ? 1 : 0;
      int start = i - 1;
      if (digits < DIGITS || start < 0 || isPartOfMore(text, start, last + 1)) {
        return last;
      }
      char first = text.charAt(start);
      char second = text.charAt(i);
      boolean prefix =
          Chars.isUpper(first)
              && Chars.isUpper(second)
              && NOT_FIRST.indexOf(first) < 0
              && NOT_SECOND.indexOf(second) < 0
              && !NOT_GIVEN_OUT.contains("" + first + second);
      if (prefix) {
        spans.add(start, last + 1, SensitiveClass.UK_NINO);
      }
      return last;
    }
  }

  /**
   * International numbers (ITU-T E.164), written with blanks, hyphens, dots or brackets; the form
   * {@code (209) 555-0179} beside a word that tells what it is.
   */
  private static final class Phone implements Detector {
    private static final int MIN_DIGITS = 8;
    private static final int MAX_DIGITS = 15;
    private static final int NATIONAL_DIGITS = 10;
    private static final int NEAR = 24;
    private static final List<String> WORDS =
        List.of("phone", "tel", "mobile", "contact", "call", "fax", "cell", "msisdn", "sms");

    @Override
    public String triggers() {
      return "+(";
    }

    @Override
    public int find(String text, int start, Spans spans) {
      boolean international = text.charAt(start) == '+';
      boolean begins =
          !Chars.isAlphanumeric(at(text, start - 1)) && Chars.isDigit(at(text, start + 1));
      if (!begins || (!international && !isTold(text, start))) {
        return start;
      }
      int digits = 0;
      int end = start;
      int i = start + 1;
      while (i < text.length() && digits <= MAX_DIGITS && isPart(text, i)) {
        if (Chars.isDigit(text.charAt(i))) {
          digits++;
          end = i + 1;
        }
        i++;
      }
      boolean fits =
          international
              ? digits >= MIN_DIGITS && digits <= MAX_DIGITS && at(text, start + 1) != '0'
              : digits == NATIONAL_DIGITS;
      if (!fits || Chars.isAlphanumeric(at(text, end)) || at(text, end) == ':') {
        return start;
      }
      spans.add(start, end, SensitiveClass.PHONE);
      return end;
    }

    private static boolean isPart(String text, int i) {
      char c = text.charAt(i);
      char next = at(text, i + 1);
      return Chars.isDigit(c)
          || ((c == ' ' || c == '-' || c == '.' || c == '(')
              && (Chars.isDigit(next) || next == '('))
          || (c == ')' && (Chars.isDigit(next) || next == ' ' || next == '-'));
    }

    private static boolean isTold(String text, int start) {
      int from = Math.max(0, start - NEAR);
      for (String word : WORDS) {
        for (int i = from; i + word.length() <= start; i++) {
          if (text.regionMatches(true, i, word, 0, word.length())) {
            return true;
          }
        }
      }
      return false;
    }
  }
}
