package io.weir.ingest.assemble;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Guesses the zone of a clock that names none. A line reaches the container runtime moments after
 * it was written, so a time that differs from the runtime's by an offset that some zone has, to the
 * second, was written in that zone. Decided by the two times alone, so a replay guesses the same.
 * Wrong for a line that was held back for just that long: one in some hundred of lines that come
 * hours late.
 */
final class ZoneGuess {
  /** How long a line takes to the runtime, its seconds being rounded down. */
  private static final long MAX_LATE = 3_000;

  /** Clocks of one node hardly differ. */
  private static final long MAX_EARLY = 1_000;

  private static final int QUARTER = 15 * 60;
  private static final int DAY = 24 * 3600;

  /** The offsets of all zones today, in seconds, but for UTC itself. */
  private static final Set<Integer> OFFSETS = offsets();

  private ZoneGuess() {}

  private static Set<Integer> offsets() {
    Stream<Integer> whole = Stream.iterate(-12, hours -> hours + 1).limit(27).map(h -> h * 3600);
    Stream<Integer> others =
        Stream.of(
                "-09:30", "-03:30", "-02:30", "+03:30", "+04:30", "+05:30", "+05:45", "+06:30",
                "+08:45", "+09:30", "+10:30", "+12:45", "+13:45")
            .map(offset -> ZoneOffset.of(offset).getTotalSeconds());
    return Stream.concat(whole, others)
        .filter(seconds -> seconds != 0)
        .collect(Collectors.toUnmodifiableSet());
  }

  /**
   * The zone in which a clock shows that time when the runtime's shows the other; null if there is
   * none, or if they agree.
   *
   * @param written as if it were in UTC
   */
  static ZoneOffset of(Instant written, Instant runtime) {
    long seconds = Duration.between(runtime, written).toSeconds();
    if (Math.abs(seconds) < QUARTER || Math.abs(seconds) > DAY) {
      return null;
    }
    int offset = (int) Math.floorDiv(seconds + QUARTER / 2, (long) QUARTER) * QUARTER;
    if (!isMoment(written.minusSeconds(offset), runtime)) {
      return null;
    }
    // A time of day has been put into the day before.
    for (int candidate : new int[] {offset, offset + DAY}) {
      if (OFFSETS.contains(candidate)) {
        return ZoneOffset.ofTotalSeconds(candidate);
      }
    }
    return null;
  }

  /** Whether a line written then reaches the runtime then. */
  static boolean isMoment(Instant written, Instant runtime) {
    long late = Duration.between(written, runtime).toMillis();
    return late <= MAX_LATE && late >= -MAX_EARLY;
  }
}
