package io.weir.enrich.events;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sets how changelogs are kept that an older release has made: Kafka Streams sets new topics only.
 * A changelog that cannot be set is still right, and takes longer to read.
 */
final class ChangelogTopics {
  private static final Logger LOG = LoggerFactory.getLogger(ChangelogTopics.class);
  private static final long TIMEOUT_SECONDS = 30;

  private ChangelogTopics() {}

  /**
   * Sets those that exist.
   *
   * @param topics settings by name
   */
  static void set(Map<String, Object> kafka, Map<String, Map<String, String>> topics) {
    Map<ConfigResource, Collection<AlterConfigOp>> changes = new HashMap<>();
    topics.forEach(
        (topic, settings) ->
            changes.put(
                new ConfigResource(ConfigResource.Type.TOPIC, topic),
                settings.entrySet().stream()
                    .map(it -> new ConfigEntry(it.getKey(), it.getValue()))
                    .map(it -> new AlterConfigOp(it, AlterConfigOp.OpType.SET))
                    .toList()));
    try (Admin admin = Admin.create(kafka)) {
      Map<ConfigResource, KafkaFuture<Void>> results =
          admin.incrementalAlterConfigs(changes).values();
      for (ConfigResource topic : List.copyOf(results.keySet())) {
        await(topic.name(), results.get(topic));
      }
    }
  }

  private static void await(String topic, KafkaFuture<Void> change) {
    try {
      change.get(TIMEOUT_SECONDS, TimeUnit.SECONDS);
    } catch (ExecutionException e) {
      if (!(e.getCause() instanceof UnknownTopicOrPartitionException)) {
        warn(topic, e.getCause());
      }
    } catch (TimeoutException e) {
      warn(topic, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void warn(String topic, Throwable cause) {
    LOG.warn(
        "the settings of {} could not be changed, so a restart may read more of it than it has to:"
            + " {}",
        topic,
        cause.getClass().getName());
  }
}
