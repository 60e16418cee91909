package io.weir.enrich.incidents;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MemoryShareTest {
  @ParameterizedTest
  @CsvSource({
    "115, 12, 9, a process can have all partitions",
    "115, 0, 9, it is not known how many there are",
    "115, 1, 32, one is not given more than it needs",
    "4000, 12, 32, nor are many"
  })
  void allPartitionsTogetherFitTheHeap(long megabytes, int partitions, long expected, String why) {
    assertThat(MemoryShare.of(megabytes << 20, partitions) >> 20).as(why).isEqualTo(expected);
  }
}
