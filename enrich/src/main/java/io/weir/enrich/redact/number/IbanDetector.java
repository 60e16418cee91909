package io.weir.enrich.redact.number;

import io.weir.enrich.redact.scan.CharSet;
import io.weir.enrich.redact.scan.Chars;
import io.weir.enrich.redact.scan.Detector;
import io.weir.enrich.redact.scan.Scan;
import io.weir.enrich.redact.scan.SensitiveClass;
import io.weir.enrich.redact.scan.Trigger;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * International bank account numbers (ISO 13616) that pass the mod 97 check (ISO 7064), together or
 * in groups of four.
 */
final class IbanDetector implements Detector {
  private static final int COUNTRY = 2;
  private static final int MIN_LENGTH = 13;

  /** Length by country, from the SWIFT registry. */
  private static final Map<String, Integer> LENGTHS =
      lengths(
          "NO15 BE16 DK18 FI18 FO18 GL18 NL18 SD18 FK18 MK19 SI19 AT20 BA20 EE20 KZ20 LT20 LU20 XK20"
              + " MN20 CH21 HR21 LI21 LV21 BG22 BH22 CR22 DE22 GB22 GE22 IE22 ME22 RS22 VA22 AE23"
              + " GI23 IL23 IQ23 TL23 SO23 OM23 AD24 CZ24 ES24 MD24 PK24 RO24 SA24 SE24 SK24 TN24"
              + " VG24 PT25 ST25 LY25 IS26 TR26 FR27 GR27 IT27 MC27 MR27 SM27 DJ27 BI27 AL28 AZ28"
              + " BY28 CY28 DO28 GT28 HU28 LB28 NI28 PL28 BR29 EG29 PS29 QA29 UA29 JO30 KW30 MU30"
              + " YE30 MT31 SC31 LC32 RU33");

  @Override
  public List<Trigger> triggers() {
    return List.of(new Trigger(CharSet.LETTERS, CharSet.DIGITS, CharSet.DIGITS));
  }

  @Override
  public SensitiveClass soleClass() {
    return SensitiveClass.IBAN;
  }

  /** Called at the check digits, of which a text has fewer than of words. */
  @Override
  public int find(Scan scan, int digit) {
    int at = digit - COUNTRY;
    if (at < 0 || digit + MIN_LENGTH > scan.length() || !scan.startsWord(at)) {
      return NOTHING;
    }
    Integer length = LENGTHS.get(scan.substring(at, digit).toUpperCase(Locale.ROOT));
    if (length == null) {
      return NOTHING;
    }
    StringBuilder number = new StringBuilder(length);
    int i = at;
    while (i < scan.length() && number.length() < length) {
      char c = scan.charAt(i);
      boolean grouped = number.length() % 4 == 0 && (c == ' ' || c == '-');
      if (!grouped) {
        if (!Chars.isAlphanumeric(c)) {
          return NOTHING;
        }
        number.append(c);
      }
      i++;
    }
    boolean joined = scan.at(at - 1) == '-' || scan.at(i) == '-';
    if (number.length() < length
        || joined
        || !scan.endsWord(i)
        || !passesMod97(number)
        || isMixed(number)) {
      return NOTHING;
    }
    scan.hide(at, i, SensitiveClass.IBAN);
    return i;
  }

  /** Capitals and small letters together are those of a token. */
  private static boolean isMixed(CharSequence number) {
    boolean small = false;
    boolean capital = false;
    for (int i = 0; i < number.length(); i++) {
      capital |= Chars.isUpper(number.charAt(i));
      small |= number.charAt(i) >= 'a';
    }
    return small && capital;
  }

  private static boolean passesMod97(CharSequence number) {
    int remainder = 0;
    for (int i = 0; i < number.length(); i++) {
      // The first four characters count last; letters are the numbers 10 to 35.
      int value = Character.digit(number.charAt((i + 4) % number.length()), 36);
      remainder = (remainder * (value > 9 ? 100 : 10) + value) % 97;
    }
    return remainder == 1;
  }

  private static Map<String, Integer> lengths(String table) {
    Map<String, Integer> lengths = new HashMap<>();
    for (String entry : table.split(" ", -1)) {
      lengths.put(entry.substring(0, 2), Integer.valueOf(entry.substring(2)));
    }
    return Map.copyOf(lengths);
  }
}
