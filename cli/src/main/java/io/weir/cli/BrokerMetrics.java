package io.weir.cli;

import io.micrometer.core.instrument.MeterRegistry;
import io.weir.ingest.meter.MeterFamily;
import io.weir.ingest.topic.Topic;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ConfigEntry;
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
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What only the brokers know: how far the group of a role is behind, also while it fetches nothing,
 * and how old the dead letters are. Asked four times a minute; what is not known is not a number,
 * which no alert fires on.
 */
final class BrokerMetrics implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(BrokerMetrics.class);
  private static final Duration INTERVAL = Duration.ofSeconds(15);
  private static final Duration TIMEOUT = Duration.ofSeconds(10);

  private static final MeterFamily GROUP_LAG =
      MeterFamily.gauge(
              "weir.group.lag",
              "Records that the group has not committed yet, of all partitions, by the brokers",
              "group",
              "topic")
          .in("records");
  private static final MeterFamily OLDEST_LETTER =
      MeterFamily.gauge(
              "weir.dead.letters.oldest",
              "How long ago the oldest dead letter that is kept was written; not a number if there"
                  + " is none")
          .in("seconds");
  private static final MeterFamily RAW_LEFT =
      MeterFamily.gauge(
              "weir.dead.letters.raw.left",
              "Until retention removes what the first dead letter is about whose record is still"
                  + " there; not a number if there is none")
          .in("seconds");

  private final Admin admin;
  private final String group;
  private final List<String> topics;
  private final InstantSource clock;
  private final Map<String, Double> lags = new ConcurrentHashMap<>();
  private volatile double oldest = Double.NaN;
  private volatile double left = Double.NaN;
  private final Set<String> failed = new HashSet<>();
  private final ScheduledExecutorService timer =
      Executors.newSingleThreadScheduledExecutor(
          task -> {
            Thread thread = new Thread(task, "broker-metrics");
            thread.setDaemon(true);
            return thread;
          });

  /**
   * Begins to ask.
   *
   * @param kafka settings of the admin client
   * @param group that reads the topics
   */
  BrokerMetrics(
      Map<String, Object> kafka,
      String group,
      Collection<String> topics,
      MeterRegistry registry,
      InstantSource clock) {
    this.admin = Admin.create(kafka);
    this.group = group;
    this.topics = List.copyOf(topics);
    this.clock = clock;
    for (String topic : this.topics) {
      GROUP_LAG.gauge(registry, lags, it -> it.getOrDefault(topic, Double.NaN), group, topic);
    }
    OLDEST_LETTER.gauge(registry, this, self -> self.oldest);
    RAW_LEFT.gauge(registry, this, self -> self.left);
    var unused =
        timer.scheduleWithFixedDelay(this::look, 0, INTERVAL.toMillis(), TimeUnit.MILLISECONDS);
  }

  /** All that is published here, for the page of metrics. */
  static List<MeterFamily> families() {
    return List.of(GROUP_LAG, OLDEST_LETTER, RAW_LEFT);
  }

  /** One question to the brokers. */
  private interface Question {
    void ask() throws ExecutionException, InterruptedException, TimeoutException;
  }

  private void look() {
    look("the lag of " + group, this::lookAtGroup, lags::clear);
    look(
        "the age of dead letters",
        this::lookAtLetters,
        () -> {
          oldest = Double.NaN;
          left = Double.NaN;
        });
  }

  private void look(String what, Question question, Runnable forget) {
    try {
      question.ask();
      failed.remove(what);
    } catch (ExecutionException | TimeoutException | RuntimeException e) {
      forget.run();
      // Once: an outage is logged by those whose work it stops.
      if (failed.add(what)) {
        Throwable cause = e.getCause() == null ? e : e.getCause();
        LOG.warn("{} is not known: {}", what, cause.getClass().getName());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void lookAtGroup() throws ExecutionException, InterruptedException, TimeoutException {
    List<TopicPartition> all = partitions(topics);
    Map<TopicPartition, OffsetAndMetadata> committed =
        get(admin.listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata());
    Map<TopicPartition, ListOffsetsResultInfo> beginnings = offsets(all, OffsetSpec.earliest());
    Map<TopicPartition, ListOffsetsResultInfo> ends = offsets(all, OffsetSpec.latest());
    Map<String, Double> found = new HashMap<>();
    for (TopicPartition partition : all) {
      OffsetAndMetadata offset = committed.get(partition);
      long lag =
          lag(
              offset == null ? 0 : offset.offset(),
              beginnings.get(partition).offset(),
              ends.get(partition).offset());
      found.merge(partition.topic(), (double) lag, Double::sum);
    }
    lags.putAll(found);
  }

  /** What retention has removed does not wait any more, whether it was read or not. */
  static long lag(long committed, long beginning, long end) {
    return Math.max(0, end - Math.max(committed, beginning));
  }

  private void lookAtLetters() throws ExecutionException, InterruptedException, TimeoutException {
    long now = clock.millis();
    List<TopicPartition> dlq = partitions(List.of(Topic.DLQ.name()));
    long first = firstSince(0, dlq);
    oldest = first < 0 ? Double.NaN : seconds(now - first);
    if (first < 0) {
      left = Double.NaN;
      return;
    }
    long retention = retention();
    long recent = firstSince(Math.max(0, now - retention), dlq);
    left = recent < 0 ? Double.NaN : seconds(recent + retention - now);
  }

  private static double seconds(long millis) {
    return Math.max(0, millis) / 1e3;
  }

  /** When the first letter since a time was written, or -1. */
  private long firstSince(long time, List<TopicPartition> dlq)
      throws ExecutionException, InterruptedException, TimeoutException {
    return offsets(dlq, OffsetSpec.forTimestamp(time)).values().stream()
        .mapToLong(ListOffsetsResultInfo::timestamp)
        .filter(found -> found >= 0)
        .min()
        .orElse(-1);
  }

  /** The shortest of what letters are about, as it is set now; a letter is little younger. */
  private long retention() throws ExecutionException, InterruptedException, TimeoutException {
    List<ConfigResource> kept =
        Stream.concat(Topic.RAW.stream(), Stream.of(Topic.EVENTS))
            .map(topic -> new ConfigResource(ConfigResource.Type.TOPIC, topic.name()))
            .toList();
    return get(admin.describeConfigs(kept).all()).values().stream()
        .map(config -> config.get(TopicConfig.RETENTION_MS_CONFIG))
        .map(ConfigEntry::value)
        .mapToLong(Long::parseLong)
        .filter(millis -> millis >= 0)
        .min()
        .orElse(Topic.LOGS_RAW.retention().toMillis());
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
    timer.shutdownNow();
    admin.close(Duration.ZERO);
  }
}
