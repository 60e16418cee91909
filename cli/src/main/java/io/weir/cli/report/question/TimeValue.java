package io.weir.cli.report.question;

import java.time.Duration;

/**
 * Times as Elasticsearch writes them.
 *
 * @see <a
 *     href="https://www.elastic.co/guide/en/elasticsearch/reference/8.19/api-conventions.html#time-units">Time
 *     units</a>
 */
final class TimeValue {
  private TimeValue() {}

  /** {@code 90d} and the like; null if it is none. */
  static Duration parse(String text) {
    int digits = 0;
    while (digits < text.length() && Character.isDigit(text.charAt(digits))) {
      digits++;
    }
    if (digits == 0 || digits > 12) {
      return null;
    }
    long number = Long.parseLong(text.substring(0, digits));
    return switch (text.substring(digits)) {
      case "d" -> Duration.ofDays(number);
      case "h" -> Duration.ofHours(number);
      case "m" -> Duration.ofMinutes(number);
      case "s" -> Duration.ofSeconds(number);
      case "ms" -> Duration.ofMillis(number);
      case "micros" -> Duration.ofNanos(number * 1_000);
      case "nanos" -> Duration.ofNanos(number);
      default -> null;
    };
  }
}
