package io.weir.sinks.setup;

import io.weir.ingest.topic.Topics;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;

/** Creates Weir's topics and sets how they are kept. Can be run again at any time. */
public final class TopicsSetup {
  private static final Duration DAY = Duration.ofDays(1);
  private static final Duration RAW = DAY.multipliedBy(3);
  private static final Duration DEAD_LETTERS = DAY.multipliedBy(14);
  private static final Duration AUDIT = DAY.multipliedBy(91);

  /**
   * Sizes form a ladder: what a raw record can hold fits an event, and an event fits the stores.
   */
  private static final int RAW_BYTES = 2 << 20;

  private static final int EVENT_BYTES = 5 << 20;

  /**
   * Records end with the segment they are in, so a segment must not be open for long: with Kafka's
   * default of a week, raw text would stay for ten days.
   */
  private static final Duration SEGMENT = Duration.ofHours(1);

  private static final Duration LONG_SEGMENT = DAY;

  private record Kept(String topic, Duration retention, boolean compacted, int maxBytes) {
    Duration segment() {
      return retention.compareTo(RAW) <= 0 ? SEGMENT : LONG_SEGMENT;
    }
  }

  /**
   * What was done, and what is not as it should be and cannot be changed from here.
   *
   * @param created names of topics
   * @param warnings a sentence each
   */
  public record Result(List<String> created, List<String> warnings) {}

  private static final List<Kept> TOPICS =
      List.of(
          new Kept(Topics.LOGS_RAW, RAW, false, RAW_BYTES),
          new Kept(Topics.FALCO_RAW, RAW, false, RAW_BYTES),
          new Kept(Topics.AUDIT_RAW, RAW, false, RAW_BYTES),
          new Kept(Topics.EVENTS, RAW, false, EVENT_BYTES),
          new Kept(Topics.MATCHES, DAY, false, RAW_BYTES),
          new Kept(Topics.FINDINGS, DAY, false, RAW_BYTES),
          new Kept(Topics.INCIDENTS, AUDIT, true, RAW_BYTES),
          new Kept(Topics.DLQ, DEAD_LETTERS, false, EVENT_BYTES + RAW_BYTES),
          new Kept(Topics.LEDGER, AUDIT, true, RAW_BYTES),
          new Kept(Topics.AUDIT_CHAIN, AUDIT, false, RAW_BYTES));

  private TopicsSetup() {}

  /**
   * Creates what is missing; sets retention and sizes of what is there. Never changes a number of
   * partitions: the order of the lines of a pod hangs on it.
   *
   * @param partitions of topics that are created, and that others are expected to have
   * @param replication likewise
   */
  public static Result run(Admin admin, int partitions, short replication)
      throws ExecutionException, InterruptedException {
    Collection<String> there = admin.listTopics().names().get();
    List<NewTopic> missing = new ArrayList<>();
    Map<ConfigResource, Collection<AlterConfigOp>> configs = new HashMap<>();
    for (Kept kept : TOPICS) {
      if (there.contains(kept.topic())) {
        configs.put(
            new ConfigResource(ConfigResource.Type.TOPIC, kept.topic()),
            configs(kept).entrySet().stream()
                .map(e -> new ConfigEntry(e.getKey(), e.getValue()))
                .map(e -> new AlterConfigOp(e, AlterConfigOp.OpType.SET))
                .toList());
      } else {
        Map<String, String> config = new HashMap<>(configs(kept));
        // A write waits for all replicas but one, so that it outlasts a broker and none stops it.
        // Of two replicas that is one alone, and what it has taken is lost with it.
        config.put(
            TopicConfig.MIN_IN_SYNC_REPLICAS_CONFIG, String.valueOf(Math.max(1, replication - 1)));
        missing.add(new NewTopic(kept.topic(), partitions, replication).configs(config));
      }
    }
    admin.createTopics(missing).all().get();
    admin.incrementalAlterConfigs(configs).all().get();
    List<String> created = missing.stream().map(NewTopic::name).toList();
    List<String> old =
        TOPICS.stream().map(Kept::topic).filter(topic -> !created.contains(topic)).toList();
    return new Result(created, warnings(admin, old, partitions, replication));
  }

  private static List<String> warnings(
      Admin admin, List<String> names, int partitions, short replication)
      throws ExecutionException, InterruptedException {
    List<String> warnings = new ArrayList<>();
    for (TopicDescription topic : admin.describeTopics(names).allTopicNames().get().values()) {
      int found = topic.partitions().size();
      int copies = topic.partitions().stream().mapToInt(p -> p.replicas().size()).min().orElse(0);
      if (found != partitions) {
        warnings.add(
            "%s has %d partitions, not %d; changing that would part the lines of a pod"
                .formatted(topic.name(), found, partitions));
      }
      if (copies < replication) {
        warnings.add(
            "%s has %d replicas, not %d; kafka-reassign-partitions.sh changes that"
                .formatted(topic.name(), copies, replication));
      }
      int needed = minInSync(admin, topic.name());
      if (needed >= copies && copies > 1) {
        warnings.add(
            "%s has %d replicas and min.insync.replicas %d: one broker that is out stops it"
                .formatted(topic.name(), copies, needed));
      } else if (needed < 2 && copies > 2) {
        warnings.add(
            "%s has min.insync.replicas %d: what one broker has taken is lost with it"
                .formatted(topic.name(), needed));
      }
    }
    warnings.sort(null);
    return warnings;
  }

  private static int minInSync(Admin admin, String topic)
      throws ExecutionException, InterruptedException {
    ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, topic);
    ConfigEntry entry =
        admin
            .describeConfigs(List.of(resource))
            .all()
            .get()
            .get(resource)
            .get(TopicConfig.MIN_IN_SYNC_REPLICAS_CONFIG);
    return Integer.parseInt(entry.value());
  }

  private static Map<String, String> configs(Kept kept) {
    return Map.of(
        // Retention goes by arrival; the time of the event stands in the value.
        TopicConfig.MESSAGE_TIMESTAMP_TYPE_CONFIG,
        "LogAppendTime",
        TopicConfig.RETENTION_MS_CONFIG,
        String.valueOf(kept.retention().toMillis()),
        TopicConfig.SEGMENT_MS_CONFIG,
        String.valueOf(kept.segment().toMillis()),
        TopicConfig.CLEANUP_POLICY_CONFIG,
        kept.compacted() ? "compact,delete" : "delete",
        TopicConfig.MAX_MESSAGE_BYTES_CONFIG,
        String.valueOf(kept.maxBytes()));
  }
}
