package io.weir.cli;

import io.weir.cli.config.StreamsSettings;
import io.weir.enrich.PartitionEnds;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Knows by the committed offsets of a group which partitions it has read to their end. Offsets of
 * records will not do: the end of a transaction takes an offset too, and no record tells of it.
 */
final class GroupEnds implements PartitionEnds, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(GroupEnds.class);
  private static final Duration INTERVAL = Duration.ofMillis(500);

  /** An older answer is none: records may have come since. */
  private static final Duration TIMEOUT = Duration.ofSeconds(2);

  private final Admin admin;
  private final String group;
  private final Map<String, Integer> partitions = new ConcurrentHashMap<>();
  private final Map<TopicPartition, Boolean> atEnd = new ConcurrentHashMap<>();
  private final ScheduledExecutorService timer =
      Executors.newSingleThreadScheduledExecutor(
          task -> {
            Thread thread = new Thread(task, "partition-ends");
            thread.setDaemon(true);
            return thread;
          });

  /** Watches the group of a topology. */
  static GroupEnds of(StreamsSettings settings) {
    return new GroupEnds(settings.role().kafkaAdmin(), settings.applicationId());
  }

  private GroupEnds(Map<String, Object> kafka, String group) {
    this.admin = Admin.create(kafka);
    this.group = group;
    var unused =
        timer.scheduleWithFixedDelay(this::look, 0, INTERVAL.toMillis(), TimeUnit.MILLISECONDS);
  }

  @Override
  public int partitions(String topic) {
    return partitions.computeIfAbsent(
        topic,
        name -> {
          try {
            return admin
                .describeTopics(List.of(name))
                .allTopicNames()
                .get()
                .get(name)
                .partitions()
                .size();
          } catch (ExecutionException e) {
            throw new IllegalStateException("cannot describe " + name, e);
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
          }
        });
  }

  @Override
  public boolean isEnd(String topic, int partition) {
    return atEnd.getOrDefault(new TopicPartition(topic, partition), false);
  }

  private void look() {
    try {
      Map<TopicPartition, OffsetAndMetadata> committed =
          admin
              .listConsumerGroupOffsets(group)
              .partitionsToOffsetAndMetadata()
              .get(TIMEOUT.toMillis(), TimeUnit.MILLISECONDS);
      Map<TopicPartition, OffsetSpec> wanted = new HashMap<>();
      committed.keySet().forEach(partition -> wanted.put(partition, OffsetSpec.latest()));
      Map<TopicPartition, ListOffsetsResultInfo> ends =
          admin
              .listOffsets(wanted, new ListOffsetsOptions(IsolationLevel.READ_COMMITTED))
              .all()
              .get(TIMEOUT.toMillis(), TimeUnit.MILLISECONDS);
      ends.forEach(
          (partition, end) ->
              atEnd.put(partition, committed.get(partition).offset() >= end.offset()));
    } catch (ExecutionException | TimeoutException | RuntimeException e) {
      // Not known is not read to the end.
      atEnd.clear();
      LOG.debug("the ends of the partitions are not known: {}", e.getClass().getName());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    timer.shutdownNow();
    admin.close(Duration.ZERO);
  }
}
