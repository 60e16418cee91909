package io.weir.ingest.wire;

import io.weir.ingest.event.IsoTime;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;

/** Times in the forms that the agent and the container runtimes write. */
final class RecordTimes {
  /** What fits nanoseconds since 1970 in 64 bits: no store takes more. */
  private static final long MIN_SECOND = 0;

  private static final long MAX_SECOND = Instant.parse("2262-04-11T00:00:00Z").getEpochSecond();

  private RecordTimes() {}

  /** An ISO 8601 time with a zone, such as {@code 2026-11-23T02:00:07.3+01:00}; else null. */
  static Instant iso(String text) {
    if (text.length() < 20 || text.charAt(10) != 'T') {
      return null;
    }
    try {
      return inRange(IsoTime.instant(text));
    } catch (DateTimeException e) {
      return null;
    }
  }

  /** Seconds since 1970, with a fraction, exactly; null if no calendar has that time. */
  static Instant epochSeconds(BigDecimal seconds) {
    if (seconds.precision() - seconds.scale() > 12) {
      return null;
    }
    try {
      BigDecimal[] parts = seconds.divideAndRemainder(BigDecimal.ONE);
      long nanos = parts[1].movePointRight(9).longValue();
      return inRange(Instant.ofEpochSecond(parts[0].longValueExact(), nanos));
    } catch (ArithmeticException | DateTimeException e) {
      return null;
    }
  }

  private static Instant inRange(Instant instant) {
    long second = instant.getEpochSecond();
    return second < MIN_SECOND || second > MAX_SECOND ? null : instant;
  }
}
