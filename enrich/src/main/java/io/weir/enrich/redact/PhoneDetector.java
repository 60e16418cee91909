package io.weir.enrich.redact;

import java.util.List;

/**
 * Telephone numbers: international ones (ITU-T E.164) by their {@code +}; national ones where a
 * word beside them tells what they are, or in the form of the North American plan, {@code
 * 618-226-1460}, whose parts do not begin with 0 or 1. Written with blanks, hyphens, dots, slashes
 * or brackets, with an extension or without.
 */
final class PhoneDetector implements Detector {
  private static final int MIN_DIGITS = 7;
  private static final int MIN_INTERNATIONAL = 8;
  private static final int MIN_EXCHANGE = 11;
  private static final int MAX_DIGITS = 15;
  private static final int MAX_LENGTH = 28;

  /** They tell it of any number. */
  private static final Words TELLING =
      Words.of(
          "phone",
          "phones",
          "telephone",
          "tel",
          "telefon",
          "telefono",
          "teléfono",
          "tél",
          "téléphone",
          "telefoon",
          "telefonnummer",
          "mobile",
          "handy",
          "handynummer",
          "mobilnummer",
          "mobil",
          "móvil",
          "movil",
          "celular",
          "cellulare",
          "portable",
          "cell",
          "cellphone",
          "fax",
          "msisdn",
          "sms",
          "whatsapp",
          "landline",
          "hotline",
          "dial",
          "dialing",
          "dialling",
          "dialed",
          "desk",
          "gsm",
          "rufnummer",
          "caller",
          "callee");

  /** They tell it of a number that is written as telephone numbers are. */
  private static final Words HINTING =
      Words.of(
          "call",
          "calls",
          "called",
          "calling",
          "contact",
          "ring",
          "text",
          "message",
          "messages",
          "reach",
          "registered",
          "number",
          "office",
          "home",
          "work",
          "ph",
          "mob");

  @Override
  public List<Gate> gates() {
    CharSet digitOrOpen = CharSet.DIGITS.or(CharSet.of("("));
    CharSet before = CharSet.NO_WORD.and(CharSet.of("_.:/+").not());
    return List.of(
        new Gate(CharSet.NO_WORD, CharSet.of("+"), digitOrOpen),
        new Gate(before, CharSet.of("("), CharSet.DIGITS.or(CharSet.of("+"))),
        new Gate(before.or(CharSet.of(":")), CharSet.DIGITS, CharSet.DIGITS));
  }

  @Override
  public SensitiveClass only() {
    return SensitiveClass.PHONE;
  }

  @Override
  public int find(String text, int start, Spans spans) {
    int end = end(text, start);
    int digits = digits(text, start, end);
    if (digits < MIN_DIGITS || digits > MAX_DIGITS || isPartOfMore(text, start, end)) {
      return start;
    }
    boolean international = text.charAt(start) == '+' || text.startsWith("(+", start);
    boolean meant =
        international
            ? digits >= MIN_INTERNATIONAL && firstDigit(text, start) != '0'
            : isNorthAmerican(text, start, end)
                || isExchange(text, start, end, digits)
                || isTold(text, start, end, digits);
    if (!meant) {
      return start;
    }
    spans.add(start, extensionEnd(text, end), SensitiveClass.PHONE);
    return end;
  }

  /** Behind the last digit of what may be one number. */
  private static int end(String text, int start) {
    int limit = Math.min(text.length(), start + MAX_LENGTH);
    int end = start;
    int between = 0;
    boolean open = false;
    for (int i = start; i < limit && between <= 2; i++) {
      char c = text.charAt(i);
      if (Chars.isDigit(c)) {
        end = i + 1;
        between = 0;
      } else if (c == '(' && !open) {
        open = true;
        between = 0;
      } else if (c == ' ' || c == '-' || c == '.' || c == '/' || (c == ')' && open)) {
        between++;
      } else if (c != '+' || (i > start && text.charAt(i - 1) != '(')) {
        break;
      }
    }
    return end;
  }

  private static int digits(String text, int start, int end) {
    int digits = 0;
    for (int i = start; i < end; i++) {
      digits += Chars.isDigit(text.charAt(i)) ? 1 : 0;
    }
    return digits;
  }

  private static char firstDigit(String text, int start) {
    int i = start;
    while (!Chars.isDigit(text.charAt(i))) {
      i++;
    }
    return text.charAt(i);
  }

  /** Part of a longer number, of an id with letters or hyphens, or of a time. */
  private static boolean isPartOfMore(String text, int start, int end) {
    char before = Chars.at(text, start - 1);
    char behind = Chars.at(text, end);
    char next = Chars.at(text, end + 1);
    boolean joined = (before == '-' || before == '.') && Chars.at(text, start - 2) > ' ';
    boolean extension = (behind == 'x' || behind == 'X') && Chars.isDigit(next);
    // No path and no list of numbers in thousands begins with a plus.
    String signs = text.charAt(start) == '+' ? "-.:" : "-.:/,";
    boolean goesOn = signs.indexOf(behind) >= 0 && Chars.isAlphanumeric(next);
    return joined
        || goesOn
        || behind == '_'
        || behind == '%'
        || (Chars.isAlphanumeric(behind) && !extension);
  }

  private static int extensionEnd(String text, int end) {
    int digits = end;
    if (Chars.at(text, end) == 'x' || Chars.at(text, end) == 'X') {
      digits++;
      while (Chars.isDigit(Chars.at(text, digits))) {
        digits++;
      }
    }
    return digits;
  }

  /**
   * {@code 618-226-1460}, {@code (618) 226-1460}, {@code 618.226.1460}, maybe with a 1 before it.
   */
  private static boolean isNorthAmerican(String text, int start, int end) {
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
  private static boolean isExchange(String text, int start, int end, int digits) {
    return text.startsWith("00", start)
        && Chars.at(text, start + 2) > '0'
        && Chars.isDigit(Chars.at(text, start + 2))
        && digits >= MIN_EXCHANGE
        && end - start > digits + 1;
  }

  private static int parts(String text, int start, char sign) {
    int parts = 0;
    int at = start;
    while (Chars.isDigit(Chars.at(text, at))) {
      parts++;
      while (Chars.isDigit(Chars.at(text, at))) {
        at++;
      }
      at += Chars.at(text, at) == sign ? 1 : 0;
    }
    return parts;
  }

  private static boolean areDigits(String text, int from, int count) {
    for (int i = from; i < from + count; i++) {
      if (!Chars.isDigit(Chars.at(text, i))) {
        return false;
      }
    }
    return true;
  }

  private static boolean isTold(String text, int start, int end, int digits) {
    if (isDate(text, start, digits) || IpDetector.end(text, start) == end) {
      return false;
    }
    boolean written = end - start > digits || text.charAt(start) == '0';
    return TELLING.before(text, start)
        || TELLING.behind(text, end)
        || (written && (HINTING.before(text, start) || HINTING.behind(text, end)));
  }

  /**
   * {@code 2026-11-24}, {@code 24.11.2026} and what follows them; ten or thirteen digits of a
   * clock.
   */
  private static boolean isDate(String text, int start, int digits) {
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
    day &= parts(text, start, sign) < 5;
    boolean dated = sign != ' ' && (year || day) && digits >= 8 && sign == Chars.at(text, second);
    boolean epoch = first - start == digits && text.charAt(start) == '1' && digits > 11;
    return dated || epoch;
  }
}
