package io.weir.enrich.redact;

/** The forms in which telephone numbers are written, and dates like them. */
final class PhoneForm {
  private static final int MIN_EXCHANGE = 11;

  /** So many pairs of digits are no date any more. */
  private static final int MAX_PARTS = 5;

  private PhoneForm() {}

  /**
   * {@code 618-226-1460}, {@code (618) 226-1460}, {@code 618.226.1460}, maybe with a 1 before it.
   */
  static boolean isNorthAmerican(String text, int start, int end) {
    int at = start;
    if (text.startsWith("1-", at) || text.startsWith("1.", at) || text.startsWith("001-", at)) {
      at = text.indexOf(text.startsWith("1.", at) ? '.' : '-', at) + 1;
    }
    boolean open = Chars.at(text, at) == '(';
    at += open ? 1 : 0;
    int area = at;
    if (!areDigits(text, area, 3)) {
      return false;
    }
    at += 3;
    if (open && Chars.at(text, at) == ')') {
      at++;
      at += Chars.at(text, at) == ' ' ? 1 : 0;
    } else if (!open && "-.".indexOf(Chars.at(text, at)) >= 0) {
      at++;
    } else {
      return false;
    }
    int exchange = at;
    boolean formed =
        areDigits(text, exchange, 3)
            && "-.".indexOf(Chars.at(text, exchange + 3)) >= 0
            && areDigits(text, exchange + 4, 4)
            && exchange + 8 == end;
    return formed && text.charAt(area) > '1' && text.charAt(exchange) > '1';
  }

  /** {@code 0044 20 7946 3088}: the international prefix in place of the plus. */
  static boolean isExchange(String text, int start, int end, int digits) {
    return text.startsWith("00", start)
        && Chars.at(text, start + 2) > '0'
        && Chars.isDigit(Chars.at(text, start + 2))
        && digits >= MIN_EXCHANGE
        && end - start > digits + 1;
  }

  private static boolean areDigits(String text, int from, int count) {
    for (int i = from; i < from + count; i++) {
      if (!Chars.isDigit(Chars.at(text, i))) {
        return false;
      }
    }
    return true;
  }

  /**
   * {@code 2026-11-24}, {@code 24.11.2026} and what follows them; ten or thirteen digits of a
   * clock.
   */
  static boolean isDate(String text, int start, int digits) {
    int first = start;
    while (Chars.isDigit(Chars.at(text, first))) {
      first++;
    }
    int second = first + 1;
    while (Chars.isDigit(Chars.at(text, second))) {
      second++;
    }
    char sign = Chars.at(text, first);
    boolean year =
        first - start == 4 && (text.startsWith("19", start) || text.startsWith("20", start));
    boolean day = first - start == 2 && second - first == 3 && (sign == '.' || sign == '/');
    // 06.12.46.29.54 goes on; an address of the Internet has four parts.
    day &= parts(text, start, sign) < MAX_PARTS;
    boolean dated = sign != ' ' && (year || day) && digits >= 8 && sign == Chars.at(text, second);
    boolean epoch = first - start == digits && text.charAt(start) == '1' && digits > 11;
    return dated || epoch;
  }

  private static int parts(String text, int start, char sign) {
    int parts = 0;
    int at = start;
    while (Chars.isDigit(Chars.at(text, at)) && parts < MAX_PARTS) {
      parts++;
      while (Chars.isDigit(Chars.at(text, at))) {
        at++;
      }
      at += Chars.at(text, at) == sign ? 1 : 0;
    }
    return parts;
  }
}
