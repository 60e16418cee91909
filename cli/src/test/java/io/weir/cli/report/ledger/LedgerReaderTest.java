package io.weir.cli.report.ledger;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.weir.cli.command.CommandFailure;
import io.weir.ingest.topic.Topic;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

class LedgerReaderTest {
  @Test
  void saysHowLongNothingCame() {
    String topic = Topic.LEDGER.name();
    TopicPartition partition = new TopicPartition(topic, 0);
    MockConsumer<byte[], byte[]> consumer = new MockConsumer<>("earliest");
    consumer.updatePartitions(
        topic, List.of(new PartitionInfo(topic, 0, null, new Node[0], new Node[0])));
    consumer.updateBeginningOffsets(Map.of(partition, 0L));
    consumer.updateEndOffsets(Map.of(partition, 5L));

    try (LedgerReader reader = new LedgerReader("here", consumer, Duration.ofSeconds(1))) {
      assertThatThrownBy(reader::read)
          .isInstanceOf(CommandFailure.class)
          .hasMessage("Kafka at here has sent nothing of the ledger for 1 s, although it has more");
    }
  }
}
