package io.weir.enrich.redact.search;

import io.weir.enrich.redact.scan.Chars;
import io.weir.enrich.redact.scan.Scan;
import io.weir.enrich.redact.scan.SensitiveClass;

/**
 * A value that is looked for, or a piece of one.
 *
 * @param distinct it is found inside of words too, where it is no part of one by chance
 */
record KnownValue(String text, SensitiveClass type, boolean distinct) {
  private static final int MIN_DISTINCT = 12;
  private static final int MIN_MIXED = 6;

  /** A whole value. */
  KnownValue(String text, SensitiveClass type) {
    this(text, type, isDistinct(text));
  }

  /** True of a long one, and of one of letters and digits. */
  private static boolean isDistinct(String value) {
    boolean letter = false;
    boolean digit = false;
    for (int i = 0; i < value.length(); i++) {
      letter |= Character.isLetter(value.charAt(i));
      digit |= Chars.isDigit(value.charAt(i));
    }
    return value.length() >= MIN_DISTINCT || (value.length() >= MIN_MIXED && letter && digit);
  }

  /** True if it is meant where it ends before a place, and not there by chance. */
  boolean isMeant(Scan scan, int end) {
    return distinct || isApart(scan, end - text.length(), end);
  }

  /** A word of its own, and no part of a date or of a number with signs. */
  private static boolean isApart(Scan scan, int start, int end) {
    boolean begins = scan.startsWord(start) || isOption(scan, start);
    return begins && scan.endsWord(end) && !isPartOfNumber(scan, start, end);
  }

  /** {@code -px} of a command, {@code \nx} of an escaped line. */
  private static boolean isOption(Scan scan, int start) {
    char sign = scan.at(start - 2);
    return sign == '\\' || (sign == '-' && scan.at(start - 3) <= ' ');
  }

  /** {@code 2026} in {@code 2026-11-23} or {@code 1.2026}. */
  private static boolean isPartOfNumber(Scan scan, int start, int end) {
    for (int i = start; i < end; i++) {
      if (!Chars.isDigit(scan.charAt(i))) {
        return false;
      }
    }
    return (isSign(scan.at(start - 1)) && Chars.isDigit(scan.at(start - 2)))
        || (isSign(scan.at(end)) && Chars.isDigit(scan.at(end + 1)));
  }

  private static boolean isSign(char c) {
    return "-.:/,".indexOf(c) >= 0;
  }
}
