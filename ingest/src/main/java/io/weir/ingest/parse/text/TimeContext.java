package io.weir.ingest.parse.text;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Objects;

/**
 * What the time in a line is completed with.
 *
 * @param received when the line reached the container runtime; completes the year, or the day, of
 *     times that have none
 * @param zone of times that name none
 */
public record TimeContext(Instant received, ZoneId zone) {
  /** For those who ask whether there is a time, and not which. */
  public static final TimeContext ANY = utc(Instant.EPOCH);

  /** Times without a zone are taken for UTC. */
  public static TimeContext utc(Instant received) {
    return new TimeContext(received, ZoneOffset.UTC);
  }

  /** Both are needed. */
  public TimeContext {
    Objects.requireNonNull(received);
    Objects.requireNonNull(zone);
  }

  /** Where a line names another time at which it was received. */
  public TimeContext at(Instant time) {
    return new TimeContext(time, zone);
  }

  /** Whether times without a zone are in UTC. */
  public boolean isUtc() {
    return zone.equals(ZoneOffset.UTC);
  }

  /** How far a local time, in seconds as if it were UTC, is east of UTC. */
  int offset(long local) {
    if (isUtc()) {
      return 0;
    }
    LocalDateTime time = LocalDateTime.ofEpochSecond(local, 0, ZoneOffset.UTC);
    return zone.getRules().getOffset(time).getTotalSeconds();
  }

  /** When it was received by the local calendar, in seconds as if it were UTC. */
  long local() {
    long seconds = received.getEpochSecond();
    return isUtc() ? seconds : seconds + zone.getRules().getOffset(received).getTotalSeconds();
  }
}
