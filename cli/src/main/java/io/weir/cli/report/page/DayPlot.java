package io.weir.cli.report.page;

import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Bars of numbers by day, one part of a bar for each of some series, as SVG. Colours are classes
 * {@code s0}, {@code s1}, … of the page, so that it can be dark and can be printed.
 */
public final class DayPlot {
  private static final int WIDTH = 760;
  private static final int HEIGHT = 220;
  private static final int LEFT = 62;
  private static final int TOP = 12;
  private static final int BOTTOM = 26;
  private static final double GAP = 0.18;

  private final String id;
  private final String title;
  private final List<LocalDate> days;
  private final Map<String, Map<LocalDate, Long>> series;

  /**
   * A plot.
   *
   * @param id of the element, for its title
   * @param title says what is to be seen, in words
   * @param series numbers by day, by name
   */
  public DayPlot(
      String id, String title, List<LocalDate> days, Map<String, Map<LocalDate, Long>> series) {
    this.id = id;
    this.title = title;
    this.days = List.copyOf(days);
    this.series = series;
  }

  public String svg() {
    Scale scale = Scale.upTo(days.stream().mapToLong(this::total).max().orElse(0));
    StringBuilder svg = new StringBuilder();
    svg.append(
        format(
            "<svg role=\"img\" aria-labelledby=\"%s\" viewBox=\"0 0 %d %d\"><title id=\"%s\">%s</title>",
            id, WIDTH, HEIGHT, id, Html.escaped(title)));
    for (long value : scale.values()) {
      double y = y(scale, value);
      svg.append(
          format(
              "<line class=\"grid\" x1=\"%d\" x2=\"%d\" y1=\"%.1f\" y2=\"%.1f\"/>"
                  + "<text class=\"axis\" x=\"%d\" y=\"%.1f\" text-anchor=\"end\">%,d</text>",
              LEFT, WIDTH, y, y, LEFT - 8, y + 4, value));
    }
    for (int i = 0; i < days.size(); i++) {
      bar(svg, scale, i);
    }
    return svg.append("</svg>").toString();
  }

  private void bar(StringBuilder svg, Scale scale, int index) {
    LocalDate day = days.get(index);
    double slot = (double) (WIDTH - LEFT) / days.size();
    double x = LEFT + slot * index + slot * GAP / 2;
    double width = slot * (1 - GAP);
    long below = 0;
    int number = 0;
    for (Map.Entry<String, Map<LocalDate, Long>> one : series.entrySet()) {
      long value = one.getValue().getOrDefault(day, 0L);
      if (value > 0) {
        svg.append(
            format(
                "<rect class=\"s%d\" x=\"%.1f\" y=\"%.1f\" width=\"%.1f\" height=\"%.2f\">"
                    + "<title>%s, %s: %,d</title></rect>",
                number,
                x,
                y(scale, below + value),
                width,
                y(scale, below) - y(scale, below + value),
                day,
                Html.escaped(one.getKey()),
                value));
      }
      below += value;
      number++;
    }
    svg.append(
        format(
            "<text class=\"axis\" x=\"%.1f\" y=\"%d\" text-anchor=\"middle\">%d</text>",
            x + width / 2, HEIGHT - 8, day.getDayOfMonth()));
  }

  private long total(LocalDate day) {
    return series.values().stream().mapToLong(it -> it.getOrDefault(day, 0L)).sum();
  }

  private static double y(Scale scale, long value) {
    int height = HEIGHT - TOP - BOTTOM;
    return TOP + height - scale.part(value, height);
  }

  private static String format(String format, Object... values) {
    return String.format(Locale.ROOT, format, values);
  }
}
