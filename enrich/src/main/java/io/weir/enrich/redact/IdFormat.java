package io.weir.enrich.redact;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/**
 * The form of a number that a state gives to people, a line of {@code national-ids.txt}.
 *
 * @param form a character for each of the number's, as the table says
 * @param check what a number without signs passes
 * @param words one of which has to stand before the number; empty if the form is enough
 */
record IdFormat(SensitiveClass type, String form, Predicate<String> check, Set<String> words) {
  private static final int COLUMNS = 5;

  static List<IdFormat> all() {
    return Table.rows("national-ids.txt", COLUMNS).stream().map(IdFormat::of).toList();
  }

  private static IdFormat of(List<String> columns) {
    String words = columns.get(4);
    return new IdFormat(
        SensitiveClass.known(columns.get(0)).orElseThrow(),
        columns.get(2),
        CheckDigits.named(columns.get(3)),
        words.equals("-") ? Set.of() : Set.of(words.split(",", -1)));
  }

  /** How many capital letters a number of this form begins with. */
  int leadingLetters() {
    int letters = 0;
    while ("AN".indexOf(form.charAt(letters)) >= 0) {
      letters++;
    }
    return letters;
  }

  /** How many digits of a number of this form can stand together at its start. */
  Set<Integer> firstRuns() {
    Set<Integer> runs = new HashSet<>();
    int digits = 0;
    for (int i = 0; i < form.length(); i++) {
      char c = form.charAt(i);
      boolean digit = c == '9' || Chars.isDigit(c);
      if (!digit) {
        runs.add(digits);
      }
      if (!digit && c != '~' && c != '#') {
        return runs;
      }
      digits += c == '~' ? 0 : 1;
    }
    runs.add(digits);
    return runs;
  }

  static boolean isSign(char c) {
    return c == ' ' || c == '-' || c == '.';
  }

  /** The end of the number that starts at a place, or -1 if none of this form does. */
  int end(String text, int start) {
    StringBuilder number = null;
    char sign = 0;
    int at = start;
    for (int i = 0; i < form.length(); i++) {
      char expected = form.charAt(i);
      char c = Values.charAt(text, at);
      if (expected == '~') {
        boolean signed = isSign(c) && (sign == 0 || sign == c);
        sign = signed ? c : sign == 0 ? 1 : sign;
        at += signed ? 1 : 0;
        continue;
      }
      if (!fits(expected, c)) {
        return -1;
      }
      if (number == null) {
        number = new StringBuilder(form.length());
      }
      if (Chars.isAlphanumeric(c)) {
        number.append(c);
      }
      at++;
    }
    boolean meant = check.test(number.toString()) && !isUniform(number);
    return meant && (words.isEmpty() || Words.before(text, start, words)) ? at : -1;
  }

  private static boolean fits(char expected, char c) {
    return switch (expected) {
      case '9' -> Chars.isDigit(c);
      case 'A' -> Chars.isUpper(c);
      case '#' -> Chars.isDigit(c) || Chars.isUpper(c);
      case 'N' -> c >= 'X' && c <= 'Z';
      default -> c == expected;
    };
  }

  /** Zeros and the like pass many a check. */
  private static boolean isUniform(CharSequence number) {
    return number.chars().distinct().count() <= 2;
  }
}
