package io.weir.enrich.redact.number;

import io.weir.enrich.redact.scan.Chars;
import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;

/**
 * The checks that numbers of people pass, by the names of {@code national-ids.txt}. They get the
 * number without signs: digits and capital letters.
 */
final class CheckDigits {
  private static final List<String> NOT_FIRST_OF_NINO = List.of("D", "F", "I", "Q", "U", "V");
  private static final List<String> NO_NINO = List.of("BG", "GB", "NK", "KN", "TN", "NT", "ZZ");

  /** Multiplication in the dihedral group of order ten, and its permutation. */
  private static final String[] VERHOEFF = {
    "0123456789", "1234067895", "2340178956", "3401289567", "4012395678",
    "5987604321", "6598710432", "7659821043", "8765932104", "9876543210"
  };

  private static final String[] PERMUTED = {
    "0123456789", "1576283094", "5803796142", "8916043527",
    "9453126870", "4286573901", "2793806415", "7046913258"
  };

  private CheckDigits() {}

  /**
   * The check of that name.
   *
   * @throws IllegalArgumentException if there is none
   */
  static Predicate<String> named(String name) {
    int colon = name.indexOf(':');
    String says = name.substring(colon + 1);
    return switch (colon < 0 ? name : name.substring(0, colon)) {
      case "none" -> number -> true;
      case "luhn" -> number -> Luhn.passes(number, 0, number.length());
      case "luhn2" -> number -> Luhn.passes(number, 2, number.length());
      case "verhoeff" -> CheckDigits::passesVerhoeff;
      case "iso7064" -> CheckDigits::passesIso7064;
      case "split97" -> CheckDigits::passesSplit97;
      case "divides11" -> number -> Long.parseLong(number) % 11 == 0;
      case "letters" -> number -> hasLetter(number, says);
      case "weights" -> weights(says);
      case "birth" -> CheckDigits::beginsWithBirth;
      case "ssn" -> CheckDigits::isSsn;
      case "itin" -> CheckDigits::isItin;
      case "nino" -> CheckDigits::isNino;
      default -> throw new IllegalArgumentException("there is no check '" + name + "'");
    };
  }

  private static boolean passesVerhoeff(String number) {
    int check = 0;
    for (int i = 0; i < number.length(); i++) {
      int value = PERMUTED[i % 8].charAt(digit(number, number.length() - 1 - i)) - '0';
      check = VERHOEFF[check].charAt(value) - '0';
    }
    return check == 0;
  }

  /** ISO/IEC 7064, mod 11,10. */
  private static boolean passesIso7064(String number) {
    int product = 10;
    for (int i = 0; i < number.length() - 1; i++) {
      int sum = (digit(number, i) + product) % 10;
      product = (sum == 0 ? 10 : sum) * 2 % 11;
    }
    return (11 - product) % 10 == digit(number, number.length() - 1);
  }

  /**
   * The last two digits are what the others lack to a multiple of 97; of those born since 2000,
   * too.
   */
  private static boolean passesSplit97(String number) {
    long value = Long.parseLong(number.substring(0, number.length() - 2));
    long check = Long.parseLong(number.substring(number.length() - 2));
    return 97 - value % 97 == check || 97 - (2_000_000_000L + value) % 97 == check;
  }

  /** The last character is that of the table at the number's remainder. */
  private static boolean hasLetter(String number, String table) {
    long value = 0;
    for (int i = 0; i < number.length() - 1; i++) {
      char c = number.charAt(i);
      boolean century = !Chars.isDigit(c) && i > 0;
      value = century ? value : value * 10 + (Chars.isDigit(c) ? c - '0' : c - 'X');
    }
    return table.charAt((int) (value % table.length())) == number.charAt(number.length() - 1);
  }

  /**
   * {@code 10,9,...,1/11=0}: the weighted sum of the digits, X being ten, leaves that remainder.
   */
  private static Predicate<String> weights(String says) {
    String[] parts = says.split("[/=]", -1);
    int[] weights = Arrays.stream(parts[0].split(",", -1)).mapToInt(Integer::parseInt).toArray();
    int modulus = Integer.parseInt(parts[1]);
    int remainder = parts.length > 2 ? Integer.parseInt(parts[2]) : 0;
    return number -> {
      int sum = 0;
      for (int i = 0; i < weights.length; i++) {
        sum += weights[i] * digit(number, i);
      }
      return Math.floorMod(sum, modulus) == remainder;
    };
  }

  /** Year, month and day in two digits each. */
  private static boolean beginsWithBirth(String number) {
    int month = Integer.parseInt(number, 2, 4, 10);
    int day = Integer.parseInt(number, 4, 6, 10);
    return month >= 1 && month <= 12 && day >= 1 && day <= 31;
  }

  /** Without the areas, groups and serials that were never issued. */
  private static boolean isSsn(String number) {
    return !number.startsWith("000")
        && !number.startsWith("666")
        && number.charAt(0) != '9'
        && !number.startsWith("00", 3)
        && !number.endsWith("0000");
  }

  /** Of those who pay taxes without a social security number, by the groups that are issued. */
  private static boolean isItin(String number) {
    int group = Integer.parseInt(number, 3, 5, 10);
    boolean issued = group >= 50 && group != 89 && group != 93 && (group <= 65 || group >= 70);
    return number.charAt(0) == '9' && issued;
  }

  private static boolean isNino(String number) {
    String second = number.substring(1, 2);
    return !NOT_FIRST_OF_NINO.contains(number.substring(0, 1))
        && !NOT_FIRST_OF_NINO.contains(second)
        && !second.equals("O")
        && !NO_NINO.contains(number.substring(0, 2))
        && number.charAt(number.length() - 1) <= 'D';
  }

  private static int digit(String number, int at) {
    char c = number.charAt(at);
    return c == 'X' ? 10 : c - '0';
  }
}
