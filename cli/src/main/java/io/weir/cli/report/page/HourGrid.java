package io.weir.cli.report.page;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * The hours of a month as a grid, a column a day, as SVG: which had an event, and which had none.
 */
public final class HourGrid {
  private static final int LEFT = 62;
  private static final int CELL_WIDTH = 22;
  private static final int CELL_HEIGHT = 5;
  private static final int HOURS = 24;
  private static final int EVERY = 6;
  private static final int FOOT = 20;

  private final String id;
  private final String title;
  private final List<LocalDate> days;
  private final Set<Instant> hours;
  private final Instant until;

  /**
   * A grid.
   *
   * @param hours the beginnings of the hours that have an event
   * @param until an hour that begins later has not been
   */
  public HourGrid(
      String id, String title, List<LocalDate> days, Set<Instant> hours, Instant until) {
    this.id = id;
    this.title = title;
    this.days = List.copyOf(days);
    this.hours = hours;
    this.until = until;
  }

  public String svg() {
    int height = HOURS * CELL_HEIGHT;
    StringBuilder svg = new StringBuilder();
    svg.append(
        format(
            "<svg role=\"img\" aria-labelledby=\"%s\" viewBox=\"0 0 %d %d\"><title id=\"%s\">%s</title>",
            id, LEFT + 31 * CELL_WIDTH + 16, height + FOOT, id, Html.escaped(title)));
    for (int hour = 0; hour < HOURS; hour += EVERY) {
      svg.append(
          format(
              "<text class=\"axis\" x=\"%d\" y=\"%d\" text-anchor=\"end\">%02d:00</text>",
              LEFT - 8, hour * CELL_HEIGHT + 9, hour));
    }
    for (int i = 0; i < days.size(); i++) {
      column(svg, i);
    }
    return svg.append("</svg>").toString();
  }

  /** Hours in a row that are alike are one rectangle. */
  private void column(StringBuilder svg, int index) {
    Instant begin = days.get(index).atStartOfDay(ZoneOffset.UTC).toInstant();
    int from = 0;
    for (int hour = 1; hour <= HOURS; hour++) {
      if (hour == HOURS || !kind(begin, hour).equals(kind(begin, from))) {
        svg.append(
            format(
                "<rect class=\"%s\" x=\"%d\" y=\"%d\" width=\"%d\" height=\"%d\"/>",
                kind(begin, from),
                LEFT + index * CELL_WIDTH,
                from * CELL_HEIGHT,
                CELL_WIDTH - 2,
                (hour - from) * CELL_HEIGHT));
        from = hour;
      }
    }
    svg.append(
        format(
            "<text class=\"axis\" x=\"%d\" y=\"%d\" text-anchor=\"middle\">%d</text>",
            LEFT + index * CELL_WIDTH + CELL_WIDTH / 2 - 1,
            HOURS * CELL_HEIGHT + 14,
            days.get(index).getDayOfMonth()));
  }

  private String kind(Instant day, int hour) {
    Instant begin = day.plus(hour, ChronoUnit.HOURS);
    if (hours.contains(begin)) {
      return "seen";
    }
    return begin.isBefore(until) ? "empty" : "later";
  }

  private static String format(String format, Object... values) {
    return String.format(Locale.ROOT, format, values);
  }
}
