package io.weir.enrich.incidents;

import io.weir.enrich.PartitionProgress;
import io.weir.enrich.StreamsProperties;
import io.weir.enrich.sigma.RuleSet;
import io.weir.ingest.topic.Topic;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.processor.StreamPartitioner;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;

/**
 * From {@code events} to {@code incidents} in three steps with a topic between them: match (every
 * event, no state), correlate (by rule and group), collect (by entity). Watermarks travel on the
 * same topics, to every partition, so that a step knows when it has heard all.
 */
public final class IncidentsTopology {
  /** The topics whose partitions count for watermarks. */
  public static final List<String> SOURCES = List.of(Topic.EVENTS.name(), Topic.MATCHES.name());

  static final String CORRELATIONS = "correlations";
  static final String OPEN_INCIDENTS = "open-incidents";
  static final String MATCH_WATERMARKS = "watermarks-of-matches";
  static final String FINDING_WATERMARKS = "watermarks-of-findings";

  /** The key of watermarks; those of matches and findings are never empty. */
  private static final byte[] WATERMARK = {};

  /** As the topics of matches, findings and incidents: what is on them is in the state too. */
  private static final int MAX_RECORD_BYTES = Topic.MATCHES.maxBytes();

  private static final Duration PATIENCE = Duration.ofMinutes(5);

  private static final ByteArrayDeserializer DESERIALIZER = new ByteArrayDeserializer();
  private static final ByteArraySerializer SERIALIZER = new ByteArraySerializer();

  private IncidentsTopology() {}

  /**
   * The whole topology, to be run with {@link #streamsProperties}.
   *
   * @param rules asked again and again, so that they can be swapped while running
   */
  public static Topology build(
      Supplier<RuleSet> rules,
      PartitionProgress ends,
      IncidentTiming timing,
      IncidentsMetrics metrics) {
    Topology topology = new Topology();
    Everywhere everywhere = new Everywhere();

    topology.addSource(Topic.EVENTS.name(), DESERIALIZER, DESERIALIZER, Topic.EVENTS.name());
    topology.addProcessor(
        "match", () -> new MatchProcessor(rules, ends, timing, metrics), Topic.EVENTS.name());
    topology.addSink("to-matches", Topic.MATCHES.name(), SERIALIZER, SERIALIZER, "match");
    topology.addSink(
        MATCH_WATERMARKS, Topic.MATCHES.name(), SERIALIZER, SERIALIZER, everywhere, "match");

    topology.addSource(Topic.MATCHES.name(), DESERIALIZER, DESERIALIZER, Topic.MATCHES.name());
    Duration patience = patience(timing);
    topology.addProcessor(
        "correlate",
        () -> new CorrelateProcessor(rules, ends, patience, metrics),
        Topic.MATCHES.name());
    topology.addStateStore(store(CORRELATIONS), "correlate");
    topology.addSink("to-findings", Topic.FINDINGS.name(), SERIALIZER, SERIALIZER, "correlate");
    topology.addSink(
        FINDING_WATERMARKS, Topic.FINDINGS.name(), SERIALIZER, SERIALIZER, everywhere, "correlate");

    topology.addSource(Topic.FINDINGS.name(), DESERIALIZER, DESERIALIZER, Topic.FINDINGS.name());
    topology.addProcessor(
        "collect",
        () ->
            new CollectProcessor(timing.inactivity(), () -> MemoryShare.ofIncidents(ends), metrics),
        Topic.FINDINGS.name());
    topology.addStateStore(store(OPEN_INCIDENTS), "collect");
    topology.addSink("to-incidents", Topic.INCIDENTS.name(), SERIALIZER, SERIALIZER, "collect");
    return topology;
  }

  /**
   * The settings of Kafka Streams to run the topology with.
   *
   * @param kafka the user's, {@code bootstrap.servers} at least
   */
  public static Map<String, Object> streamsProperties(
      Map<String, Object> kafka, String applicationId) {
    return StreamsProperties.of(kafka, applicationId, Map.of());
  }

  /** Longer than the watermark ever rests while events come and all is well. */
  private static Duration patience(IncidentTiming timing) {
    Duration usual = timing.grace().plus(timing.hold()).multipliedBy(3);
    return usual.compareTo(PATIENCE) > 0 ? usual : PATIENCE;
  }

  /** To every partition of the topic, whatever the record. */
  private static final class Everywhere implements StreamPartitioner<byte[], byte[]> {
    @Override
    public Optional<Set<Integer>> partitions(
        String topic, byte[] key, byte[] value, Headers headers, int partitions) {
      return Optional.of(IntStream.range(0, partitions).boxed().collect(Collectors.toSet()));
    }

    /** Is to be removed, and has to be implemented until it is. */
    @Override
    @SuppressWarnings("removal")
    public Optional<Set<Integer>> partitions(
        String topic, byte[] key, byte[] value, int partitions) {
      return partitions(topic, key, value, null, partitions);
    }
  }

  static byte[] watermarkKey() {
    return WATERMARK;
  }

  static boolean isWatermark(byte[] key) {
    return key != null && key.length == 0;
  }

  static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  /** In memory: what correlation holds is small, and the changelog brings it back. */
  private static StoreBuilder<KeyValueStore<String, byte[]>> store(String name) {
    return Stores.keyValueStoreBuilder(
            Stores.inMemoryKeyValueStore(name), Serdes.String(), Serdes.ByteArray())
        .withCachingEnabled()
        .withLoggingEnabled(
            Map.of(TopicConfig.MAX_MESSAGE_BYTES_CONFIG, String.valueOf(MAX_RECORD_BYTES)));
  }
}
