package io.weir.cli.report.page;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TableTest {
  private static final Table WHOLE =
      Table.of("t", "T").texts("A", "B").times("C").numbers("D").row("a", null, "c", 4).build();

  @Test
  void columnsAreLeftOutWithTheirCells() {
    assertThat(WHOLE.without("D", "B"))
        .isEqualTo(Table.of("t", "T").texts("A").times("C").row("a", "c").build());
  }

  @Test
  void aHeadThatIsNotThereLeavesNothingOut() {
    assertThat(WHOLE.without("E")).isEqualTo(WHOLE);
  }
}
