package io.weir.enrich.events;

import io.weir.enrich.PartitionProgress;
import io.weir.enrich.StreamsProperties;
import io.weir.ingest.topic.Topic;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.processor.api.ProcessorSupplier;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;

/**
 * From the raw topics to {@code events}: decode, join, parse, redact. What cannot be read or
 * redacted goes to {@code dlq} as coordinates and reason. Each raw topic has a part of its own, so
 * that Falco never queues behind a backlog of logs; nothing is repartitioned.
 */
public final class EventsTopology {
  /** The raw topics that are read. */
  public static final List<String> SOURCES = Topic.RAW.stream().map(Topic::name).toList();

  /**
   * A day longer than the raw topics: what is held must not expire before its raw record, and the
   * stores' changelogs hold text that is not redacted.
   */
  private static final Duration HELD_RETENTION = Topic.LOGS_RAW.retention().plusDays(1);

  /**
   * Events are not seen by the sinks before a commit, and each commit is a transaction over all
   * partitions that were written to, so Kafka's own 100 ms cost much with many partitions.
   */
  private static final Duration COMMIT_INTERVAL = Duration.ofMillis(500);

  /** A batch for a partition; Kafka's own 16 KiB hold seven events. */
  private static final int PRODUCER_BATCH_BYTES = 128 << 10;

  /** A record that is held back, with its time. */
  private static final int MAX_HELD_BYTES = 2 * Topic.LOGS_RAW.maxBytes();

  /**
   * What is held back changes all the time and is soon deleted: after a burst, only what is still
   * held is to be read again. So segments are small and soon compacted.
   */
  private static final Map<String, String> HELD_CHANGELOG =
      Map.of(
          TopicConfig.CLEANUP_POLICY_CONFIG,
          "compact,delete",
          TopicConfig.RETENTION_MS_CONFIG,
          String.valueOf(HELD_RETENTION.toMillis()),
          // Whatever the raw topic takes can be held back.
          TopicConfig.MAX_MESSAGE_BYTES_CONFIG,
          String.valueOf(MAX_HELD_BYTES),
          TopicConfig.SEGMENT_BYTES_CONFIG,
          String.valueOf(16 << 20),
          TopicConfig.SEGMENT_MS_CONFIG,
          String.valueOf(Duration.ofMinutes(1).toMillis()),
          TopicConfig.MIN_CLEANABLE_DIRTY_RATIO_CONFIG,
          "0.1",
          TopicConfig.MAX_COMPACTION_LAG_MS_CONFIG,
          String.valueOf(Duration.ofMinutes(5).toMillis()),
          // Longer than reading it again takes: who has read a record must see that it was deleted.
          TopicConfig.DELETE_RETENTION_MS_CONFIG,
          String.valueOf(Duration.ofMinutes(10).toMillis()));

  private static final ByteArrayDeserializer DESERIALIZER = new ByteArrayDeserializer();
  private static final ByteArraySerializer SERIALIZER = new ByteArraySerializer();

  private EventsTopology() {}

  /** The whole topology, to be run with {@link #streamsProperties}. */
  public static Topology build(Processing by, PartitionProgress progress, EnrichMetrics metrics) {
    metrics.held(by.limits().held());
    Topology topology = new Topology();
    for (String source : SOURCES) {
      addPart(topology, source, () -> new EventsProcessor(source, by, progress, metrics));
    }
    return topology;
  }

  /**
   * The settings of Kafka Streams to run the topology with.
   *
   * @param kafka the user's, {@code bootstrap.servers} at least
   */
  public static Map<String, Object> streamsProperties(
      Map<String, Object> kafka, String applicationId) {
    Map<String, Object> properties = new HashMap<>(memoryBounds());
    properties.put(StreamsConfig.COMMIT_INTERVAL_MS_CONFIG, COMMIT_INTERVAL.toMillis());
    properties.put(
        StreamsConfig.producerPrefix(ProducerConfig.BATCH_SIZE_CONFIG), PRODUCER_BATCH_BYTES);
    return StreamsProperties.of(kafka, applicationId, properties);
  }

  /**
   * Without them memory is not bounded. Fetches are bounded in bytes as they come, compressed; only
   * the number of records bounds what they become.
   */
  private static Map<String, Object> memoryBounds() {
    return Map.of(
        // All that was polled is dealt with before the next poll: a megabyte for each of them.
        StreamsConfig.consumerPrefix(ConsumerConfig.MAX_POLL_RECORDS_CONFIG),
        50,
        StreamsConfig.BUFFERED_RECORDS_PER_PARTITION_CONFIG,
        50,
        StreamsConfig.consumerPrefix(ConsumerConfig.FETCH_MAX_BYTES_CONFIG),
        8 << 20,
        StreamsConfig.consumerPrefix(ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG),
        1 << 20,
        StreamsConfig.STATESTORE_CACHE_MAX_BYTES_CONFIG,
        4L << 20,
        StreamsConfig.producerPrefix(ProducerConfig.BUFFER_MEMORY_CONFIG),
        16L << 20,
        // Above all that is produced, before it is compressed.
        StreamsConfig.producerPrefix(ProducerConfig.MAX_REQUEST_SIZE_CONFIG),
        MAX_HELD_BYTES + (1 << 20));
  }

  /**
   * Sets the changelogs that an older release has made: Kafka Streams sets new topics only. To be
   * called before the topology is started; a changelog that cannot be set is still right.
   *
   * @param kafkaAdmin settings of the admin client
   */
  public static void setChangelogs(Map<String, Object> kafkaAdmin, String applicationId) {
    ChangelogTopics.set(kafkaAdmin, changelogSettings(applicationId));
  }

  /** By the names of the topics. */
  static Map<String, Map<String, String>> changelogSettings(String applicationId) {
    return SOURCES.stream()
        .collect(
            Collectors.toMap(
                source -> applicationId + "-" + heldName(source) + "-changelog",
                source -> HELD_CHANGELOG));
  }

  private static void addPart(
      Topology topology,
      String source,
      ProcessorSupplier<byte[], byte[], byte[], byte[]> processor) {
    String enrich = "enrich-" + source;
    topology.addSource(source, DESERIALIZER, DESERIALIZER, source);
    topology.addProcessor(enrich, processor, source);
    topology.addStateStore(heldStore(source), enrich);
    topology.addStateStore(cachedStore(ledgerName(source)), enrich);
    topology.addStateStore(cachedStore(progressName(source)), enrich);
    for (String output : List.of(Topic.EVENTS.name(), Topic.DLQ.name(), Topic.LEDGER.name())) {
      topology.addSink(sink(output, source), output, SERIALIZER, SERIALIZER, enrich);
    }
  }

  static String sink(String output, String source) {
    return output + "-of-" + source;
  }

  static String heldName(String source) {
    return "held-" + source;
  }

  static String ledgerName(String source) {
    return "ledger-" + source;
  }

  /** Up to where the source was read, and where lines were cut. */
  static String progressName(String source) {
    return "progress-" + source;
  }

  /** Raw records by offset that wait for the lines that may follow them. */
  private static StoreBuilder<KeyValueStore<Long, byte[]>> heldStore(String source) {
    return Stores.keyValueStoreBuilder(
            Stores.inMemoryKeyValueStore(heldName(source)), Serdes.Long(), Serdes.ByteArray())
        // Most of what is held leaves again before the next commit: only its deletion is written.
        .withCachingEnabled()
        .withLoggingEnabled(HELD_CHANGELOG);
  }

  /** Counts by range of offsets, or what else is small; a commit writes each once. */
  private static StoreBuilder<KeyValueStore<Long, byte[]>> cachedStore(String name) {
    return Stores.keyValueStoreBuilder(
            Stores.inMemoryKeyValueStore(name), Serdes.Long(), Serdes.ByteArray())
        .withCachingEnabled();
  }
}
