package io.weir.cli.report.question;

import io.weir.cli.command.UsageError;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;

/** A calendar month in UTC. */
public record Month(YearMonth value) {

  /**
   * Reads {@code 2026-11}.
   *
   * @throws UsageError if it is none
   */
  public static Month parse(String text) {
    try {
      return new Month(YearMonth.parse(text));
    } catch (DateTimeParseException e) {
      throw new UsageError("--month must be a month such as 2026-11, not '" + text + "'");
    }
  }

  /** The first instant of it. */
  public Instant from() {
    return value.atDay(1).atStartOfDay(ZoneOffset.UTC).toInstant();
  }

  /** The first instant after it. */
  public Instant to() {
    return value.plusMonths(1).atDay(1).atStartOfDay(ZoneOffset.UTC).toInstant();
  }

  /** The end of what can be said of it: its own, or now if it is not over. */
  public Instant until(Instant now) {
    return now.isBefore(to()) ? now : to();
  }

  public boolean isOver(Instant now) {
    return !now.isBefore(to());
  }

  /** As it is written in file names and titles: {@code 2026-11}. */
  @Override
  public String toString() {
    return value.toString();
  }
}
