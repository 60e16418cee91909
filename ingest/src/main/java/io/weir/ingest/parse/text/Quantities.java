package io.weir.ingest.parse.text;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;

/** Times and durations that are written as numbers. */
public final class Quantities {
  /** Nanoseconds of a second. */
  public static final long SECOND = 1_000_000_000L;

  /** Nanoseconds of a millisecond. */
  public static final long MILLISECOND = 1_000_000L;

  /** Nanoseconds of a microsecond. */
  public static final long MICROSECOND = 1_000L;

  private static final BigDecimal MAX_LONG = BigDecimal.valueOf(Long.MAX_VALUE);

  /** March 1973: smaller numbers are counts of something else. */
  private static final BigDecimal MIN_EPOCH = BigDecimal.valueOf(100_000_000L);

  /** Longer texts are no durations, and big numbers are costly. */
  private static final int MAX_LENGTH = 40;

  private Quantities() {}

  /** The time of a number of seconds, milli-, micro- or nanoseconds, by its size. */
  public static Instant epoch(BigDecimal number) {
    if (number.compareTo(MIN_EPOCH) < 0 || number.compareTo(MAX_LONG) > 0) {
      return null;
    }
    BigDecimal nanos = number.movePointRight(digitsOfUnit(number));
    if (nanos.compareTo(MAX_LONG) > 0) {
      return null;
    }
    long exact = nanos.longValue();
    return Instant.ofEpochSecond(exact / SECOND, exact % SECOND);
  }

  /** How many digits a number of this size lacks to be one of nanoseconds. */
  private static int digitsOfUnit(BigDecimal number) {
    int digits = number.precision() - number.scale();
    if (digits <= 11) {
      return 9;
    }
    if (digits <= 14) {
      return 6;
    }
    return digits <= 17 ? 3 : 0;
  }

  /** Nanoseconds of a number of units, -1 if negative or too large. */
  public static long nanos(BigDecimal number, long unit) {
    if (number.signum() < 0 || number.compareTo(MAX_LONG) > 0) {
      return -1;
    }
    BigDecimal nanos = number.multiply(BigDecimal.valueOf(unit));
    return nanos.compareTo(MAX_LONG) > 0 ? -1 : nanos.setScale(0, RoundingMode.HALF_UP).longValue();
  }

  public static long nanos(String number, long unit) {
    BigDecimal parsed = decimal(number);
    return parsed == null ? -1 : nanos(parsed, unit);
  }

  /** Plain digits with a point at most: signs and exponents are not written for durations. */
  public static BigDecimal decimal(String text) {
    if (text.isEmpty() || text.length() > MAX_LENGTH || text.equals(".")) {
      return null;
    }
    int points = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      points += c == '.' ? 1 : 0;
      if (points > 1 || (c != '.' && (c < '0' || c > '9'))) {
        return null;
      }
    }
    return new BigDecimal(text);
  }

  /** Nanoseconds of {@code 1m2.5s}, {@code 420.146ms} and the like, -1 for other texts. */
  public static long duration(String text) {
    if (text.isEmpty() || text.length() > MAX_LENGTH) {
      return -1;
    }
    long total = 0;
    for (int at = 0; at < text.length(); ) {
      int unitAt = end(text, at, true);
      int next = end(text, unitAt, false);
      long unit = unit(text.substring(unitAt, next).trim());
      long part = unit == 0 ? -1 : nanos(text.substring(at, unitAt), unit);
      if (part < 0 || total + part < 0) {
        return -1;
      }
      total += part;
      at = next;
    }
    return total;
  }

  private static int end(String text, int from, boolean numeric) {
    int at = from;
    while (at < text.length() && numeric == isNumeric(text.charAt(at))) {
      at++;
    }
    return at;
  }

  private static boolean isNumeric(char c) {
    return c == '.' || (c >= '0' && c <= '9');
  }

  private static long unit(String name) {
    return switch (name) {
      case "ns" -> 1;
      case "us", "\u00b5s", "\u03bcs" -> MICROSECOND;
      case "ms" -> MILLISECOND;
      case "s" -> SECOND;
      case "m" -> 60 * SECOND;
      case "h" -> 3600 * SECOND;
      default -> 0;
    };
  }
}
