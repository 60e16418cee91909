package io.weir.enrich.redact.number;

import io.weir.enrich.redact.scan.CharSet;
import io.weir.enrich.redact.scan.Chars;
import io.weir.enrich.redact.scan.Scan;

/** The forms in which telephone numbers are written, and dates like them. */
final class PhoneForm {
  private static final int MIN_EXCHANGE = 11;

  /** So many pairs of digits are no date any more. */
  private static final int MAX_PARTS = 5;

  private PhoneForm() {}

  /**
   * {@code 618-226-1460}, {@code (618) 226-1460}, {@code 618.226.1460}, maybe with a 1 before it.
   */
  static boolean isNorthAmerican(Scan scan, int start, int end) {
    int at = start;
    if (scan.startsWith("1-", at) || scan.startsWith("1.", at) || scan.startsWith("001-", at)) {
      at = scan.indexOf(scan.startsWith("1.", at) ? '.' : '-', at) + 1;
    }
    boolean open = scan.at(at) == '(';
    at += open ? 1 : 0;
    int area = at;
    if (!areDigits(scan, area, 3)) {
      return false;
    }
    at += 3;
    if (open && scan.at(at) == ')') {
      at++;
      at += scan.at(at) == ' ' ? 1 : 0;
    } else if (!open && "-.".indexOf(scan.at(at)) >= 0) {
      at++;
    } else {
      return false;
    }
    int exchange = at;
    boolean formed =
        areDigits(scan, exchange, 3)
            && "-.".indexOf(scan.at(exchange + 3)) >= 0
            && areDigits(scan, exchange + 4, 4)
            && exchange + 8 == end;
    return formed && scan.charAt(area) > '1' && scan.charAt(exchange) > '1';
  }

  /** {@code 0044 20 7946 3088}: the international prefix in place of the plus. */
  static boolean isExchange(Scan scan, int start, int end, int digits) {
    return scan.startsWith("00", start)
        && scan.at(start + 2) > '0'
        && Chars.isDigit(scan.at(start + 2))
        && digits >= MIN_EXCHANGE
        && end - start > digits + 1;
  }

  private static boolean areDigits(Scan scan, int from, int count) {
    for (int i = from; i < from + count; i++) {
      if (!Chars.isDigit(scan.at(i))) {
        return false;
      }
    }
    return true;
  }

  /**
   * {@code 2026-11-24}, {@code 24.11.2026} and what follows them; ten or thirteen digits of a
   * clock.
   */
  static boolean isDate(Scan scan, int start, int digits) {
    int first = scan.skip(start, CharSet.DIGITS);
    int second = scan.skip(first + 1, CharSet.DIGITS);
    char sign = scan.at(first);
    boolean year =
        first - start == 4 && (scan.startsWith("19", start) || scan.startsWith("20", start));
    boolean day = first - start == 2 && second - first == 3 && (sign == '.' || sign == '/');
    // 06.12.46.29.54 has more parts; an address of the Internet has four.
    day &= parts(scan, start, sign) < MAX_PARTS;
    boolean dated = sign != ' ' && (year || day) && digits >= 8 && sign == scan.at(second);
    boolean epoch = first - start == digits && scan.charAt(start) == '1' && digits > 11;
    return dated || epoch;
  }

  /** {@code 39} in {@code 12:11:39 172}. */
  static boolean isClock(Scan scan, int start) {
    return scan.at(start - 1) == ':'
        && Chars.isDigit(scan.at(start - 2))
        && Chars.isDigit(scan.at(start - 3));
  }

  /** {@code :80 192.0.2.1}: a port, and an address after it. */
  static boolean endsWithAddress(Scan scan, int start, int end) {
    int blank = scan.skip(start, CharSet.DIGITS);
    return scan.at(blank) == ' ' && IpDetector.end(scan, blank + 1) == end;
  }

  private static int parts(Scan scan, int start, char sign) {
    int parts = 0;
    int at = start;
    while (Chars.isDigit(scan.at(at)) && parts < MAX_PARTS) {
      parts++;
      while (Chars.isDigit(scan.at(at))) {
        at++;
      }
      at += scan.at(at) == sign ? 1 : 0;
    }
    return parts;
  }
}
