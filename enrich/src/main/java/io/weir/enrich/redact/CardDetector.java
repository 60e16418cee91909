package io.weir.enrich.redact;

/**
 * Payment card numbers (ISO/IEC 7812) of the known brands: 13 to 19 digits that pass the Luhn
 * check, together or in the groups that are printed on cards.
 */
final class CardDetector implements Detector {
  private static final int MIN_DIGITS = 13;
  private static final int MAX_DIGITS = 19;

  @Override
  public String triggers() {
    return "3456" + "2";
  }

  @Override
  public int find(String text, int at, Spans spans) {
    if (at > 0 && isPartOfMore(text, at)) {
      return at;
    }
    int[] digits = new int[MAX_DIGITS + 1];
    int count = 0;
    int groupStart = 0;
    boolean grouped = false;
    char separator = 0;
    int i = at;
    for (; i < text.length() && count <= MAX_DIGITS; i++) {
      char c = text.charAt(i);
      if (Chars.isDigit(c)) {
        digits[count++] = c - '0';
      } else if (isSeparator(text, i) && (separator == 0 || separator == c)) {
        if (count - groupStart < 4) {
          break;
        }
        separator = c;
        grouped = true;
        groupStart = count;
      } else {
        break;
      }
    }
    boolean fits =
        count >= MIN_DIGITS && count <= MAX_DIGITS && (!grouped || count - groupStart >= 3);
    if (fits && !continues(text, i) && isBrand(digits, count) && passesLuhn(digits, count)) {
      spans.add(at, i, SensitiveClass.PAYMENT_CARD);
      return i;
    }
    return skipRun(text, at);
  }

  /** Inside a longer number or word, or the fraction of one. */
  private static boolean isPartOfMore(String text, int at) {
    char before = text.charAt(at - 1);
    if (Chars.isAlphanumeric(before) || before == '_') {
      return true;
    }
    return (before == '.' || before == '-')
        && at > 1
        && (Chars.isAlphanumeric(text.charAt(at - 2)) || text.charAt(at - 2) == '_');
  }

  private static boolean continues(String text, int end) {
    if (end >= text.length()) {
      return false;
    }
    char c = text.charAt(end);
    boolean digitFollows = end + 1 < text.length() && Chars.isDigit(text.charAt(end + 1));
    return Chars.isAlphanumeric(c) || c == '_' || ((c == '.' || c == '-') && digitFollows);
  }

  private static boolean isSeparator(String text, int at) {
    char c = text.charAt(at);
    return (c == ' ' || c == '-') && at + 1 < text.length() && Chars.isDigit(text.charAt(at + 1));
  }

  private static int skipRun(String text, int at) {
    int i = at;
    while (i < text.length() && Chars.isDigit(text.charAt(i))) {
      i++;
    }
    return i;
  }

  /** The ranges that issuers have, by brand. */
  private static boolean isBrand(int[] d, int count) {
    int two = d[0] * 10 + d[1];
    int four = two * 100 + d[2] * 10 + d[3];
    return switch (d[0]) {
      case 4 -> count == 13 || count == 16 || count == 19;
      case 5 -> (two >= 51 && two <= 55 && count == 16) || (two != 59 && count >= 16);
      case 2 -> four >= 2221 && four <= 2720 && count == 16;
      case 3 ->
          ((two == 34 || two == 37) && count == 15)
              || ((two == 30 || two == 36 || two == 38 || two == 39) && count >= 14)
              || (four >= 3528 && four <= 3589 && count >= 16);
      case 6 -> count >= 16;
      default -> false;
    };
  }

  private static boolean passesLuhn(int[] digits, int count) {
    int sum = 0;
    for (int i = 0; i < count; i++) {
      int digit = digits[count - 1 - i];
      int value = (i & 1) == 1 ? digit * 2 : digit;
      sum += value > 9 ? value - 9 : value;
    }
    return sum % 10 == 0;
  }
}
