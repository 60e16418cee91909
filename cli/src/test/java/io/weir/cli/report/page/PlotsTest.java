package io.weir.cli.report.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PlotsTest {
  private static final LocalDate FIRST = LocalDate.parse("2026-11-01");
  private static final List<LocalDate> DAYS = FIRST.datesUntil(FIRST.plusMonths(1)).toList();

  @ParameterizedTest
  @CsvSource({
    "0, 1, 1",
    "1, 1, 1",
    "4, 1, 4",
    "5, 1, 5",
    "6, 2, 3",
    "11, 5, 3",
    "26, 10, 3",
    "1393, 500, 3",
    "1000000, 200000, 5",
    "5000000001, 2000000000, 3"
  })
  void anAxisHasRoundStepsAndRoomForTheLargest(long max, long step, int ticks) {
    Scale scale = Scale.upTo(max);

    assertThat(scale).isEqualTo(new Scale(step, ticks));
    assertThat(scale.top()).isGreaterThanOrEqualTo(max);
    assertThat(scale.values()).startsWith(0L, step).hasSize(ticks + 1);
  }

  @Test
  void theLargestNumberHasAnAxisToo() {
    assertThat(Scale.upTo(Long.MAX_VALUE).part(Long.MAX_VALUE, 100)).isPositive();
  }

  @Test
  void aBarIsAsLongAsItsNumber() {
    Scale scale = Scale.upTo(100);

    assertThat(scale.part(0, 182)).isZero();
    assertThat(scale.part(50, 182)).isEqualTo(91);
    assertThat(scale.part(100, 182)).isEqualTo(182);
  }

  @Test
  void seriesOfADayLieOnEachOther() {
    Map<String, Map<LocalDate, Long>> series = new TreeMap<>();
    series.put("falco.raw", Map.of(FIRST, 30L));
    series.put("logs.raw", Map.of(FIRST, 70L));

    assertThat(new DayPlot("p", "Two <series>", DAYS, series).svg())
        .startsWith("<svg role=\"img\" aria-labelledby=\"p\"")
        .contains("<title id=\"p\">Two &lt;series&gt;</title>")
        .contains("class=\"s0\" x=\"64.1\" y=\"139.4\" width=\"19.1\" height=\"54.60\"")
        .contains("class=\"s1\" x=\"64.1\" y=\"12.0\" width=\"19.1\" height=\"127.40\"")
        .contains("<title>2026-11-01, logs.raw: 70</title>")
        .contains(">30</text>")
        .doesNotContain("<script");
  }

  @Test
  void anHourHasAnEventOrNoneOrIsYetToCome() {
    Instant begin = Instant.parse("2026-11-01T00:00:00Z");
    String svg =
        new HourGrid(
                "g",
                "Hours",
                DAYS,
                Set.of(begin, begin.plusSeconds(3_600)),
                begin.plusSeconds(4 * 3_600))
            .svg();

    assertThat(svg)
        .contains("<rect class=\"seen\" x=\"62\" y=\"0\" width=\"20\" height=\"10\"/>")
        .contains("<rect class=\"empty\" x=\"62\" y=\"10\" width=\"20\" height=\"10\"/>")
        .contains("<rect class=\"later\" x=\"62\" y=\"20\" width=\"20\" height=\"100\"/>")
        .contains("<rect class=\"later\" x=\"84\" y=\"0\" width=\"20\" height=\"120\"/>");
  }
}
