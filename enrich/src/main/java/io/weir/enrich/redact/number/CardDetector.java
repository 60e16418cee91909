package io.weir.enrich.redact.number;

import io.weir.enrich.redact.scan.CharSet;
import io.weir.enrich.redact.scan.Chars;
import io.weir.enrich.redact.scan.Detector;
import io.weir.enrich.redact.scan.Keywords;
import io.weir.enrich.redact.scan.Scan;
import io.weir.enrich.redact.scan.SensitiveClass;
import io.weir.enrich.redact.scan.Trigger;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Payment card numbers (ISO/IEC 7812) of the known brands: 12 to 19 digits that pass the Luhn
 * check, together or in the groups that are printed on cards. Forms that are rare need a word
 * before them that says what they are.
 */
final class CardDetector implements Detector {
  private static final List<String> TRACE_IDS =
      List.of("trace_id", "traceid", "trace.id", "span_id", "spanid", "span.id", "parent_id");

  private static final char NO_BREAK = '\u00a0';
  private static final int MAX_SIGNS = 6;
  private static final int MAX_NAME = 9;
  private static final int MIN_DIGITS = 12;
  private static final int MAX_DIGITS = 19;
  private static final int MIN_GROUP = 4;
  private static final int MIN_LAST_GROUP = 3;

  /** On cards no group is longer: what is longer and followed by another is a number of its own. */
  private static final int MAX_GROUP = 8;

  /** Ranges of Maestro that are short and issued to nobody else. */
  private static final Set<Integer> MAESTRO =
      Set.of(5018, 5020, 5038, 5893, 6304, 6759, 6761, 6762, 6763);

  private static final Keywords CARD =
      Keywords.of(
          "card", "cards", "cc", "pan", "credit", "debit", "maestro", "jcb", "cardnumber", "karte");

  @Override
  public List<Trigger> triggers() {
    return List.of(
        new Trigger(CharSet.NO_WORD.or(CharSet.of("B")), CharSet.of("0123456789"), CharSet.DIGITS));
  }

  @Override
  public SensitiveClass soleClass() {
    return SensitiveClass.PAYMENT_CARD;
  }

  /** Called at the first digit of a number. */
  @Override
  public int find(Scan scan, int at) {
    int run = scan.skip(at, CharSet.DIGITS);
    boolean may = run - at >= MIN_DIGITS || (run - at >= MIN_GROUP && isSeparator(scan, run));
    int end = may && run - at <= MAX_DIGITS && !isPartOfMore(scan, at) ? end(scan, at) : -1;
    if (end < 0
        || continues(scan, end)
        || !Luhn.passes(scan.text(), at, end)
        || isTraceId(scan, at)
        || (isPartOfName(scan, at, end) && !isNamed(scan, at))) {
      return NOTHING;
    }
    scan.hide(at, end, SensitiveClass.PAYMENT_CARD);
    return end;
  }

  /** The end of the number with the length and groups of a card, or -1. */
  private static int end(Scan scan, int at) {
    int digits = 0;
    int group = 0;
    int groups = 1;
    boolean even = true;
    char separator = 0;
    int i = at;
    for (; i < scan.length() && digits <= MAX_DIGITS; i++) {
      char c = scan.charAt(i);
      if (Chars.isDigit(c)) {
        digits++;
        group++;
      } else if (group >= MIN_GROUP
          && group <= MAX_GROUP
          && isSeparator(scan, i)
          && (separator == 0 || separator == c)) {
        separator = c;
        even &= group == MIN_GROUP;
        group = 0;
        groups++;
      } else {
        break;
      }
    }
    boolean fits = digits >= MIN_DIGITS && digits <= MAX_DIGITS && group >= MIN_LAST_GROUP;
    // 4800.935999999999 is a number with a fraction.
    boolean fraction = separator == '.' && groups == 2;
    return fits && !fraction && isBrand(scan, at, digits, even) ? i : -1;
  }

  /** {@code dd.trace_id=4…}: every tenth random number passes the check. */
  private static boolean isTraceId(Scan scan, int at) {
    int end = at;
    while (end > 0 && at - end < MAX_SIGNS && " :=\"'\\".indexOf(scan.charAt(end - 1)) >= 0) {
      end--;
    }
    String before = scan.substring(Math.max(0, end - MAX_NAME), end).toLowerCase(Locale.ROOT);
    return end < at && TRACE_IDS.stream().anyMatch(before::endsWith);
  }

  /** {@code blk_4568377692254637284}: a tenth of all numbers pass the check. */
  private static boolean isPartOfName(Scan scan, int at, int end) {
    return scan.at(at - 1) == '_' || scan.at(end) == '_';
  }

  /** Inside a longer number or word, or the fraction of one. */
  private static boolean isPartOfMore(Scan scan, int at) {
    char before = scan.at(at - 1);
    char first = scan.at(at - 2);
    boolean track = before == 'B' && first == '%';
    return (Chars.isAlphanumeric(before) && !track)
        || ((before == '.' || before == '-') && (Chars.isAlphanumeric(first) || first == '_'));
  }

  private static boolean continues(Scan scan, int end) {
    char c = scan.at(end);
    char next = scan.at(end + 1);
    // A UUID may have two groups of digits only.
    return Chars.isAlphanumeric(c)
        || (c == '.' && Chars.isDigit(next))
        || (c == '-' && Chars.isHex(next));
  }

  private static boolean isSeparator(Scan scan, int at) {
    char c = scan.at(at);
    return (c == ' ' || c == '-' || c == '.' || c == NO_BREAK) && Chars.isDigit(scan.at(at + 1));
  }

  /**
   * The ranges that issuers have, by brand.
   *
   * @param even the digits are together or in groups of four
   */
  private static boolean isBrand(Scan scan, int at, int count, boolean even) {
    int two = number(scan, at, 2);
    int four = number(scan, at, 4);
    return switch (scan.charAt(at)) {
      // Of 19 digits there are few cards, and ten times as many numbers of databases.
      case '4' -> count == 13 || count == 16 || (count == 19 && isNamed(scan, at));
      case '5' -> {
        boolean mastercard = two >= 51 && two <= 55;
        boolean maestro = two == 50 || (two > 55 && two < 59);
        yield (mastercard && count == 16)
            || (maestro && (count >= 16 || (even && MAESTRO.contains(four)) || isNamed(scan, at)));
      }
      case '2' ->
          (four >= 2221 && four <= 2720 && count == 16)
              || (four >= 2200 && four <= 2204 && count >= 16)
              || (four == 2131 && count == 15 && isNamed(scan, at));
      case '3' ->
          ((two == 34 || two == 37) && count == 15)
              || ((two == 30 || two == 36 || two == 38 || two == 39) && count >= 14)
              || (four >= 3528 && four <= 3589 && count >= 16);
      case '6' -> count >= 16 || (even && MAESTRO.contains(four)) || isNamed(scan, at);
      case '8' -> (two == 81 || two == 82) && count == 16;
      case '9' -> four == 9792 && count == 16;
      case '1' -> four == 1800 && count == 15 && isNamed(scan, at);
      default -> four == 604 && isNamed(scan, at);
    };
  }

  private static boolean isNamed(Scan scan, int at) {
    return CARD.precede(scan.text(), at);
  }

  private static int number(Scan scan, int at, int digits) {
    return Integer.parseInt(scan.text(), at, at + digits, 10);
  }
}
