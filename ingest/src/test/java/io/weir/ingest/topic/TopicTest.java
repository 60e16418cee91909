package io.weir.ingest.topic;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class TopicTest {
  /** What is read must fit what is written of it, with the names and counts around it. */
  @Test
  void sizesGrowFromRawRecordsToDeadLetters() {
    assertThat(Topic.RAW)
        .allSatisfy(raw -> assertThat(Topic.EVENTS.maxBytes()).isGreaterThan(2 * raw.maxBytes()));
    assertThat(Topic.DLQ.maxBytes()).isGreaterThan(Topic.EVENTS.maxBytes());
  }

  @Test
  void rawTextIsDeletedAndTheAuditOutlivesItsQuarter() {
    assertThat(Topic.RAW)
        .allSatisfy(raw -> assertThat(raw.retention()).isEqualTo(Duration.ofDays(3)));
    assertThat(Topic.LEDGER.retention()).isGreaterThan(Duration.ofDays(90));
    assertThat(Topic.INCIDENTS.retention()).isGreaterThan(Duration.ofDays(90));
  }

  @Test
  void onlyWhatIsReplacedIsCompacted() {
    assertThat(Topic.ALL.stream().filter(Topic::compacted))
        .containsExactly(Topic.INCIDENTS, Topic.LEDGER);
  }

  @Test
  void eachNameIsOneTopic() {
    assertThat(Topic.ALL).extracting(Topic::name).doesNotHaveDuplicates();
    assertThat(Topic.ALL).containsAll(Topic.RAW);
  }
}
