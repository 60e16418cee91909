package io.weir.enrich.redact.number;

import io.weir.enrich.redact.scan.CharSet;
import io.weir.enrich.redact.scan.Chars;
import io.weir.enrich.redact.scan.Detector;
import io.weir.enrich.redact.scan.Keywords;
import io.weir.enrich.redact.scan.Scan;
import io.weir.enrich.redact.scan.SensitiveClass;
import io.weir.enrich.redact.scan.Trigger;
import java.util.List;

/**
 * Telephone numbers: international ones (ITU-T E.164) by their {@code +}; national ones where a
 * word next to them says what they are, or in the form of the North American plan, {@code
 * 618-226-1460}, whose parts do not begin with 0 or 1. Written with blanks, hyphens, dots, slashes
 * or brackets, with an extension or without.
 */
final class PhoneDetector implements Detector {
  private static final int MIN_DIGITS = 7;
  private static final int MIN_INTERNATIONAL = 8;
  private static final int MAX_DIGITS = 15;
  private static final int MAX_LENGTH = 28;

  /** After so many digits together and a blank the next number begins. */
  private static final int WHOLE = 8;

  /** Any number next to one of them is a telephone number. */
  private static final Keywords PHONE =
      Keywords.of(
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
          "rufnummer");

  /** So is one next to one of these, if it is written as telephone numbers are. */
  private static final Keywords CALL =
      Keywords.of(
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
          "caller",
          "callee",
          "registered",
          "number",
          "office",
          "home",
          "work",
          "ph",
          "mob");

  @Override
  public List<Trigger> triggers() {
    CharSet digitOrOpen = CharSet.DIGITS.or(CharSet.of("("));
    CharSet before = CharSet.NO_WORD.and(CharSet.of("_.:/+").not());
    return List.of(
        new Trigger(CharSet.NO_WORD, CharSet.of("+"), digitOrOpen),
        new Trigger(before, CharSet.of("("), CharSet.DIGITS.or(CharSet.of("+"))),
        new Trigger(before.or(CharSet.of(":")), CharSet.DIGITS, CharSet.DIGITS));
  }

  @Override
  public SensitiveClass soleClass() {
    return SensitiveClass.PHONE;
  }

  @Override
  public int find(Scan scan, int start) {
    int end = end(scan, start);
    int digits = digits(scan, start, end);
    if (digits < MIN_DIGITS || digits > MAX_DIGITS || isPartOfMore(scan, start, end)) {
      return NOTHING;
    }
    boolean international = scan.charAt(start) == '+' || scan.startsWith("(+", start);
    boolean meant =
        international
            ? digits >= MIN_INTERNATIONAL && firstDigit(scan, start) != '0'
            : PhoneForm.isNorthAmerican(scan, start, end)
                || PhoneForm.isExchange(scan, start, end, digits)
                || isNamed(scan, start, end, digits);
    if (!meant) {
      return NOTHING;
    }
    scan.hide(start, extensionEnd(scan, end), SensitiveClass.PHONE);
    return end;
  }

  /** After the last digit of what may be one number. */
  private static int end(Scan scan, int start) {
    int limit = Math.min(scan.length(), start + MAX_LENGTH);
    int end = start;
    int between = 0;
    int group = 0;
    boolean open = false;
    for (int i = start; i < limit && between <= 2; i++) {
      char c = scan.charAt(i);
      if (Chars.isDigit(c)) {
        end = i + 1;
        between = 0;
        group++;
        continue;
      }
      if (c == ' ' && group >= WHOLE) {
        break;
      }
      group = 0;
      if (c == '(' && !open) {
        open = true;
        between = 0;
      } else if (c == ' ' || c == '-' || c == '.' || c == '/' || (c == ')' && open)) {
        between++;
      } else if (c != '+' || (i > start && scan.charAt(i - 1) != '(')) {
        break;
      }
    }
    return withoutCount(scan, start, end);
  }

  /** {@code 618 226 1460 2 times}: no group of a number has one digit, unless it is the first. */
  private static int withoutCount(Scan scan, int start, int end) {
    int blank = end - 2;
    boolean count = blank > start && scan.charAt(blank) == ' ' && Chars.isDigit(scan.at(end - 1));
    return count && Chars.isDigit(scan.charAt(blank - 1)) ? blank : end;
  }

  private static int digits(Scan scan, int start, int end) {
    int digits = 0;
    for (int i = start; i < end; i++) {
      digits += Chars.isDigit(scan.charAt(i)) ? 1 : 0;
    }
    return digits;
  }

  private static char firstDigit(Scan scan, int start) {
    int i = start;
    while (!Chars.isDigit(scan.charAt(i))) {
      i++;
    }
    return scan.charAt(i);
  }

  /** Part of a longer number, of an id with letters or hyphens, or of a time. */
  private static boolean isPartOfMore(Scan scan, int start, int end) {
    char before = scan.at(start - 1);
    char after = scan.at(end);
    char next = scan.at(end + 1);
    boolean joined = (before == '-' || before == '.') && scan.at(start - 2) > ' ';
    boolean extension = (after == 'x' || after == 'X') && Chars.isDigit(next);
    // No path and no list of numbers in thousands begins with a plus.
    boolean plus = scan.charAt(start) == '+';
    String signs = plus ? "-.:" : "-.:/,";
    // "+44 7700 900123-Fax" is one, with what it is for.
    boolean word = plus && after == '-' && !Chars.isDigit(next);
    boolean continues = signs.indexOf(after) >= 0 && Chars.isAlphanumeric(next) && !word;
    return joined
        || continues
        || after == '_'
        || after == '%'
        || (Chars.isAlphanumeric(after) && !extension);
  }

  private static int extensionEnd(Scan scan, int end) {
    int digits = end;
    if (scan.at(end) == 'x' || scan.at(end) == 'X') {
      digits++;
      while (Chars.isDigit(scan.at(digits))) {
        digits++;
      }
    }
    return digits;
  }

  private static boolean isNamed(Scan scan, int start, int end, int digits) {
    if (PhoneForm.isDate(scan, start, digits)
        || IpDetector.end(scan, start) == end
        || PhoneForm.isClock(scan, start)
        || PhoneForm.endsWithAddress(scan, start, end)) {
      return false;
    }
    boolean written = end - start > digits || scan.charAt(start) == '0';
    int from = PhoneContext.start(scan, start);
    return PHONE.precede(scan.text(), from, start)
        || PHONE.follow(scan.text(), end)
        || (written && (CALL.precede(scan.text(), from, start) || CALL.follow(scan.text(), end)));
  }
}
