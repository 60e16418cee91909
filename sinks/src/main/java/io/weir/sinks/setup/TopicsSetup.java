package io.weir.sinks.setup;

import io.weir.ingest.topic.Topic;
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

/** Creates Weir's topics and sets how they are topic. Can be run again at any time. */
public final class TopicsSetup {
  /**
   * Records end with the segment they are in, so a segment must not be open for long: with Kafka's
   * default of a week, raw text would stay for ten days.
   */
  private static final Duration SEGMENT = Duration.ofHours(1);

  private static final Duration LONG_SEGMENT = Duration.ofDays(1);

  /** Of what is kept no longer than raw text. */
  private static final Duration SHORT_RETENTION = Topic.LOGS_RAW.retention();

  /**
   * What was done, and what is not as it should be and cannot be changed from here.
   *
   * @param created names of topics
   * @param warnings a sentence each
   */
  public record Result(List<String> created, List<String> warnings) {}

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
    for (Topic topic : Topic.ALL) {
      if (there.contains(topic.name())) {
        configs.put(
            new ConfigResource(ConfigResource.Type.TOPIC, topic.name()),
            configs(topic).entrySet().stream()
                .map(e -> new ConfigEntry(e.getKey(), e.getValue()))
                .map(e -> new AlterConfigOp(e, AlterConfigOp.OpType.SET))
                .toList());
      } else {
        Map<String, String> config = new HashMap<>(configs(topic));
        // A write waits for all replicas but one, so that it outlasts a broker and none stops it.
        // Of two replicas that is one alone, and what it has taken is lost with it.
        config.put(
            TopicConfig.MIN_IN_SYNC_REPLICAS_CONFIG, String.valueOf(Math.max(1, replication - 1)));
        missing.add(new NewTopic(topic.name(), partitions, replication).configs(config));
      }
    }
    admin.createTopics(missing).all().get();
    admin.incrementalAlterConfigs(configs).all().get();
    List<String> created = missing.stream().map(NewTopic::name).toList();
    List<String> old =
        Topic.ALL.stream().map(Topic::name).filter(name -> !created.contains(name)).toList();
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

  private static Map<String, String> configs(Topic topic) {
    return Map.of(
        // Retention goes by arrival; the time of the event is in the value.
        TopicConfig.MESSAGE_TIMESTAMP_TYPE_CONFIG,
        "LogAppendTime",
        TopicConfig.RETENTION_MS_CONFIG,
        String.valueOf(topic.retention().toMillis()),
        TopicConfig.SEGMENT_MS_CONFIG,
        String.valueOf(segment(topic).toMillis()),
        TopicConfig.CLEANUP_POLICY_CONFIG,
        topic.compacted() ? "compact,delete" : "delete",
        TopicConfig.MAX_MESSAGE_BYTES_CONFIG,
        String.valueOf(topic.maxBytes()));
  }

  private static Duration segment(Topic topic) {
    return topic.retention().compareTo(SHORT_RETENTION) <= 0 ? SEGMENT : LONG_SEGMENT;
  }
}
