package io.weir.enrich;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
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
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Knows by the committed offsets of a group which partitions of its topics it has read to their
 * end. Offsets of records will not do: the end of a transaction takes an offset too, and no record
 * shows it. A partition that holds nothing has no committed offset, and is at its end.
 */
public final class GroupProgress implements PartitionProgress, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(GroupProgress.class);
  private static final Duration INTERVAL = Duration.ofMillis(500);

  /** An older answer is none: records may have come since. */
  private static final Duration TIMEOUT = Duration.ofSeconds(2);

  /** Topics are seldom made wider. */
  private static final Duration DESCRIBE_INTERVAL = Duration.ofSeconds(10);

  /** Whoever asks for a beginning waits for the answer, and may ask for each record. */
  private static final Duration BEGINNING_INTERVAL = Duration.ofSeconds(1);

  /** Kafka may be away for a moment. */
  private static final Duration PATIENCE = Duration.ofMinutes(1);

  private final Admin admin;
  private final String group;
  private final List<String> topics;
  private final Map<String, Integer> partitions = new ConcurrentHashMap<>();
  private final Map<TopicPartition, Beginning> beginnings = new ConcurrentHashMap<>();
  private volatile Map<TopicPartition, Progress> progress = Map.of();
  private long describedAt = System.nanoTime() - DESCRIBE_INTERVAL.toNanos();
  private long knownAt = System.nanoTime();
  private final ScheduledExecutorService timer =
      Executors.newSingleThreadScheduledExecutor(
          task -> {
            Thread thread = new Thread(task, "group-progress");
            thread.setDaemon(true);
            return thread;
          });

  /** The first offset of a partition, 0 if there was no answer. */
  private record Beginning(long offset, long knownAt) {}

  /** How far the group has come in a partition. */
  enum Progress {
    BEHIND,
    CAUGHT_UP,
    UNUSED;

    /**
     * Judges by offsets.
     *
     * @param committed null if the group has committed nothing
     * @param beginning the oldest offset that is still there
     * @param end after the last record that is committed
     */
    static Progress of(Long committed, long beginning, long end) {
      if (end == 0) {
        return UNUSED;
      }
      // More than the end was committed on a topic of the same name that was there before.
      boolean readAll = committed != null && committed == end;
      return readAll || beginning == end ? CAUGHT_UP : BEHIND;
    }
  }

  /**
   * Begins to watch. A fault of Kafka is an answer that is not known.
   *
   * @param kafka settings of the admin client
   * @param group that reads the topics
   */
  public GroupProgress(Map<String, Object> kafka, String group, List<String> topics) {
    this.admin = Admin.create(kafka);
    this.group = group;
    this.topics = topics;
    var unused =
        timer.scheduleWithFixedDelay(this::look, 0, INTERVAL.toMillis(), TimeUnit.MILLISECONDS);
  }

  @Override
  public int partitions(String topic) {
    return partitions.getOrDefault(topic, 0);
  }

  @Override
  public boolean isCaughtUp(String topic, int partition) {
    return progress(topic, partition) != Progress.BEHIND;
  }

  @Override
  public boolean isUnused(String topic, int partition) {
    return progress(topic, partition) == Progress.UNUSED;
  }

  @Override
  public long beginning(String topic, int partition) {
    TopicPartition asked = new TopicPartition(topic, partition);
    Beginning last = beginnings.get(asked);
    if (last == null || System.nanoTime() - last.knownAt() >= BEGINNING_INTERVAL.toNanos()) {
      last = new Beginning(askBeginning(asked), System.nanoTime());
      beginnings.put(asked, last);
    }
    return last.offset();
  }

  private long askBeginning(TopicPartition asked) {
    try {
      return offsets(List.of(asked), OffsetSpec.earliest()).getOrDefault(asked, 0L);
    } catch (ExecutionException | TimeoutException | RuntimeException e) {
      return 0;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return 0;
    }
  }

  /** Not known is not read to the end. */
  private Progress progress(String topic, int partition) {
    return progress.getOrDefault(new TopicPartition(topic, partition), Progress.BEHIND);
  }

  private void look() {
    try {
      describe();
      progress = ask();
      knownAt = System.nanoTime();
    } catch (ExecutionException | TimeoutException | RuntimeException e) {
      progress = Map.of();
      complain(e.getCause() == null ? e : e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void complain(Throwable cause) {
    if (System.nanoTime() - knownAt > PATIENCE.toNanos()) {
      knownAt = System.nanoTime();
      LOG.warn(
          "it is not known how far {} has come in {}, so silent partitions hold it back: {}",
          group,
          topics,
          cause.getClass().getName());
    }
  }

  private void describe() throws ExecutionException, InterruptedException, TimeoutException {
    if (System.nanoTime() - describedAt < DESCRIBE_INTERVAL.toNanos()
        && partitions.size() == topics.size()) {
      return;
    }
    Map<String, TopicDescription> found = get(admin.describeTopics(topics).allTopicNames());
    found.forEach((topic, description) -> partitions.put(topic, description.partitions().size()));
    describedAt = System.nanoTime();
  }

  private Map<TopicPartition, Progress> ask()
      throws ExecutionException, InterruptedException, TimeoutException {
    Map<TopicPartition, OffsetAndMetadata> committed =
        get(admin.listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata());
    Map<TopicPartition, Long> ends = offsets(all(), OffsetSpec.latest());
    List<TopicPartition> notRead =
        ends.keySet().stream()
            .filter(partition -> !isAt(committed.get(partition), ends.get(partition)))
            .toList();
    Map<TopicPartition, Long> beginnings = offsets(notRead, OffsetSpec.earliest());
    Map<TopicPartition, Progress> answer = new HashMap<>();
    ends.forEach(
        (partition, end) -> {
          OffsetAndMetadata offset = committed.get(partition);
          long beginning = beginnings.getOrDefault(partition, -1L);
          answer.put(
              partition, Progress.of(offset == null ? null : offset.offset(), beginning, end));
        });
    return answer;
  }

  private static boolean isAt(OffsetAndMetadata committed, long end) {
    return end == 0 || (committed != null && committed.offset() == end);
  }

  private List<TopicPartition> all() {
    List<TopicPartition> all = new ArrayList<>();
    partitions.forEach(
        (topic, count) -> {
          for (int i = 0; i < count; i++) {
            all.add(new TopicPartition(topic, i));
          }
        });
    return all;
  }

  private Map<TopicPartition, Long> offsets(Collection<TopicPartition> of, OffsetSpec which)
      throws ExecutionException, InterruptedException, TimeoutException {
    Map<TopicPartition, OffsetSpec> wanted = new HashMap<>();
    of.forEach(partition -> wanted.put(partition, which));
    Map<TopicPartition, Long> offsets = new HashMap<>();
    get(admin.listOffsets(wanted, new ListOffsetsOptions(IsolationLevel.READ_COMMITTED)).all())
        .forEach((partition, found) -> offsets.put(partition, found.offset()));
    return offsets;
  }

  private static <T> T get(KafkaFuture<T> future)
      throws ExecutionException, InterruptedException, TimeoutException {
    return future.get(TIMEOUT.toMillis(), TimeUnit.MILLISECONDS);
  }

  @Override
  public void close() {
    timer.shutdownNow();
    admin.close(Duration.ZERO);
  }
}
