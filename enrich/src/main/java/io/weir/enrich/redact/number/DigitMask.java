package io.weir.enrich.redact.number;

import io.weir.enrich.redact.scan.CharSet;
import io.weir.enrich.redact.scan.Chars;
import io.weir.enrich.redact.scan.Scan;
import java.util.List;

/**
 * A form that numbers of several states share, so that it is matched once for all of them.
 *
 * @param form a character for each of the number's, as {@code national-ids.txt} says
 * @param formats those that have it
 */
record DigitMask(String form, List<NationalIdRule> formats) {
  /** In place of the sign where the first that may be left out is. */
  private static final char NONE = 1;

  /** The forms of all formats, in the order of the table. */
  static List<DigitMask> of(List<NationalIdRule> all) {
    return all.stream()
        .map(NationalIdRule::form)
        .distinct()
        .map(
            form -> new DigitMask(form, all.stream().filter(it -> it.form().equals(form)).toList()))
        .toList();
  }

  /** How many capital letters a number of this form begins with. */
  int leadingLetters() {
    int letters = 0;
    while ("AN".indexOf(form.charAt(letters)) >= 0) {
      letters++;
    }
    return letters;
  }

  /**
   * True if a number of this form can begin with so many digits and that character after them.
   *
   * @param slot of the character, as {@link CharSet} has it
   */
  boolean beginsWith(int digits, int slot) {
    int seen = 0;
    for (int i = 0; i < form.length() && seen <= digits; i++) {
      char c = form.charAt(i);
      if (seen == digits && follows(c, slot)) {
        return true;
      }
      boolean digit = c == '9' || c == '#' || Chars.isDigit(c);
      if (!digit && c != '~') {
        return false;
      }
      seen += digit ? 1 : 0;
    }
    return seen == digits && !CharSet.ALPHANUMERIC.hasSlot(slot);
  }

  private static boolean follows(char expected, int slot) {
    char c = slot < CharSet.BEYOND_ASCII ? (char) slot : 0;
    return expected == '~' ? Chars.isSeparator(c) : !Chars.isDigit(c) && fits(expected, c);
  }

  /** The end of the characters of this form that start at a place, or -1 if none do. */
  int end(Scan scan, int start) {
    char sign = 0;
    int at = start;
    for (int i = 0; i < form.length(); i++) {
      char expected = form.charAt(i);
      char c = scan.at(at);
      if (expected == '~') {
        // Signs are all there and the same, or none is.
        boolean signed = Chars.isSeparator(c) && (sign == 0 || sign == c);
        sign = signed ? c : sign == 0 ? NONE : sign;
        at += signed ? 1 : 0;
      } else if (fits(expected, c)) {
        at++;
      } else {
        return -1;
      }
    }
    return at;
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
}
