package io.weir.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BrokerAnswersTest {
  @ParameterizedTest
  @CsvSource({
    "0, 0, 0, 0",
    "0, 0, 10, 10",
    "7, 0, 10, 3",
    "10, 0, 10, 0",
    // What retention has removed does not wait.
    "0, 4, 10, 6",
    "2, 4, 10, 6",
    // Committed on a topic of the same name that was there before.
    "99, 0, 10, 0",
  })
  void lagIsWhatIsThereAndNotCommitted(long committed, long beginning, long end, long lag) {
    assertThat(BrokerAnswers.lag(committed, beginning, end)).isEqualTo(lag);
  }
}
