package io.weir.enrich.events;

import io.weir.enrich.PartitionEnds;
import io.weir.enrich.redact.Redactor;
import io.weir.ingest.event.EventIds;
import io.weir.ingest.parse.LineFormats;
import io.weir.ingest.wire.Topics;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.Topology;
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
  public static final List<String> SOURCES =
      List.of(Topics.LOGS_RAW, Topics.FALCO_RAW, Topics.AUDIT_RAW);

  /** As long as the raw topics: the stores' changelogs hold text that is not redacted. */
  private static final Duration RAW_RETENTION = Duration.ofDays(3);

  private static final ByteArrayDeserializer DESERIALIZER = new ByteArrayDeserializer();
  private static final ByteArraySerializer SERIALIZER = new ByteArraySerializer();

  private EventsTopology() {}

  /**
   * The whole topology, to be run with {@code exactly_once_v2}.
   *
   * @param redactor asked for each record, so that policy and keys can change while running
   */
  public static Topology build(
      EventIds ids, Supplier<Redactor> redactor, PartitionEnds ends, EnrichMetrics metrics) {
    return build(ids, LineFormats::standard, redactor, ends, metrics);
  }

  /** The same with formats of the user's own. */
  public static Topology build(
      EventIds ids,
      Supplier<LineFormats> formats,
      Supplier<Redactor> redactor,
      PartitionEnds ends,
      EnrichMetrics metrics) {
    Topology topology = new Topology();
    for (String source : SOURCES) {
      addPart(topology, source, ids, formats, redactor, ends, metrics);
    }
    return topology;
  }

  private static void addPart(
      Topology topology,
      String source,
      EventIds ids,
      Supplier<LineFormats> formats,
      Supplier<Redactor> redactor,
      PartitionEnds ends,
      EnrichMetrics metrics) {
    String enrich = "enrich-" + source;
    topology.addSource(source, DESERIALIZER, DESERIALIZER, source);
    topology.addProcessor(
        enrich, () -> new EventsProcessor(source, ids, formats, redactor, ends, metrics), source);
    topology.addStateStore(heldStore(source), enrich);
    topology.addStateStore(ledgerStore(source), enrich);
    for (String output : List.of(Topics.EVENTS, Topics.DLQ, Topics.LEDGER)) {
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

  /** Raw records by offset that wait for the lines that may follow them. */
  private static StoreBuilder<KeyValueStore<Long, byte[]>> heldStore(String source) {
    return Stores.keyValueStoreBuilder(
            Stores.inMemoryKeyValueStore(heldName(source)), Serdes.Long(), Serdes.ByteArray())
        .withLoggingEnabled(
            Map.of(
                TopicConfig.CLEANUP_POLICY_CONFIG,
                "compact,delete",
                TopicConfig.RETENTION_MS_CONFIG,
                String.valueOf(RAW_RETENTION.toMillis()),
                // Whatever the raw topic takes can be held back.
                TopicConfig.MAX_MESSAGE_BYTES_CONFIG,
                String.valueOf(EventsStage.MAX_EVENT_BYTES)));
  }

  /** Counts by range of offsets; cached, so that a commit writes each range once. */
  private static StoreBuilder<KeyValueStore<Long, byte[]>> ledgerStore(String source) {
    return Stores.keyValueStoreBuilder(
            Stores.inMemoryKeyValueStore(ledgerName(source)), Serdes.Long(), Serdes.ByteArray())
        .withCachingEnabled();
  }
}
