package io.weir.dashboards;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MetricNamesTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '!',
      textBlock =
          """
          sum by (topic) (rate(a_total[5m]))                          ! a_total
          sum(rate(a{x="b_total", y=~"c(d)"}[5m])) or vector(0)       ! a
          (a unless a offset 1h) or increase(a[1h])                   ! a
          a / on (x) group_left (y) max by (x, y) (b)                 ! a,b
          a * ignoring (x) group_right b                              ! a,b
          topk(20, sum by (n) (a) / (sum by (n) (b) > 0))             ! a,b
          max(a{x="(b"}) > 24 * 3600                                  ! a
          {__name__=~"a_(b|c)_total", role="x"} - 1e3                 ! a_(b|c)_total
          weir:app_errors:ratio_rate5m{service="a"} > 14.4 * 0.001    ! weir:app_errors:ratio_rate5m
          histogram_quantile(0.99, sum by (le) (rate(a_bucket[5m])))  ! a_bucket
          absent(up{role="enrich-events"} == 1)                       ! up
          count(a == 0) by (b)                                        ! a
          vector(1) - time()                                          !
          """)
  void findsWhatAnExpressionAsksFor(String expression, String names) {
    assertThat(String.join(",", MetricNames.of(expression))).isEqualTo(names == null ? "" : names);
  }
}
