package io.weir.cli;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;

/** Questions to the brokers about groups and topics. Each waits for its answer. */
final class BrokerAnswers implements AutoCloseable {
  private static final Duration TIMEOUT = Duration.ofSeconds(10);

  private final Admin admin;

  /**
   * Asks nothing yet.
   *
   * @param kafka settings of the admin client
   */
  BrokerAnswers(Map<String, Object> kafka) {
    this.admin = Admin.create(kafka);
  }

  /** How many records of each topic the group has not committed. */
  Map<String, Long> lag(String group, List<String> topics)
      throws ExecutionException, InterruptedException, TimeoutException {
    List<TopicPartition> all = partitions(topics);
    Map<TopicPartition, OffsetAndMetadata> committed =
        get(admin.listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata());
    Map<TopicPartition, ListOffsetsResultInfo> beginnings = offsets(all, OffsetSpec.earliest());
    Map<TopicPartition, ListOffsetsResultInfo> ends = offsets(all, OffsetSpec.latest());
    Map<String, Long> lags = new HashMap<>();
    for (TopicPartition partition : all) {
      OffsetAndMetadata offset = committed.get(partition);
      long lag =
          lag(
              offset == null ? 0 : offset.offset(),
              beginnings.get(partition).offset(),
              ends.get(partition).offset());
      lags.merge(partition.topic(), lag, Long::sum);
    }
    return lags;
  }

  /** What retention has removed does not wait any more, whether it was read or not. */
  static long lag(long committed, long beginning, long end) {
    return Math.max(0, end - Math.max(committed, beginning));
  }

  /**
   * The time of the first record that is not older than a time, or -1 if there is none; both in
   * milliseconds since 1970.
   */
  long firstSince(String topic, long time)
      throws ExecutionException, InterruptedException, TimeoutException {
    return offsets(partitions(List.of(topic)), OffsetSpec.forTimestamp(time)).values().stream()
        .mapToLong(ListOffsetsResultInfo::timestamp)
        .filter(found -> found >= 0)
        .min()
        .orElse(-1);
  }

  /**
   * How long a topic keeps a record, as it is set now, in milliseconds; negative for ever.
   *
   * @throws ExecutionException also if this role may not see it
   */
  long retention(String topic) throws ExecutionException, InterruptedException, TimeoutException {
    ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, topic);
    Config config = get(admin.describeConfigs(List.of(resource)).all()).get(resource);
    return Long.parseLong(config.get(TopicConfig.RETENTION_MS_CONFIG).value());
  }

  private List<TopicPartition> partitions(List<String> of)
      throws ExecutionException, InterruptedException, TimeoutException {
    List<TopicPartition> all = new ArrayList<>();
    for (TopicDescription topic : get(admin.describeTopics(of).allTopicNames()).values()) {
      topic.partitions().forEach(it -> all.add(new TopicPartition(topic.name(), it.partition())));
    }
    return all;
  }

  private Map<TopicPartition, ListOffsetsResultInfo> offsets(
      Collection<TopicPartition> of, OffsetSpec which)
      throws ExecutionException, InterruptedException, TimeoutException {
    Map<TopicPartition, OffsetSpec> wanted = new HashMap<>();
    of.forEach(partition -> wanted.put(partition, which));
    return get(
        admin.listOffsets(wanted, new ListOffsetsOptions(IsolationLevel.READ_COMMITTED)).all());
  }

  private static <T> T get(KafkaFuture<T> future)
      throws ExecutionException, InterruptedException, TimeoutException {
    return future.get(TIMEOUT.toMillis(), TimeUnit.MILLISECONDS);
  }

  @Override
  public void close() {
    admin.close(Duration.ZERO);
  }
}
