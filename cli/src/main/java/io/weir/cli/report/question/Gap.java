package io.weir.cli.report.question;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** A time without any event of a source, in whole hours; {@code to} is not part of it. */
public record Gap(Instant from, Instant to) {

  public long hours() {
    return Duration.between(from, to).toHours();
  }

  /**
   * The gaps between two times, in order.
   *
   * @param hours the beginnings of the hours that have an event
   * @param from the beginning of an hour
   * @param until an hour that is not over at this time is none
   */
  public static List<Gap> between(Set<Instant> hours, Instant from, Instant until) {
    List<Gap> gaps = new ArrayList<>();
    Instant end = until.truncatedTo(ChronoUnit.HOURS);
    Instant begin = null;
    for (Instant hour = from; hour.isBefore(end); hour = hour.plus(1, ChronoUnit.HOURS)) {
      boolean empty = !hours.contains(hour);
      if (empty && begin == null) {
        begin = hour;
      } else if (!empty && begin != null) {
        gaps.add(new Gap(begin, hour));
        begin = null;
      }
    }
    if (begin != null) {
      gaps.add(new Gap(begin, end));
    }
    return gaps;
  }
}
