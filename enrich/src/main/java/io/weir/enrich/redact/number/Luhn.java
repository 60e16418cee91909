package io.weir.enrich.redact.number;

import io.weir.enrich.redact.scan.Chars;

/** The check of ISO/IEC 7812: payment cards and the numbers of several states pass it. */
final class Luhn {
  private Luhn() {}

  /** True if the digits of that part of the text pass; whatever is between them is left aside. */
  static boolean passes(String text, int from, int to) {
    int sum = 0;
    boolean twice = false;
    for (int i = to - 1; i >= from; i--) {
      char c = text.charAt(i);
      if (Chars.isDigit(c)) {
        int value = twice ? (c - '0') * 2 : c - '0';
        sum += value > 9 ? value - 9 : value;
        twice = !twice;
      }
    }
    return sum % 10 == 0;
  }
}
